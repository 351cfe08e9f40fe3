using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Checks;

/// <summary>The workers' log has no errors of the last hour.</summary>
internal sealed class LogsErrorsCheck : IConnectorCheck
{
    /// <summary>What is read at most: enough to tell, of however many there are.</summary>
    private const int MostPages = 2;

    private const int Shown = 3;

    private const int LongestLine = 300;

    private static readonly TimeSpan _recent = TimeSpan.FromHours(1);

    public string Name => "Logs.Errors";

    public bool IsOfWhatIsMade => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        if (await connector.Live is not { } live)
            return CheckOutcome.Pass("There is no connector yet, so there is no log.");
        if (await connector.LogGroup is not { } group)
            return CheckOutcome.Unknown("There is no log group to look into.");

        // What is older than the connector is of another one that had its name.
        var since = connector.Context.Clock.GetUtcNow().UtcDateTime - _recent;
        if (live.CreationTime is { } created && created.ToUniversalTime() > since)
            since = created.ToUniversalTime();
        var (events, _) = await Pages.AtMostAsync(
            MostPages,
            token => connector.Context.CallAsync("logs:FilterLogEvents", () =>
                connector.Context.Aws.Logs.FilterLogEventsAsync(
                    new FilterLogEventsRequest
                    {
                        LogGroupName = group.LogGroupName,
                        FilterPattern = "?ERROR ?FATAL",
                        StartTime = new DateTimeOffset(since).ToUnixTimeMilliseconds(),
                        NextToken = token,
                    },
                    connector.StopToken)),
            page => page.Events,
            page => page.NextToken);
        if (events.Count == 0)
            return CheckOutcome.Pass($"No ERROR in {group.LogGroupName} since {since:yyyy-MM-dd HH:mm}Z.");

        var lines = events.OrderBy(e => e.Timestamp).Select(e => e.Message.Trim()).ToList();
        var last = string.Join(" | ", lines.TakeLast(Shown)
            .Select(l => BoundedText.Message(connector.Context.Shown(l), LongestLine)));
        var cause = FailureDiagnosis.Explain(lines.AsEnumerable().Reverse());
        var remedy = cause is null
            ? $"Read the log around it: {group.LogGroupName}."
            : $"{cause.Explanation} {cause.Remedy}";
        var evidence = $"{lines.Count} ERROR {(lines.Count == 1 ? "line" : "lines")} since {since:yyyy-MM-dd HH:mm}Z; the last: {last}";
        return lines.Exists(l => l.Contains(DeadTasks.Died, StringComparison.Ordinal))
            ? CheckOutcome.Fail($"A task is dead. {evidence}", remedy)
            : CheckOutcome.Warn(evidence, remedy);
    }
}
