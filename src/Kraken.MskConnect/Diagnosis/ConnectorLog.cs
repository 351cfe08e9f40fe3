using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>Reads parts of a connector's worker log to explain a failure: entries without secrets.</summary>
internal static class ConnectorLog
{
    private const int MostEventsAStream = 100;

    /// <summary>What a dead task writes at once: a long stack trace with its causes.</summary>
    private const int MostEventsOfADeath = 300;

    /// <summary>The last entries of the streams that were written last, in the order of time.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="logGroup">The log group's name.</param>
    /// <param name="since">Events before this are of an earlier connector of the same name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<ConnectorLogEntry>> ReadLastAsync(
        ProvisioningContext context, string logGroup, DateTime? since, CancellationToken cancellationToken)
    {
        var streams = await LogStreams.FindNewestAsync(context, logGroup, cancellationToken);
        var events = await Task.WhenAll(streams.Select(stream => ReadAsync(
            context,
            new GetLogEventsRequest
            {
                LogGroupName = logGroup,
                LogStreamName = stream,
                StartTime = since,
                StartFromHead = false,
                Limit = MostEventsAStream,
            },
            cancellationToken)));
        return Entries(context, events.SelectMany(e => e).OrderBy(e => e.Time));
    }

    /// <summary>The entries of one stream from a time on.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="logGroup">The log group's name.</param>
    /// <param name="stream">The stream's name.</param>
    /// <param name="from">The time of the first event, in milliseconds since 1970.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<ConnectorLogEntry>> ReadFromAsync(
        ProvisioningContext context, string logGroup, string stream, long from, CancellationToken cancellationToken) =>
        Entries(context, await ReadAsync(
            context,
            new GetLogEventsRequest
            {
                LogGroupName = logGroup,
                LogStreamName = stream,
                StartTime = DateTimeOffset.FromUnixTimeMilliseconds(from).UtcDateTime,
                StartFromHead = true,
                Limit = MostEventsOfADeath,
            },
            cancellationToken));

    private static async Task<IEnumerable<WorkerEvent>> ReadAsync(
        ProvisioningContext context, GetLogEventsRequest request, CancellationToken cancellationToken)
    {
        var page = await context.CallAsync(
            "logs:GetLogEvents", () => context.Aws.Logs.GetLogEventsAsync(request, cancellationToken));
        // Each event whole, before its lines are parted: a key has many of them.
        return Answers.List(page, page.Events).Select(e => new WorkerEvent(
            new DateTimeOffset((e.Timestamp ?? DateTime.UnixEpoch).ToUniversalTime()).ToUnixTimeMilliseconds(),
            request.LogStreamName,
            context.Scrub(e.Message.TrimEnd())));
    }

    private static IReadOnlyList<ConnectorLogEntry> Entries(ProvisioningContext context, IEnumerable<WorkerEvent> events)
    {
        var joiner = new EntryJoiner();
        var all = new EntrySelection(context, new ConnectorLogQuery());
        JoinedEntry[] joined = [.. events.SelectMany(joiner.Add), .. joiner.End()];
        return [.. joined.Select(all.Select).OfType<ConnectorLogEntry>()];
    }
}
