using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>Reads the events of a log group from a time on, all streams in one order, and goes on with new ones.</summary>
/// <remarks>
/// No line is lost and none is repeated. A token is good for one search, which ends; the next one begins by time. Events
/// become visible out of their order, since each stream is delivered by itself, so a search begins before the newest event
/// that was seen, and the ids of the events tell which are known. A new stream needs nothing: the group is searched, not
/// its streams. What AWS refuses for now is asked for again with the same token. Only an event that becomes visible later
/// than <see cref="Late"/> after newer ones is missed.
/// </remarks>
internal sealed class LogFollower(ProvisioningContext context, string logGroup)
{
    /// <summary>By how much an event may come later than newer ones.</summary>
    public static TimeSpan Late { get; } = TimeSpan.FromMinutes(1);

    // At 1,000 lines a second a search costs a page of 10,000 or 1 MB for some seconds of overlap, and ten for a minute:
    // so most searches overlap little, and one now and then as much as is needed. CloudWatch Logs takes 5 searches a
    // second from an account. Source: CloudWatch Logs quotas, FilterLogEvents.
    private static readonly TimeSpan _overlap = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _wideEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestOutage = TimeSpan.FromSeconds(30);

    /// <summary>Reads.</summary>
    /// <param name="from">From this time on, in milliseconds since 1970.</param>
    /// <param name="until">Until this time, which is included; null for no end.</param>
    /// <param name="follow">Whether to go on until the token is cancelled.</param>
    /// <param name="take">Takes each page; is told whether there is no more for now.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ReadAsync(
        long from, long? until, bool follow, Func<IReadOnlyList<WorkerEvent>, bool, Task> take, CancellationToken cancellationToken)
    {
        var seen = new SeenEvents(from);
        var pauses = new Backoff(_pause, _longestPause, context.Clock);
        var wide = context.Clock.GetTimestamp();
        var start = from;
        while (true)
        {
            var isNews = false;
            string? token = null;
            do
            {
                var page = await PageAsync(start, until, token, follow, cancellationToken);
                var events = Answers.List(page, page.Events).ToList();
                var fresh = follow ? events.FindAll(e => seen.Add(e, page)) : events;
                isNews |= fresh.Count > 0;
                token = string.IsNullOrEmpty(page.NextToken) ? null : page.NextToken;
                await take(
                    fresh.ConvertAll(e => new WorkerEvent(e.Timestamp ?? 0, e.LogStreamName ?? "", e.Message ?? "")), token is null);
            }
            while (token is not null);

            if (!follow)
                return;
            if (isNews)
                pauses = new Backoff(_pause, _longestPause, context.Clock);
            await pauses.DelayAsync(cancellationToken);
            var isWide = context.Clock.GetElapsedTime(wide) >= _wideEvery;
            if (isWide)
                wide = context.Clock.GetTimestamp();
            start = seen.Newest - (long)(isWide ? Late : _overlap).TotalMilliseconds;
            start = Math.Max(start, from);
        }
    }

    /// <summary>A page. While following, what passes by itself is waited for: Ctrl+C ends it, an hour of AWS's trouble does not.</summary>
    private async Task<FilterLogEventsResponse> PageAsync(
        long start, long? until, string? token, bool follow, CancellationToken cancellationToken)
    {
        var request = new FilterLogEventsRequest { LogGroupName = logGroup, StartTime = start, EndTime = until, NextToken = token };
        var waits = new Backoff(_pause, _longestOutage, context.Clock);
        var hasWarned = false;
        while (true)
        {
            try
            {
                return await context.CallAsync(
                    "logs:FilterLogEvents", () => context.Aws.Logs.FilterLogEventsAsync(request, cancellationToken));
            }
            catch (Exception e) when (follow && !cancellationToken.IsCancellationRequested && IsPassing(e))
            {
                if (!hasWarned)
                    context.Warn($"{AwsErrors.Translate(e, context.ConnectorName, context.Scrub).Message} The log is read on from where it was.");
                hasWarned = true;
            }

            await waits.DelayAsync(cancellationToken);
        }
    }

    private bool IsPassing(Exception error) => AwsErrors.Translate(error, context.ConnectorName, context.Scrub).Kind
        is KrakenErrorKind.Throttled or KrakenErrorKind.ServiceFailure or KrakenErrorKind.EndpointUnreachable;

    /// <summary>The events that may come again.</summary>
    private sealed class SeenEvents(long from)
    {
        private const int PruneAt = 20_000;

        private readonly Dictionary<string, long> _times = new(StringComparer.Ordinal);
        private int _prune = PruneAt;

        /// <summary>The time of the newest event.</summary>
        public long Newest { get; private set; } = from;

        /// <summary>Notes an event.</summary>
        /// <returns>False where it is known.</returns>
        public bool Add(FilteredLogEvent found, FilterLogEventsResponse page)
        {
            var time = found.Timestamp ?? 0;
            if (!_times.TryAdd(Answers.Of(page, found.EventId), time))
                return false;

            // A worker whose clock is ahead must not hide what the others write meanwhile.
            Newest = Math.Max(Newest, Math.Min(time, found.IngestionTime ?? time));
            if (_times.Count > _prune)
            {
                // No search begins before this any more.
                var oldest = Newest - (long)Late.TotalMilliseconds;
                foreach (var (id, _) in _times.Where(t => t.Value < oldest).ToList())
                    _times.Remove(id);
                _prune = Math.Max(PruneAt, _times.Count * 2);
            }

            return true;
        }
    }
}
