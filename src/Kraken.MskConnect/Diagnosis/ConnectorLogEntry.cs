namespace Kraken.MskConnect.Diagnosis;

/// <summary>
/// An entry of a connector's worker log: a line with what belongs to it. No secret is in it, and nothing that drives a
/// terminal or a CI system.
/// </summary>
public sealed record ConnectorLogEntry
{
    /// <summary>The connector whose log it is.</summary>
    public required string ConnectorName { get; init; }

    /// <summary>When CloudWatch Logs says that it happened, UTC, to the millisecond.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>How serious it is; null for a line without a level, as MSK Connect's own script writes at the start.</summary>
    public ConnectorLogLevel? Level { get; init; }

    /// <summary>The class that wrote it, for example <c>org.apache.kafka.connect.runtime.WorkerTask</c>; null where the line names none.</summary>
    public string? Logger { get; init; }

    /// <summary>The id of the worker that wrote it; null where the line names none.</summary>
    public string? Worker { get; init; }

    /// <summary>The number of the task that it is about, from 0; null where it is about no task.</summary>
    public int? Task { get; init; }

    /// <summary>What it says; several lines where it has them.</summary>
    public required string Message { get; init; }

    /// <summary>The exception with its stack trace and causes; null where there is none.</summary>
    public string? StackTrace { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Timestamp:u} {Level} {Message.Split('\n')[0].TrimEnd()}";
}
