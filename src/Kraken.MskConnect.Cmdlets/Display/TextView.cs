using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// What the prompt shows of the objects that are shown as a text: one view of the format file for all of them; and of texts in
/// the last column of a table.
/// </summary>
public static class TextView
{
    /// <summary>The text's lines.</summary>
    /// <param name="shown">A plan, a policy, its test, a validation, a removal or an entry of a log.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string[] Lines(object shown, bool color = false) => [.. ScreenLines.Of(Text(shown, color))];

    /// <summary>A text in the last column of a table, which PowerShell would break in the middle of words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="column">Where the column begins: the widths of the others, and a space behind each.</param>
    public static string InColumn(string text, int column) => ScreenWidth.OfScreen is { } width
        ? string.Join(Environment.NewLine, ScreenLines.InColumn(text, width, column))
        : text;

    private static string Text(object shown, bool color) => shown switch
    {
        ConnectorPlan plan => PlanText.Render(plan, color),
        ConnectorPolicy policy => PolicyText.Render(policy, color),
        CallerPolicy policy => CallerPolicyText.Render(policy, color),
        SpecValidation validation => FindingText.Render(validation, color),
        ConnectorLogEntry entry => LogText.Render(entry, color),
        PolicyTest test => PolicyTestText.Render(test, color),
        RemovalResult removal => RemovalText.Render(removal, color),
        ConnectorResult connector => ConnectorText.Render(connector, color),
        ConnectorCheck check => CheckText.Render(check, color),
        _ => throw new ArgumentException($"A {shown?.GetType().Name ?? "null"} is not shown as a text.", nameof(shown)),
    };
}
