using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>What is done to a connector that exists, without a change of what it is.</summary>
public enum ConnectorStateChange
{
    /// <summary>It stops its tasks, and keeps its configuration, capacity and offsets.</summary>
    Pause,

    /// <summary>It goes on from its offsets after a pause.</summary>
    Resume,

    /// <summary>It, or only its failed tasks, stops and starts.</summary>
    Restart,
}

/// <summary>Pauses, resumes or restarts a connector, and waits until the operation ends.</summary>
internal static class StateChangeCall
{
    /// <summary>Does it.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="arn">The connector.</param>
    /// <param name="change">What is done.</param>
    /// <param name="cancellationToken">Stops the waiting, not the operation.</param>
    /// <param name="failedTasksOnly">Whether a restart is of failed tasks alone.</param>
    /// <param name="wait">Whether to wait until the operation ends.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.UpdateFailed"/>: MSK Connect accepted it and did not do it;
    /// <see cref="KrakenErrorKind.TimedOut"/>; <see cref="KrakenErrorKind.NotFound"/>: it was deleted meanwhile.
    /// </exception>
    /// <exception cref="AmazonServiceException">The connector's state does not allow it.</exception>
    public static async Task RunAsync(
        ProvisioningContext context,
        string arn,
        ConnectorStateChange change,
        CancellationToken cancellationToken,
        bool failedTasksOnly = false,
        bool wait = true)
    {
        var startedAt = context.Clock.GetUtcNow();
        string operation;
        try
        {
            operation = await StartAsync(context, arn, change, failedTasksOnly, cancellationToken);
        }
        catch (AmazonServiceException e) when (e is BadRequestException or ConflictException)
        {
            // The answer of an earlier attempt may have been lost; the connector's state then refuses the repetition.
            if (await ConnectorOperations.NewestAsync(context, arn, cancellationToken) is not { } newest
                || newest.ConnectorOperationType != TypeOf(change)
                || !ConnectorOperations.MayBeOwn(newest.ConnectorOperationState, newest.CreationTime, startedAt))
            {
                throw;
            }

            operation = newest.ConnectorOperationArn;
            context.Detail($"The operation is already in progress ({e.ErrorCode}); following {operation}");
        }

        if (wait)
            await ConnectorOperations.FollowAsync(context, arn, operation, Doing(change), Meanwhile(change), cancellationToken);
    }

    /// <summary>The change that brings a connector to a state; null where nothing is to be done.</summary>
    /// <param name="state">The state that it has.</param>
    /// <param name="wanted">RUNNING or PAUSED; null for the state that it has.</param>
    public static ConnectorStateChange? Between(ConnectorState? state, string? wanted) =>
        wanted is null || state == wanted ? null
        : wanted == ConnectorState.PAUSED ? ConnectorStateChange.Pause
        : ConnectorStateChange.Resume;

    /// <summary>The connector's state while the operation goes on.</summary>
    public static ConnectorState Meanwhile(ConnectorStateChange change) => change switch
    {
        ConnectorStateChange.Pause => ConnectorState.PAUSING,
        ConnectorStateChange.Resume => ConnectorState.RESUMING,
        _ => ConnectorState.RESTARTING,
    };

    private static string Doing(ConnectorStateChange change) => change switch
    {
        ConnectorStateChange.Pause => "Pausing",
        ConnectorStateChange.Resume => "Resuming",
        _ => "Restarting",
    };

    private static ConnectorOperationType TypeOf(ConnectorStateChange change) => change switch
    {
        ConnectorStateChange.Pause => ConnectorOperationType.PAUSE_CONNECTOR,
        ConnectorStateChange.Resume => ConnectorOperationType.RESUME_CONNECTOR,
        _ => ConnectorOperationType.RESTART_CONNECTOR,
    };

    private static async Task<string> StartAsync(
        ProvisioningContext context,
        string arn,
        ConnectorStateChange change,
        bool failedTasksOnly,
        CancellationToken cancellationToken) => change switch
        {
            ConnectorStateChange.Pause => (await context.CallAsync("kafkaconnect:PauseConnector", () =>
                context.Aws.KafkaConnect.PauseConnectorAsync(
                    new PauseConnectorRequest { ConnectorArn = arn }, cancellationToken))).ConnectorOperationArn,
            ConnectorStateChange.Resume => (await context.CallAsync("kafkaconnect:ResumeConnector", () =>
                context.Aws.KafkaConnect.ResumeConnectorAsync(
                    new ResumeConnectorRequest { ConnectorArn = arn }, cancellationToken))).ConnectorOperationArn,
            _ => (await context.CallAsync("kafkaconnect:RestartConnector", () =>
                context.Aws.KafkaConnect.RestartConnectorAsync(
                    new RestartConnectorRequest { ConnectorArn = arn, OnlyFailedTasks = failedTasksOnly ? true : null },
                    cancellationToken))).ConnectorOperationArn,
        };
}
