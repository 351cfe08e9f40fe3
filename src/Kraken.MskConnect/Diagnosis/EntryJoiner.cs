namespace Kraken.MskConnect.Diagnosis;

/// <summary>An event as CloudWatch Logs has it.</summary>
/// <param name="Time">When it happened, in milliseconds since 1970.</param>
/// <param name="Stream">The log stream that it is in.</param>
/// <param name="Message">Its text.</param>
internal readonly record struct WorkerEvent(long Time, string Stream, string Message);

/// <summary>
/// Makes entries of events. Each line of a stack trace is an event of its own, and those of several workers lie between
/// each other, so a line is joined to the entry before it of its own worker. Entries leave in the order in which they began.
/// </summary>
internal sealed class EntryJoiner
{
    /// <summary>
    /// An entry is complete when its worker has written nothing for so long, in milliseconds; a stack trace is written at
    /// once. Until then it holds up what came after it.
    /// </summary>
    private const long Quiet = 2_000;

    private readonly Queue<JoinedEntry> _waiting = new();
    private readonly Dictionary<(string Stream, string? Worker), JoinedEntry> _last = [];

    /// <summary>Takes an event.</summary>
    /// <returns>The entries that are complete now.</returns>
    public IEnumerable<JoinedEntry> Add(WorkerEvent next)
    {
        string? worker = null;
        foreach (var text in next.Message.TrimEnd('\r', '\n').Split('\n'))
        {
            // A whole stack trace in one event has the prefix once.
            var line = WorkerLine.Parse(text, worker);
            worker = line.Worker;
            Add(next, line);
        }

        while (_waiting.TryPeek(out var first) && (first.IsClosed || first.LastTime < next.Time - Quiet))
            yield return Leave();
    }

    /// <summary>Is told that there is no more for now; call it again after the next look.</summary>
    /// <returns>The entries to which nothing was added since the last time.</returns>
    public IEnumerable<JoinedEntry> Settle()
    {
        while (_waiting.TryPeek(out var first) && (first.IsClosed || first.IsSettled))
            yield return Leave();
        foreach (var entry in _waiting)
            entry.IsSettled = true;
    }

    /// <summary>Ends.</summary>
    /// <returns>All that is left.</returns>
    public IEnumerable<JoinedEntry> End()
    {
        while (_waiting.Count > 0)
            yield return Leave();
    }

    private void Add(WorkerEvent next, WorkerLine line)
    {
        var key = (next.Stream, line.Worker);
        var last = _last.GetValueOrDefault(key);
        if (last?.Takes(line) == true)
        {
            last.Add(next.Time, line);
            return;
        }

        var isLate = last is { IsClosed: true } && line.GoesOn;
        if (last is not null)
            last.IsClosed = true;
        var entry = new JoinedEntry(next.Time, line, isLate ? last : null);
        _last[key] = entry;
        _waiting.Enqueue(entry);
    }

    private JoinedEntry Leave()
    {
        var entry = _waiting.Dequeue();
        entry.IsClosed = true;
        return entry;
    }
}
