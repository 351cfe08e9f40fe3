namespace Kraken.MskConnect.Diagnosis;

/// <summary>
/// All that is known of a connector's failure: the target of the error that tells it. No secret is in it, and nothing that
/// drives a terminal or a CI system.
/// </summary>
public sealed record FailureReport
{
    /// <summary>The connector's name.</summary>
    public required string ConnectorName { get; init; }

    /// <summary>The connector's ARN.</summary>
    public required string ConnectorArn { get; init; }

    /// <summary>ConnectorFailed, TaskFailed, UpdateFailed or TimedOut.</summary>
    public required KrakenErrorKind Kind { get; init; }

    /// <summary>The connector's state, for example FAILED.</summary>
    public required string ConnectorState { get; init; }

    /// <summary>The code that AWS gives for the state or the operation; null where it gives none.</summary>
    public string? StateCode { get; init; }

    /// <summary>The message that AWS gives beside the code; null where it gives none.</summary>
    public string? StateMessage { get; init; }

    /// <summary>The likely cause; null where none of the known ones was found.</summary>
    public LikelyCause? Cause { get; init; }

    /// <summary>The first exception of the log that was an error's, without its stack; null where there is none.</summary>
    public string? FirstException { get; init; }

    /// <summary>The numbers of the tasks that are dead, from 0; empty where no task is, or the log does not tell which.</summary>
    public IReadOnlyList<int> DeadTasks { get; init; } = [];

    /// <summary>The log group's name; null where the connector does not log to CloudWatch Logs.</summary>
    public string? LogGroupName { get; init; }

    /// <summary>The errors and warnings that were read of the log, in the order of time.</summary>
    public IReadOnlyList<ConnectorLogEntry> LogEntries { get; init; } = [];

    /// <summary>The entry that tells the cause; null where none does.</summary>
    internal ConnectorLogEntry? Telling { get; init; }

    /// <summary>Why no log was read; null where it was.</summary>
    public string? WithoutLog { get; init; }

    /// <summary>What to do when the cause is corrected.</summary>
    public string Afterwards { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{ConnectorName}: {Kind}: {Cause?.Explanation ?? FirstException ?? StateMessage}";
}
