using System.Text;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Logs;

/// <content>Log streams and events.</content>
internal sealed partial class LogsService
{
    private const int MaxEvents = 10_000;
    private const int LargestBatch = 1_048_576;
    private const int EventOverhead = 26;

    /// <summary>The last millisecond that .NET has a time for: the end of the year 9999.</summary>
    private static readonly long _lastTime = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private Structure CreateLogStream(Call call)
    {
        var group = Get(call);
        var name = call.Input.Required("logStreamName");
        if (!group.Streams.TryAdd(name, new LogStream { Name = name, Created = call.Now }))
            throw new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
        return Structure.Empty;
    }

    private Structure PutLogEvents(Call call)
    {
        var stream = Stream(Get(call), call.Input.Required("logStreamName"));
        var batch = call.Input.Children("logEvents")
            .Select(e => (Time: e.Number("timestamp") ?? 0, Message: e.Required("message")))
            .ToList();
        if (batch.Exists(e => e.Time > _lastTime))
            throw new AwsError("InvalidParameterException", "A log event is from a time that cannot be.");
        CheckBatch(batch);
        Append(stream, batch.Select(
            e => new LogEvent(DateTimeOffset.FromUnixTimeMilliseconds(e.Time), call.Now, e.Message, ++_events)));
        return new Structure { ["nextSequenceToken"] = Paging.Key(_events) };
    }

    /// <summary>Source: CloudWatch Logs API reference, PutLogEvents: the constraints of a batch.</summary>
    private static void CheckBatch(List<(long Time, string Message)> batch)
    {
        var size = batch.Sum(e => (long)Encoding.UTF8.GetByteCount(e.Message) + EventOverhead);
        if (size > LargestBatch)
            throw new AwsError("InvalidParameterException", $"Upload too large: {size} bytes exceeds limit of {LargestBatch}");
        if (batch.Zip(batch.Skip(1)).Any(pair => pair.First.Time > pair.Second.Time))
        {
            throw new AwsError(
                "InvalidParameterException", "Log events in a single PutLogEvents request must be in chronological order.");
        }

        if (batch[^1].Time - batch[0].Time > TimeSpan.FromDays(1).TotalMilliseconds)
        {
            throw new AwsError(
                "InvalidParameterException", "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }

    /// <summary>Adds events, and keeps the order of time: what is delivered late has its place before.</summary>
    private static void Append(LogStream stream, IEnumerable<LogEvent> events)
    {
        var isLate = false;
        foreach (var entry in events)
        {
            isLate |= stream.Events.Count > 0 && stream.Events[^1].Time > entry.Time;
            stream.Events.Add(entry);
        }

        if (isLate)
            stream.Events.Sort((a, b) => (a.Time, a.Number).CompareTo((b.Time, b.Number)));
    }

    private Structure DescribeLogStreams(Call call)
    {
        var group = Get(call);
        var prefix = call.Input.Text("logStreamNamePrefix") ?? "";
        var byTime = call.Input.Text("orderBy") == "LastEventTime";
        var descending = call.Input.Flag("descending");
        if (byTime && prefix.Length > 0)
            throw new AwsError(
                "InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");

        var ordered = group.Streams.Values
            .Where(s => s.Name.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(s => byTime ? LastEventKey(s) : s.Name, StringComparer.Ordinal)
            .ToList();
        if (descending)
            ordered.Reverse();
        // The order may be a descending one, so the key is the place.
        var page = Paging.Cut(
            ordered.Select((Item, Index) => (Item, Index)), s => Paging.Key(s.Index),
            call.Input.Text("nextToken"), call.PageSize("limit", DefaultPage), BadToken);
        return new Structure
        {
            ["logStreams"] = page.Items.Select(s => Write(group, s.Item)).ToList<object?>(),
            ["nextToken"] = page.NextToken,
        };
    }

    private Structure GetLogEvents(Call call)
    {
        var stream = Stream(Get(call), call.Input.Required("logStreamName"));
        var events = Within(call, stream.Events).ToList();
        var limit = (int)(call.Input.Number("limit") ?? MaxEvents);
        var (start, end) = Window(call, events.Count, limit);
        return new Structure
        {
            ["events"] = events[start..end].Select(e => Write(e)).ToList<object?>(),
            // Both tokens always come; at the end the same one comes back. Source: GetLogEvents.
            ["nextForwardToken"] = $"f/{end}",
            ["nextBackwardToken"] = $"b/{start}",
        };
    }

    private Structure FilterLogEvents(Call call)
    {
        var group = Get(call);
        var names = call.Input.Texts("logStreamNames").ToHashSet(StringComparer.Ordinal);
        var prefix = call.Input.Text("logStreamNamePrefix") ?? "";
        if (names.Count > 0 && prefix.Length > 0)
            throw new AwsError(
                "InvalidParameterException", "logStreamNames and logStreamNamePrefix are mutually exclusive.");

        var pattern = new FilterPattern(call.Input.Text("filterPattern"));
        var found = group.Streams.Values
            .Where(s =>
                (names.Count == 0 || names.Contains(s.Name)) && s.Name.StartsWith(prefix, StringComparison.Ordinal))
            .SelectMany(
                s => Within(call, s.Events).Where(e => pattern.Matches(e.Message))
                    .Select(e => (Stream: s.Name, Event: e)));
        var page = Paging.Cut(
            found, f => Paging.Key(f.Event.Time.ToUnixTimeMilliseconds()) + Paging.Key(f.Event.Number),
            call.Input.Text("nextToken"), call.PageSize("limit", MaxEvents), BadToken);
        return new Structure
        {
            ["events"] = page.Items.Select(f => Write(f.Event, f.Stream)).ToList<object?>(),
            ["searchedLogStreams"] = new List<object?>(),
            ["nextToken"] = page.NextToken,
        };
    }

    private static string LastEventKey(LogStream stream) =>
        Paging.Key(stream.Events.Count == 0 ? 0 : stream.Events[^1].Time.ToUnixTimeMilliseconds());

    private static (int Start, int End) Window(Call call, int count, int limit)
    {
        if (call.Input.Text("nextToken") is not { } token)
        {
            return call.Input.Flag("startFromHead")
                ? (0, Math.Min(limit, count))
                : (Math.Max(0, count - limit), count);
        }

        if (token.Length < 3 || token[1] != '/' || token[0] is not ('f' or 'b')
            || !int.TryParse(token[2..], out var at) || at < 0 || at > count)
        {
            throw BadToken();
        }

        return token[0] == 'f' ? (at, Math.Min(at + limit, count)) : (Math.Max(0, at - limit), at);
    }

    private static IEnumerable<LogEvent> Within(Call call, IEnumerable<LogEvent> events)
    {
        var start = call.Input.Number("startTime") ?? long.MinValue;
        // GetLogEvents leaves out events at the end time, FilterLogEvents only later ones.
        var end = call.Input.Number("endTime") ?? long.MaxValue;
        var inclusive = call.Operation == "FilterLogEvents";
        return events.Where(e =>
        {
            var time = e.Time.ToUnixTimeMilliseconds();
            return time >= start && (time < end || (inclusive && time == end));
        });
    }

    private static LogStream Stream(LogGroup group, string name) =>
        group.Streams.GetValueOrDefault(name)
        ?? throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");

    private static Structure Write(LogEvent entry, string? stream = null) => new()
    {
        ["logStreamName"] = stream,
        ["timestamp"] = entry.Time.ToUnixTimeMilliseconds(),
        ["message"] = entry.Message,
        ["ingestionTime"] = entry.Ingested.ToUnixTimeMilliseconds(),
        ["eventId"] = stream is null ? null : Paging.Key(entry.Number),
    };

    private static Structure Write(LogGroup group, LogStream stream) => new()
    {
        ["logStreamName"] = stream.Name,
        ["creationTime"] = stream.Created.ToUnixTimeMilliseconds(),
        ["firstEventTimestamp"] = stream.Events.Count == 0 ? null : stream.Events[0].Time.ToUnixTimeMilliseconds(),
        ["lastEventTimestamp"] = stream.Events.Count == 0 ? null : stream.Events[^1].Time.ToUnixTimeMilliseconds(),
        ["lastIngestionTime"] = stream.Events.Count == 0 ? null : stream.Events[^1].Ingested.ToUnixTimeMilliseconds(),
        ["arn"] = $"{group.Arn}:log-stream:{stream.Name}",
        ["storedBytes"] = 0L,
    };
}
