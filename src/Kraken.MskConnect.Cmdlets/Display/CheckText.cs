using System.Text;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A check as a person reads it.</summary>
public static class CheckText
{
    /// <summary>The room of most checks' names, as in the table.</summary>
    private const int NameWidth = 27;

    /// <summary>How it ended, green where all is well, red where it failed, else yellow.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Status(CheckStatus status, bool color = false)
    {
        var paint = status switch
        {
            CheckStatus.Pass => Ansi.Green,
            CheckStatus.Fail => Ansi.Red,
            CheckStatus.Accepted => Ansi.Dim,
            _ => Ansi.Yellow,
        };
        return color ? paint + status + Ansi.Reset : status.ToString();
    }

    /// <summary>All checks of a connector: how many passed, and a line for each other one and what to do about it.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(IReadOnlyList<ConnectorCheck> checks, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var others = Others(checks);
        var width = others.Select(c => c.Check.Length).DefaultIfEmpty().Max();
        return string.Join(
            Environment.NewLine,
            [
                $"  Checks: {Counts(checks)}",
                .. others.SelectMany(c => Lines(c, width, color)).Select(l => "    " + l),
            ]);
    }

    /// <summary>One check, for a screen that shows texts and has no table.</summary>
    /// <param name="check">The check.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(ConnectorCheck check, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(check);
        return string.Join(Environment.NewLine, Lines(check, NameWidth, color));
    }

    /// <summary>The same with the connector's name above it.</summary>
    /// <param name="checks">The checks of one connector.</param>
    public static string Whole(IReadOnlyList<ConnectorCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return $"{NameOf(checks)}{Environment.NewLine}{Render(checks)}";
    }

    /// <summary>The checks as Markdown, for a pull request: the counts, and a row for each that did not pass.</summary>
    /// <param name="checks">The checks of one connector.</param>
    public static string ToMarkdown(IReadOnlyList<ConnectorCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var text = new StringBuilder($"### Checks of {Markdown.Code(NameOf(checks))}: {Counts(checks)}").AppendLine();
        var others = Others(checks);
        if (others.Count > 0)
            text.AppendLine().AppendLine("| Status | Check | What | What to do |").AppendLine("|---|---|---|---|");
        foreach (var check in others)
            text.AppendLine($"| {check.Status} | {check.Check} | {Markdown.Text(check.Evidence)} | {Markdown.Text(Next(check) ?? "")} |");
        return text.ToString();
    }

    /// <summary>What was seen, and what to do.</summary>
    /// <param name="check">The check.</param>
    public static string Finding(ConnectorCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return Next(check) is { } next ? $"{check.Evidence} {next}" : check.Evidence;
    }

    private static IEnumerable<string> Lines(ConnectorCheck check, int width, bool color)
    {
        yield return $"{Status(check.Status, color)}{new string(' ', 8 - check.Status.ToString().Length)}  {check.Check.PadRight(width)}  {ForeignText.OneLine(check.Evidence)}";
        if (Next(check) is { } next)
            yield return $"{new string(' ', 8 + width)}  -> {ForeignText.OneLine(next)}";
    }

    private static string NameOf(IReadOnlyList<ConnectorCheck> checks) => ForeignText.OneLine(checks[0].ConnectorName);

    private static string Counts(IReadOnlyList<ConnectorCheck> checks) =>
        string.Join(", ", checks.GroupBy(c => c.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"));

    private static List<ConnectorCheck> Others(IReadOnlyList<ConnectorCheck> checks) =>
        [.. checks.Where(c => c.Status != CheckStatus.Pass).OrderByDescending(c => c.Status == CheckStatus.Fail)];

    /// <summary>What to do, or why nothing is; null where there is nothing to say.</summary>
    private static string? Next(ConnectorCheck check) => check.AcceptedBecause is { } reason ? $"Accepted: {reason}" : check.Remedy;
}
