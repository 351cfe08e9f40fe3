using System.Text;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The test of a policy as a person reads it: two lines, and below them what is not as it should be.</summary>
public static class PolicyTestText
{
    private const int MostLines = 30;

    /// <summary>The test's text.</summary>
    /// <param name="test">The test.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(PolicyTest test, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(test);
        var text = new StringBuilder($"{ForeignText.OneLine(test.ConnectorName)}: {Verdict(test, color)}");
        text.AppendLine().Append("  ").Append(Counts(test));
        var told = test.Checks.Where(IsTold).ToList();
        foreach (var check in told.Take(MostLines))
        {
            text.AppendLine().Append("  ").Append(Word(check, color)).Append(ForeignText.OneLine($"{check.Action}, {check.What}"));
            text.AppendLine().Append(' ', 16).Append("on ").Append(ForeignText.OneLine(check.Resource));
            if (Why(check) is { Length: > 0 } why)
                text.AppendLine().Append(' ', 16).Append(ForeignText.OneLine(why));
        }

        if (told.Count > MostLines)
            text.AppendLine().Append($"  … and {told.Count - MostLines} more; -As Table returns all.");
        return text.ToString();
    }

    /// <summary>The tests as Markdown, for a pull request.</summary>
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

    private static string Counts(PolicyTest test)
    {
        var kinds = test.Checks.GroupBy(c => c.Kind).OrderBy(g => g.Key)
            .Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}");
        return $"{test.Checks.Count} checks ({string.Join(", ", kinds)}): {test.Failed} failed"
            + (test.Inconclusive > 0 ? $", {test.Inconclusive} inconclusive" : "")
            + (test.Disagreements > 0 ? $", IAM disagrees on {test.Disagreements}" : "");
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
