using System.Text;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>A line of a worker's log with the lines that belong to it, as the worker wrote them: secrets too.</summary>
internal sealed class JoinedEntry
{
    private readonly StringBuilder _message;
    private readonly StringBuilder _stack = new();

    /// <summary>Begins an entry.</summary>
    /// <param name="time">The event's time, in milliseconds since 1970.</param>
    /// <param name="line">Its first line.</param>
    /// <param name="before">The worker's entry that a line which can only go on came too late for; null otherwise.</param>
    public JoinedEntry(long time, WorkerLine line, JoinedEntry? before = null)
    {
        (Time, LastTime) = (time, time);
        IsTorn = before is null && line.GoesOn;
        Worker = line.Worker;
        // It is of the same failure, and -Level must not part it from that.
        (Level, Task, Logger) = (line.Level ?? before?.Level, line.Task ?? before?.Task, line.Logger ?? before?.Logger);
        HasHead = line.Level is not null;
        _message = new StringBuilder(line.Text);
    }

    public long Time { get; }

    /// <summary>The time of the last line that belongs to it.</summary>
    public long LastTime { get; private set; }

    public string? Worker { get; }

    public ConnectorLogLevel? Level { get; }

    public int? Task { get; }

    public string? Logger { get; private set; }

    /// <summary>Whether its first line is one of a logger.</summary>
    public bool HasHead { get; }

    /// <summary>Whether its beginning was not read: it lies before the time from which on the log is read.</summary>
    public bool IsTorn { get; }

    /// <summary>Whether nothing more can belong to it.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Whether it was there, as it is now, at the end of the last look.</summary>
    public bool IsSettled { get; set; }

    public string Message => _message.ToString();

    public string? StackTrace => _stack.Length == 0 ? null : _stack.ToString();

    /// <summary>Whether the line belongs to it.</summary>
    public bool Takes(WorkerLine line) => !IsClosed && !line.Begins && (HasHead || line.GoesOn);

    public void Add(long time, WorkerLine line)
    {
        LastTime = time;
        IsSettled = false;
        if (_stack.Length > 0)
        {
            _stack.Append('\n').Append(line.Text);
        }
        else if (line.IsOfStack)
        {
            _stack.Append(line.Text);
        }
        else
        {
            // The class stands after the last line of a message that has several.
            var (text, logger) = Logger is null ? WorkerLine.SplitLogger(line.Text) : (line.Text, null);
            Logger ??= logger;
            if (text.Length > 0)
                _message.Append('\n').Append(text);
        }
    }
}
