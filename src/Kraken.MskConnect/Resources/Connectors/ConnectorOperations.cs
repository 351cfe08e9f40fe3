using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Finds and follows the operations that updates, pauses, resumptions and restarts of a connector are.</summary>
internal static class ConnectorOperations
{
    /// <summary>How far our clock and AWS's may be apart.</summary>
    private static readonly TimeSpan _clockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The newest operation; null where the connector has never had one.</summary>
    public static async Task<ConnectorOperationSummary?> NewestAsync(
        ProvisioningContext context, string connectorArn, CancellationToken cancellationToken)
    {
        // Newest first. Source: what the API returns; the reference does not say.
        var operations = await context.CallAsync("kafkaconnect:ListConnectorOperations", () =>
            context.Aws.KafkaConnect.ListConnectorOperationsAsync(
                new ListConnectorOperationsRequest { ConnectorArn = connectorArn, MaxResults = 10 }, cancellationToken));
        return Answers.List(operations, operations.ConnectorOperations).MaxBy(o => o.CreationTime);
    }

    /// <summary>Reads one.</summary>
    public static Task<DescribeConnectorOperationResponse> DescribeAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken) =>
        context.CallAsync("kafkaconnect:DescribeConnectorOperation", () =>
            context.Aws.KafkaConnect.DescribeConnectorOperationAsync(
                new DescribeConnectorOperationRequest { ConnectorOperationArn = arn }, cancellationToken));

    /// <summary>
    /// Whether an operation may be the one that a call of ours began: one that has ended before may be an earlier run's,
    /// which failed for a reason of its own.
    /// </summary>
    /// <param name="state">Its state.</param>
    /// <param name="created">When it began.</param>
    /// <param name="since">When the call was made.</param>
    public static bool MayBeOwn(ConnectorOperationState state, DateTime? created, DateTimeOffset since) =>
        !HasEnded(state) || created?.ToUniversalTime() >= (since - _clockSkew).UtcDateTime;

    /// <summary>Whether it goes on no more.</summary>
    public static bool HasEnded(ConnectorOperationState state) => HasFailed(state) || Ends(state, "_COMPLETE");

    /// <summary>Follows an operation to its end.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="connectorArn">The connector.</param>
    /// <param name="operationArn">The operation.</param>
    /// <param name="doing">What is done to the connector, for example <c>Updating</c>.</param>
    /// <param name="state">The connector's state meanwhile.</param>
    /// <param name="cancellationToken">Stops the waiting, not the operation.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.UpdateFailed"/>: it failed or was rolled back; <see cref="KrakenErrorKind.TimedOut"/>;
    /// <see cref="KrakenErrorKind.NotFound"/>: the connector was deleted meanwhile.
    /// </exception>
    public static async Task FollowAsync(
        ProvisioningContext context,
        string connectorArn,
        string operationArn,
        string doing,
        ConnectorState state,
        CancellationToken cancellationToken)
    {
        try
        {
            await context.WhileAwsWorksAsync(() => LookAsync(context, connectorArn, operationArn, doing, state, cancellationToken));
        }
        catch (NotFoundException e)
        {
            throw ConnectorWaiter.Deleted(context, e);
        }
    }

    private static async Task LookAsync(
        ProvisioningContext context,
        string connectorArn,
        string operationArn,
        string doing,
        ConnectorState connectorState,
        CancellationToken cancellationToken)
    {
        var start = context.Clock.GetTimestamp();
        var interval = new PollInterval(context.Clock);
        while (true)
        {
            var operation = await DescribeAsync(context, operationArn, cancellationToken);
            var state = operation.ConnectorOperationState;
            context.Waiting($"{doing} the connector", context.Clock.GetElapsedTime(start), start: 40, connectorState, $": {state}");
            if (HasFailed(state))
                throw await FailedUpdate.ErrorAsync(context, connectorArn, operation, cancellationToken);
            if (HasEnded(state))
                return;
            if (context.Deadline.IsOver)
            {
                throw await UnfinishedConnector.ErrorAsync(
                    context,
                    await ConnectorLookup.DescribeAsync(context, connectorArn, cancellationToken),
                    CompleteOf(state),
                    state,
                    operation.CreationTime);
            }

            await interval.DelayAsync(context, cancellationToken);
        }
    }

    // By their ends, so that an operation of a type that is not known here ends too.
    private static bool HasFailed(ConnectorOperationState state) =>
        state == ConnectorOperationState.ROLLBACK_COMPLETE || Ends(state, "_FAILED");

    // UPDATE_IN_PROGRESS is to become UPDATE_COMPLETE; PENDING does not say of what.
    private static string CompleteOf(ConnectorOperationState state) =>
        Ends(state, "_IN_PROGRESS") ? state.Value.Replace("_IN_PROGRESS", "_COMPLETE", StringComparison.Ordinal) : "complete";

    private static bool Ends(ConnectorOperationState state, string end) => state.Value.EndsWith(end, StringComparison.Ordinal);
}
