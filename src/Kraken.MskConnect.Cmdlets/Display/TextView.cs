using System.Management.Automation.Host;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// What the format file shows of the objects that are shown as a text, one view for all of them, and of texts in the last
/// column of a table. PowerShell would break them in the middle of words.
/// </summary>
public static class TextView
{
    /// <summary>The text's lines, as wide as the host shows them.</summary>
    /// <param name="shown">A plan, a policy, its test, a validation, a removal, a connector or a check.</param>
    /// <param name="host">The host.</param>
    public static string[] Lines(object shown, PSHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Lines(shown, host.UI?.SupportsVirtualTerminal == true, ScreenWidth.Of(host));
    }

    /// <summary>The text's lines.</summary>
    /// <param name="shown">The object.</param>
    /// <param name="color">True with ANSI colours.</param>
    /// <param name="width">The columns that there are.</param>
    internal static string[] Lines(object shown, bool color, int width) => [.. ScreenLines.Of(Text(shown, color, width), width)];

    /// <summary>An entry's lines, which PowerShell does not break; they are broken on a screen alone.</summary>
    /// <param name="entry">The entry of a log.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string[] Lines(ConnectorLogEntry entry, bool color = false) => [.. ScreenLines.Of(LogText.Render(entry, color), ScreenWidth.OfScreen)];

    /// <summary>A text in the last column of a table.</summary>
    /// <param name="text">The text.</param>
    /// <param name="column">Where the column begins: the widths of the others, and a space behind each.</param>
    /// <param name="host">The host.</param>
    public static string InColumn(string text, int column, PSHost host) =>
        string.Join(Environment.NewLine, ScreenLines.InColumn(text, ScreenWidth.Of(host), column));

    private static string Text(object shown, bool color, int width) => shown switch
    {
        ConnectorPlan plan => PlanText.Render(plan, color, Math.Max(width, ScreenWidth.Least - 1)),
        ConnectorPolicy policy => PolicyText.Render(policy, color),
        CallerPolicy policy => CallerPolicyText.Render(policy, color),
        SpecValidation validation => FindingText.Render(validation, color),
        PolicyTest test => PolicyTestText.Render(test, color),
        RemovalResult removal => RemovalText.Render(removal, color),
        ConnectorResult connector => ConnectorText.Render(connector, color),
        ConnectorCheck check => CheckText.Render(check, color),
        _ => throw new ArgumentException($"A {shown?.GetType().Name ?? "null"} is not shown as a text.", nameof(shown)),
    };
}
