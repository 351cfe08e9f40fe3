using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>Looks once whether the tasks of a connector that is RUNNING are dead.</summary>
internal static class TaskCheck
{
    /// <summary>How far back it looks: a task that dies does so as it starts, or is no news of this run.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <summary>What a task writes before it says that it dies, in milliseconds.</summary>
    private const int Before = 2_000;

    /// <summary>Looks.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="connector">The connector as AWS describes it.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.TaskFailed"/>: tasks are dead.</exception>
    public static async Task RunAsync(
        ProvisioningContext context, DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        if (FailureReader.LogGroupOf(connector) is not { } group)
        {
            context.Detail("The tasks were not checked: the connector does not deliver its log to CloudWatch Logs");
            return;
        }

        context.Progress("Looking whether its tasks are alive", 97, connector.ConnectorState);
        IReadOnlyList<DeadTask> dead;
        IReadOnlyList<ConnectorLogEntry> entries = [];
        try
        {
            dead = await DeadTasks.FindAsync(context, group, context.Clock.GetUtcNow() - Recent, connector.CreationTime, cancellationToken);
            if (dead.Count > 0)
            {
                context.Protect(connector.ConnectorConfiguration);
                entries = await ConnectorLog.ReadFromAsync(context, group, dead[0].Stream, dead[0].Time - Before, cancellationToken);
            }
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException
            && !cancellationToken.IsCancellationRequested)
        {
            // The connector runs: what cannot be seen is no failure of it.
            context.Warn($"The tasks of '{context.ConnectorName}' were not checked: "
                + AwsErrors.Translate(e, context.ConnectorName, context.Scrub).Message);
            return;
        }

        if (dead.Count > 0)
            throw Error(context, connector, dead, entries);
    }

    private static KrakenException Error(
        ProvisioningContext context,
        DescribeConnectorResponse connector,
        IReadOnlyList<DeadTask> dead,
        IReadOnlyList<ConnectorLogEntry> entries)
    {
        var tasks = dead.Select(d => d.Task).OfType<int>().ToList();
        var report = FailureReader.Of(context, connector, KrakenErrorKind.TaskFailed, entries) with { DeadTasks = tasks };
        var which = tasks switch
        {
            [] => "it was not started",
            [var one] => $"its task {one} is dead",
            _ => $"its tasks {string.Join(", ", tasks)} are dead",
        };
        return FailureError.Of(
            context,
            report,
            $"The connector '{connector.ConnectorName}' is {report.ConnectorState}, but {which}",
            "Kafka Connect does not start such a task again by itself: correct the cause, then run Restart-KrakenMskConnector "
            + "-FailedTaskOnly (needs Kafka Connect 3.7), or without the switch for all tasks. -NoTaskCheck leaves this check out.");
    }
}
