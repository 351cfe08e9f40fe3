using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>
/// Finds from when on the last entries of a log are. FilterLogEvents reads forwards alone, so each stream is read
/// backwards by GetLogEvents until it has enough; the entries themselves are then read from that time on, all streams in
/// one order and with their ids.
/// </summary>
internal sealed class LogTail(ProvisioningContext context, string logGroup, EntrySelection selection)
{
    // Source: CloudWatch Logs API reference, GetLogEvents: limit.
    private const int LargestPage = 10_000;

    // What has no beginning on its page belongs to an entry of the page before; more than this is none's.
    private const int MostCarried = 1_000;

    /// <summary>The time, in milliseconds since 1970; null where the log has no entry that matches.</summary>
    /// <param name="count">How many entries; for 0 the time of the last event.</param>
    /// <param name="since">Nothing before it counts.</param>
    /// <param name="until">Nothing after it counts.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<long?> FindAsync(
        int count, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var streams = await LogStreams.FindNewestAsync(context, logGroup, cancellationToken);
        var times = await Task.WhenAll(streams.Select(s => FindAsync(s, count, since, until, cancellationToken)));
        var last = times.SelectMany(t => t).OrderDescending().Take(Math.Max(count, 1)).ToList();
        return last.Count == 0 ? null : last[^1];
    }

    private async Task<List<long>> FindAsync(
        string stream, int count, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var times = new List<long>();
        var carried = new List<WorkerEvent>();
        string? token = null;
        while (true)
        {
            var request = new GetLogEventsRequest
            {
                LogGroupName = logGroup,
                LogStreamName = stream,
                StartTime = since?.UtcDateTime,
                // An event of that very time is left out. Source: GetLogEvents, endTime.
                EndTime = until?.UtcDateTime.AddMilliseconds(1),
                StartFromHead = false,
                Limit = token is null ? (int)Math.Clamp(count * 4L, 1, LargestPage) : LargestPage,
                NextToken = token,
            };
            var page = await context.CallAsync(
                "logs:GetLogEvents", () => context.Aws.Logs.GetLogEventsAsync(request, cancellationToken));
            var events = Answers.List(page, page.Events)
                .Select(e => new WorkerEvent(Milliseconds(e.Timestamp), stream, e.Message))
                .Concat(carried)
                .ToList();
            if (count == 0)
            {
                times.AddRange(events.Select(e => e.Time));
                count = 1;
            }
            else
            {
                // The same token comes back at the beginning. Source: GetLogEvents, nextBackwardToken.
                var isFirst = page.NextBackwardToken is null || page.NextBackwardToken == token;
                carried = isFirst ? [] : [.. events.TakeWhile(e => !Begins(e)).Take(MostCarried)];
                times.AddRange(Entries(events.Skip(carried.Count))
                    .Where(e => !e.IsTorn && selection.Select(e) is not null)
                    .Select(e => e.Time));
            }

            if (times.Count >= count || page.NextBackwardToken is null || page.NextBackwardToken == token)
                return times;
            token = page.NextBackwardToken;
        }
    }

    private static IEnumerable<JoinedEntry> Entries(IEnumerable<WorkerEvent> events)
    {
        var joiner = new EntryJoiner();
        return [.. events.SelectMany(joiner.Add), .. joiner.End()];
    }

    private static long Milliseconds(DateTime? time) =>
        new DateTimeOffset((time ?? DateTime.UnixEpoch).ToUniversalTime()).ToUnixTimeMilliseconds();

    private static bool Begins(WorkerEvent found) => WorkerLine.Parse(found.Message.Split('\n', 2)[0]).Begins;
}
