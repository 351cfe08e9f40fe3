namespace Kraken.LocalAws.Services.Logs;

/// <summary>A log group. Source of what it has: CloudWatch Logs API reference, LogGroup.</summary>
internal sealed class LogGroup
{
    internal required string Name { get; init; }

    /// <summary>
    /// The ARN without the trailing <c>:*</c>: logGroupArn; arn has it. Source: the same page.
    /// </summary>
    internal required string Arn { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal string Class { get; init; } = "STANDARD";

    internal bool DeletionProtection { get; init; }

    internal long? RetentionDays { get; set; }

    internal string? KmsKeyId { get; set; }

    internal Dictionary<string, string> Tags { get; set; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, LogStream> Streams { get; } = new(StringComparer.Ordinal);
}

/// <summary>A log stream; its events are in the order of their time.</summary>
internal sealed class LogStream
{
    internal required string Name { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal List<LogEvent> Events { get; } = [];
}

/// <summary>An event.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Ingested">When it arrived.</param>
/// <param name="Message">Its text.</param>
/// <param name="Number">Ours: its number in the region, which orders events of the same time.</param>
internal sealed record LogEvent(DateTimeOffset Time, DateTimeOffset Ingested, string Message, long Number);
