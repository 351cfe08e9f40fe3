using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>A task, or the connector itself, that has died and was not started again.</summary>
/// <param name="Task">The task's number, from 0; null for the connector, or where the log does not tell.</param>
/// <param name="Time">When it died, in milliseconds since 1970.</param>
/// <param name="Stream">The log stream that tells it.</param>
internal sealed record DeadTask(int? Task, long Time, string Stream);

/// <summary>
/// Finds the dead tasks of a connector by its log: MSK Connect does not tell the state of tasks, and calls a connector
/// RUNNING whose tasks are all dead.
/// </summary>
internal static partial class DeadTasks
{
    /// <summary>
    /// What Kafka Connect writes of a task that it does not start again. Source: Apache Kafka 2.7.1 and 3.7.1, WorkerTask.
    /// </summary>
    public const string Died = "Task threw an uncaught and unrecoverable exception";

    /// <summary>Pages of matching events that are read at most; each has up to 10,000.</summary>
    private const int MostPages = 10;

    /// <summary>
    /// Deaths and starts. Sources: Apache Kafka, WorkerTask, WorkerConnector, DistributedHerder, WorkerSinkTask,
    /// AbstractWorkerSourceTask; CloudWatch Logs user guide, filter pattern syntax.
    /// </summary>
    private const string Pattern =
        "?\"" + Died + "\" ?\"Error while starting connector\" ?\"Failed to start connector\" ?\"finished initialization and start\"";

    /// <summary>Finds those that died and were not started again, in the order of their numbers.</summary>
    /// <param name="context">The work's context; its name is the connector's.</param>
    /// <param name="logGroup">The log group's name, which other connectors may share.</param>
    /// <param name="since">Nothing before it counts.</param>
    /// <param name="created">When the connector was created: what is older is of another one that had its name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<DeadTask>> FindAsync(
        ProvisioningContext context, string logGroup, DateTimeOffset since, DateTime? created, CancellationToken cancellationToken)
    {
        if (created is { } time && time.ToUniversalTime() > since.UtcDateTime)
            since = new DateTimeOffset(time.ToUniversalTime());
        var (events, _) = await Pages.AtMostAsync(
            MostPages,
            token => context.CallAsync("logs:FilterLogEvents", () => context.Aws.Logs.FilterLogEventsAsync(
                new FilterLogEventsRequest
                {
                    LogGroupName = logGroup,
                    FilterPattern = Pattern,
                    StartTime = since.ToUnixTimeMilliseconds(),
                    NextToken = token,
                },
                cancellationToken)),
            page => page.Events,
            page => page.NextToken);
        return Of(context.ConnectorName, events
            .Select(e => new WorkerEvent(e.Timestamp ?? 0, e.LogStreamName, e.Message))
            .OrderBy(e => e.Time));
    }

    /// <summary>Those that the events tell, which are in the order of time.</summary>
    public static IReadOnlyList<DeadTask> Of(string connectorName, IEnumerable<WorkerEvent> events)
    {
        var dead = new List<DeadTask>();
        foreach (var found in events)
        {
            var (name, task) = Subject(found.Message);
            if (name is not null && name != connectorName)
                continue;

            // A task that starts was made by a connector that has started.
            var isDeath = !found.Message.Contains("finished initialization and start", StringComparison.Ordinal);
            dead.RemoveAll(d => d.Task == task || (!isDeath && d.Task is null));
            if (isDeath)
                dead.Add(new DeadTask(task, found.Time, found.Stream));
        }

        return [.. dead.OrderBy(d => d.Task ?? -1)];
    }

    /// <summary>The connector and task that a line is about, where it tells.</summary>
    private static (string? Name, int? Task) Subject(string message)
    {
        if (TaskId().Match(message) is { Success: true } id)
            return (id.Groups["name"].Value, int.Parse(id.Groups["task"].Value, CultureInfo.InvariantCulture));
        if (Scope().Match(message) is { Success: true } scope)
        {
            return (
                scope.Groups["name"].Value,
                scope.Groups["task"] is { Success: true } task ? int.Parse(task.Value, CultureInfo.InvariantCulture) : null);
        }

        return (OfConnector().Match(message) is { Success: true } named ? named.Groups["name"].Value : null, null);
    }

    [GeneratedRegex(@"\{id=(?<name>[^{}\s]+)-(?<task>\d{1,6})\}", RegexOptions.CultureInvariant)]
    private static partial Regex TaskId();

    [GeneratedRegex(@"\] \w+ +\[(?<name>[^|\]\s]+)\|(?:task-(?<task>\d{1,6})|worker)", RegexOptions.CultureInvariant)]
    private static partial Regex Scope();

    [GeneratedRegex(
        @"(?:WorkerConnector\{id=|Failed to start connector '?)(?<name>[\w-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex OfConnector();
}
