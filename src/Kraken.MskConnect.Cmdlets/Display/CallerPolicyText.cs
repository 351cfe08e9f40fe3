using System.Globalization;
using System.Text;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A caller's policy as a person reads it: each statement with what it allows, on what, and why.</summary>
public static class CallerPolicyText
{
    /// <summary>The policy's text.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(CallerPolicy policy, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"Who runs {policy.For} on {BoundedText.List(policy.ConnectorName)}: {policy.Statements.Count} statements, {policy.Size} characters");
        foreach (var statement in policy.Statements)
        {
            var sid = ForeignText.OneLine(statement.Statement.Sid ?? "-");
            text.AppendLine().AppendLine().Append("  ").Append(color ? Ansi.Cyan + sid + Ansi.Reset : sid);
            Line(text, "Resource", statement.Statement.Resources);
            Line(text, "If", [.. statement.Statement.Conditions.Select(c => c.ToString())]);
            // Each reason names its actions, so they are not listed twice.
            Line(text, "Because", statement.Because);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
            text.AppendLine().Append("    ").Append((i == 0 ? name : "").PadRight(10)).Append(ForeignText.OneLine(values[i]));
    }
}
