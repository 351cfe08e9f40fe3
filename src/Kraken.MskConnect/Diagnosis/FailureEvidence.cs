namespace Kraken.MskConnect.Diagnosis;

/// <summary>Finds in a log what tells of a failure.</summary>
internal static class FailureEvidence
{
    /// <summary>Log lines that an error shows.</summary>
    private const int MostLines = 3;

    /// <summary>An entry as the causes' patterns look at it.</summary>
    public static string Text(ConnectorLogEntry entry) =>
        entry.StackTrace is { } stack ? $"{entry.Message}\n{stack}" : entry.Message;

    /// <summary>Whether the entry is an error's: by its level, or, where it has none, by an exception.</summary>
    public static bool IsError(ConnectorLogEntry entry) =>
        entry.Level >= ConnectorLogLevel.Error
        || (entry.Level is null && Lines(Text(entry)).Any(l => l.Contains("Exception", StringComparison.Ordinal)));

    /// <summary>The first exception of the first error that has one, without its stack; null where none has.</summary>
    public static string? FirstException(IEnumerable<ConnectorLogEntry> entries) => entries
        .Where(IsError)
        .SelectMany(e => Lines(Text(e)))
        .FirstOrDefault(l => WorkerLine.Parse(l) is { IsOfStack: true } && !IsFrame(l));

    /// <summary>
    /// The lines that tell most, three at most: the head of the entry that tells the cause, its exception and the last
    /// cause in its chain; then other errors.
    /// </summary>
    /// <param name="entries">The log, in the order of time.</param>
    /// <param name="telling">The entry that tells the cause; null where none is known, for the first error.</param>
    public static IReadOnlyList<string> TellingLines(IReadOnlyList<ConnectorLogEntry> entries, ConnectorLogEntry? telling)
    {
        telling ??= entries.FirstOrDefault(IsError);
        var lines = new List<string>();
        if (telling is not null)
        {
            var all = Lines(Text(telling));
            lines.Add(all.Length == 0 ? "" : all[0]);
            lines.AddRange(all.Skip(1).Where(l => !IsFrame(l)).Take(1));
            lines.AddRange(all.Skip(1).Where(l => l.StartsWith("Caused by:", StringComparison.Ordinal)).TakeLast(1));
        }

        // Where no line is an error the last ones are all that there is.
        var others = entries.Any(IsError) ? entries.Where(IsError) : entries.TakeLast(MostLines);
        return
        [
            .. lines
                .Concat(others.Where(e => e != telling).Select(e => FirstException([e]) ?? Lines(e.Message).FirstOrDefault("")))
                .Where(l => l.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Take(MostLines),
        ];
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsFrame(string line) =>
        line.StartsWith("at ", StringComparison.Ordinal) || line.StartsWith("... ", StringComparison.Ordinal);
}
