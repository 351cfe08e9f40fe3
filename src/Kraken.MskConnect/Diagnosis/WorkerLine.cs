using System.Globalization;
using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>One line of a worker's log, taken apart.</summary>
/// <remarks>
/// A line is <c>[Worker-id] [time] LEVEL [connector|scope] message (class:line)</c>. The prefix stands before every line, so
/// before those of a stack trace too, which have nothing else of it. The scope is <c>worker</c>, <c>task-0</c> or
/// <c>task-0|offsets</c>; lines of the worker itself have none. Sources: Amazon MSK developer guide, "Logging for MSK
/// Connect"; Kafka's connect-log4j.properties; logs that users of MSK Connect have published.
/// </remarks>
internal sealed partial record WorkerLine
{
    // What MSK Connect's own script writes as it starts a worker, each line by itself.
    private static readonly string[] _ofScript =
    [
        "No sanity checks script found", "Waiting for resolving bootstrap servers", "Successfully resolved bootstrap servers",
        "Starting MSK Connect",
    ];

    /// <summary>The worker's id; null where there is no prefix.</summary>
    public string? Worker { get; private init; }

    /// <summary>The level; null for a line that begins no entry of a logger.</summary>
    public ConnectorLogLevel? Level { get; private init; }

    /// <summary>The task's number, or null.</summary>
    public int? Task { get; private init; }

    /// <summary>The class that wrote it, or null.</summary>
    public string? Logger { get; private init; }

    /// <summary>What is left.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it begins an entry by what it is, whatever stands before it.</summary>
    public bool Begins => Level is not null || _ofScript.Any(s => Text.StartsWith(s, StringComparison.Ordinal));

    /// <summary>Whether it looks like a part of a stack trace: an exception, a cause or a frame.</summary>
    public bool IsOfStack => Level is null && OfStack().IsMatch(Text);

    /// <summary>Whether it can only go on with what stands before it.</summary>
    public bool GoesOn => Level is null && (Text.Length == 0 || char.IsWhiteSpace(Text[0]) || IsOfStack);

    /// <summary>Takes a line apart; every text is one.</summary>
    /// <param name="line">The line, without a line break.</param>
    /// <param name="worker">The worker of a line without a prefix, where it is known.</param>
    public static WorkerLine Parse(string line, string? worker = null)
    {
        line = line.TrimEnd();
        if (Prefix().Match(line) is { Success: true } prefix)
        {
            worker = prefix.Groups["worker"].Value;
            line = line[prefix.Length..];
        }

        if (Head().Match(line) is not { Success: true } head)
            return new WorkerLine { Worker = worker, Text = line };
        var (text, logger) = SplitLogger(line[head.Length..]);
        return new WorkerLine
        {
            Worker = worker,
            Level = Enum.Parse<ConnectorLogLevel>(head.Groups["level"].Value, ignoreCase: true),
            Task = int.TryParse(head.Groups["task"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var task) ? task : null,
            Logger = logger,
            Text = text,
        };
    }

    /// <summary>Parts the class, which stands in brackets at the end, from the text before it.</summary>
    public static (string Text, string? Logger) SplitLogger(string text)
    {
        var open = text.EndsWith(')') ? text.LastIndexOf('(') : -1;
        // Only a class with its package: a message may end with a word in brackets.
        return open >= 0 && (open == 0 || text[open - 1] == ' ') && Class().Match(text, open) is { Success: true } found
            ? (text[..open].TrimEnd(), found.Groups["class"].Value)
            : (text, null);
    }

    // An export to S3 puts the time before each line.
    [GeneratedRegex(@"\A(?:\d{4}-\d\d-\d\dT[\d:.]+Z? )?\[Worker-(?<worker>[\w-]+)\] ?", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(
        @"\A\[\d{4}-\d\d-\d\d [\d:,.]+\] (?<level>TRACE|DEBUG|INFO|WARN|ERROR|FATAL) +(?:\[[^|\]\s]+\|(?:task-(?<task>\d+)|\w)[^\]]*\] ?)?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex(@"\G\((?<class>(?:[\w$]+\.)+[\w$]+)(?::\d+)?\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Class();

    [GeneratedRegex(
        @"\A(?:\s+at [\w.$<]|at [\w.$]+\(|(?:Caused by|\s*Suppressed): |\s*\.\.\. \d+ (?:more|common)|(?:[\w$]+\.)+[\w$]*(?:Exception|Error|Throwable)\b)",
        RegexOptions.CultureInvariant)]
    private static partial Regex OfStack();
}
