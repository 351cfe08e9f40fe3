using System.Globalization;
using System.Text;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A policy as a person reads it: each statement with what it allows, on what, and why.</summary>
public static class PolicyText
{
    /// <summary>Lines of one list; -AsTable and -AsJson have all of it.</summary>
    private const int MostLines = 30;

    /// <summary>The policy's text.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(ConnectorPolicy policy, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture, $"Policy of {ForeignText.OneLine(policy.ConnectorName)}: {policy.Statements.Count} statements");
        if (policy.Parts.Count > 1)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $" in an inline policy and {policy.Parts.Count - 1} managed {(policy.Parts.Count == 2 ? "policy" : "policies")}");
        }

        foreach (var statement in policy.Statements)
        {
            text.AppendLine().AppendLine()
                .Append("  ").Append(Ansi.Painted(ForeignText.OneLine(statement.Statement.Sid ?? "-"), color ? Ansi.Cyan : ""))
                .Append("  ").Append(statement.Need);
            if (statement.Statement.Effect == PolicyEffect.Deny)
                Line(text, "Effect", ["Deny"]);
            Line(text, "Action", statement.Statement.Actions);
            Line(text, "Resource", statement.Statement.Resources);
            Line(text, "All but", statement.Statement.NotResources);
            Line(text, "If", [.. statement.Statement.Conditions.Select(c => c.ToString())]);
            Line(text, "Because", statement.Because);
        }

        text.AppendLine().AppendLine()
            .Append("  ").Append(Ansi.Painted("Trust", color ? Ansi.Cyan : "")).Append("  who may assume the role");
        foreach (var statement in policy.Trust.Statements)
        {
            Line(text, "Principal", [.. statement.Principals.SelectMany(p => p.Value)]);
            Line(text, "If", [.. statement.Conditions.Select(c => c.ToString())]);
        }

        foreach (var finding in policy.Findings)
            text.AppendLine().AppendLine().Append("  ").Append(FindingText.Render(finding, color));
        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, IReadOnlyList<string> values)
    {
        var shown = values.Count <= MostLines ? values : [.. values.Take(MostLines), $"… and {values.Count - MostLines} more"];
        for (var i = 0; i < shown.Count; i++)
            text.AppendLine().Append("    ").Append((i == 0 ? name : "").PadRight(10)).Append(ForeignText.OneLine(shown[i]));
    }
}
