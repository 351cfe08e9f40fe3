using System.Text;
using System.Text.RegularExpressions;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The test of a policy as a person reads it: two lines, and below them what is not as it should be.</summary>
public static partial class PolicyTestText
{
    private const int MostLines = 30;
    private const int MostValues = 6;

    /// <summary>The test's text.</summary>
    /// <param name="test">The test.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(PolicyTest test, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(test);
        var text = new StringBuilder($"{ForeignText.OneLine(test.ConnectorName)}: {Verdict(test, color)}");
        text.AppendLine().Append("  ").Append(Counts(test));
        // Many calls on one kind of resource lack one grant.
        var told = test.Checks.Where(IsTold)
            .GroupBy(c => (Word: Word(c, color), c.What, Why: Why(c) is var why && why.Contains(c.Action, StringComparison.Ordinal) ? "" : why))
            .ToList();
        foreach (var checks in told.Take(MostLines))
        {
            text.AppendLine().Append("  ").Append(checks.Key.Word).Append(ForeignText.OneLine(checks.Key.What));
            Line(text, checks.Select(c => c.Action));
            Line(text, checks.Where(c => c.Resource.Length > 0).Select(c => "on " + ShortName(c.Resource)));
            Line(text, [checks.Key.Why]);
        }

        if (told.Count > MostLines)
            text.AppendLine().Append($"  … and {told.Count - MostLines} more; -As Table returns all.");
        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> values)
    {
        var all = values.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        foreach (var value in all.Take(MostValues))
            text.AppendLine().Append(' ', 16).Append(ForeignText.OneLine(value));
        if (all.Count > MostValues)
            text.AppendLine().Append(' ', 16).Append($"… and {all.Count - MostValues} more");
    }

    /// <summary>What an ARN names, without the region, the account and the cluster's id.</summary>
    private static string ShortName(string arn) => ClusterId().Replace(arn.Split(':', 6)[^1], "/…");

    [GeneratedRegex("/[0-9a-f]{8}-[0-9a-f-]{27}-[0-9]+(?=/|$)")]
    private static partial Regex ClusterId();

    /// <summary>The test as Markdown, for a pull request.</summary>
    /// <param name="test">The test.</param>
    public static string ToMarkdown(PolicyTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var text = new StringBuilder($"### Policy of {Markdown.Text(test.ConnectorName)}: {Verdict(test, color: false)}");
        text.AppendLine().AppendLine().Append(Counts(test)).AppendLine();
        if (!test.Checks.Any(IsTold))
            return text.ToString();
        text.AppendLine().AppendLine("| Check | Action | Resource | What |").AppendLine("|---|---|---|---|");
        foreach (var check in test.Checks.Where(IsTold))
        {
            text.AppendLine(
                $"| {Word(check, color: false).Trim()} | {Markdown.Text(check.Action)} | {Markdown.Text(check.Resource)} | {Markdown.Text(check.What)} |");
        }

        return text.ToString();
    }

    private static bool IsTold(PolicyCheck check) => !check.Passed || check.Disagrees || check.Finding is not null;

    private static string Verdict(PolicyTest test, bool color)
    {
        var (word, paint) =
            test.Passed ? ("passed", Ansi.Green)
            : test.Failed + test.Disagreements > 0 ? ("failed", Ansi.Red)
            : ("inconclusive", Ansi.Yellow);
        return color ? paint + word + Ansi.Reset : word;
    }

    /// <summary>The checks by kind, and how many of them ended otherwise than they should.</summary>
    internal static string Counts(PolicyTest test)
    {
        var kinds = test.Checks.GroupBy(c => c.Kind).OrderBy(g => g.Key)
            .Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}");
        return $"{test.Checks.Count} checks ({string.Join(", ", kinds)}): {test.Failed} failed"
            + (test.Inconclusive > 0 ? $", {test.Inconclusive} inconclusive" : "")
            + (test.Checks.Count(c => c.Finding is not null) is > 0 and var findings ? $", {findings} with a finding" : "")
            + (test.Checks.Any(c => c.OnlineOutcome is not null) ? $", IAM disagrees on {test.Disagreements}" : "");
    }

    private static string Why(PolicyCheck check) =>
        check.Disagrees ? $"IAM answers {check.OnlineOutcome}, the module {check.Outcome}. {check.Reason}"
        : check.Passed ? check.Finding ?? ""
        : check.Reason;

    private static string Word(PolicyCheck check, bool color)
    {
        var (word, paint) =
            check.IsInconclusive ? ("Inconclusive", Ansi.Yellow)
            : !check.Passed ? (check.Kind.ToString(), Ansi.Red)
            : check.Disagrees ? ("Disagrees", Ansi.Red)
            : ("Finding", Ansi.Yellow);
        return color ? $"{paint}{word,-14}{Ansi.Reset}" : $"{word,-14}";
    }
}
