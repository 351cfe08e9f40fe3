using System.Text;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>What validation says, as a person reads it.</summary>
public static class FindingText
{
    /// <summary>One finding on one line.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(SpecFinding finding, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var word = Word(finding);
        var paint = finding.Severity switch
        {
            FindingSeverity.Error => Ansi.Red,
            FindingSeverity.Warning => Ansi.Yellow,
            _ => Ansi.Dim,
        };
        return $"{(color ? paint + word + Ansi.Reset : word)}  {finding.Message} "
            + $"{Next(finding)} [{finding.Rule}]";
    }

    /// <summary>A whole validation.</summary>
    /// <param name="validation">The validation.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(SpecValidation validation, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var text = new StringBuilder(Name(validation)).Append(": ").Append(Summary(validation));
        foreach (var finding in validation.Findings)
            text.AppendLine().Append("  ").Append(Render(finding, color));
        return text.ToString();
    }

    /// <summary>A whole validation as Markdown, for a pull request.</summary>
    /// <param name="validation">The validation.</param>
    public static string ToMarkdown(SpecValidation validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var text = new StringBuilder($"### Spec of {Markdown.Code(Name(validation))}: {Summary(validation)}").AppendLine();
        if (validation.Findings.Count > 0)
            text.AppendLine().AppendLine("| Severity | Rule | What | What to do |").AppendLine("|---|---|---|---|");
        foreach (var finding in validation.Findings)
            text.AppendLine($"| {Word(finding)} | {finding.Rule} | {Markdown.Text(finding.Message)} | {Markdown.Text(Next(finding))} |");
        return text.ToString();
    }

    /// <summary>The verdict, counted, for example <c>invalid (2 errors, 1 warning)</c>.</summary>
    /// <param name="validation">The validation.</param>
    public static string Summary(SpecValidation validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var counts = string.Join(", ", new[]
        {
            Count(validation, FindingSeverity.Error, "error"),
            Count(validation, FindingSeverity.Warning, "warning"),
            validation.Findings.Count(f => f.AcceptedBecause is not null) is > 0 and var accepted ? $"{accepted} accepted" : "",
        }.Where(c => c.Length > 0));
        var verdict = validation.IsValid ? "valid" : "invalid";
        return counts.Length == 0 ? verdict : $"{verdict} ({counts})";
    }

    private static string Word(SpecFinding finding) =>
        finding.AcceptedBecause is null ? finding.Severity.ToString() : "Accepted";

    private static string Next(SpecFinding finding) =>
        finding.AcceptedBecause is { } reason ? $"Reason: {reason}" : finding.Remedy;

    private static string Name(SpecValidation validation) =>
        validation.ConnectorName.Length == 0 ? "(no name)" : validation.ConnectorName;

    private static string Count(SpecValidation validation, FindingSeverity severity, string word)
    {
        var count = validation.Findings.Count(f => f.Severity == severity);
        return count switch { 0 => "", 1 => $"1 {word}", _ => $"{count} {word}s" };
    }
}
