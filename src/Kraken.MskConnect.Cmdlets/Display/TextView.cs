using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>What the prompt shows of the objects that are shown as a text: one view of the format file for all of them.</summary>
public static class TextView
{
    /// <summary>The text's lines.</summary>
    /// <param name="shown">A plan, a policy, its test, a validation, a removal or an entry of a log.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string[] Lines(object shown, bool color = false) => [.. ScreenLines.Of(Text(shown, color))];

    private static string Text(object shown, bool color) => shown switch
    {
        ConnectorPlan plan => PlanText.Render(plan, color),
        ConnectorPolicy policy => PolicyText.Render(policy, color),
        CallerPolicy policy => CallerPolicyText.Render(policy, color),
        SpecValidation validation => FindingText.Render(validation, color),
        ConnectorLogEntry entry => LogText.Render(entry, color),
        PolicyTest test => PolicyTestText.Render(test, color),
        RemovalResult removal => RemovalText.Render(removal, color),
        _ => throw new ArgumentException($"A {shown?.GetType().Name ?? "null"} is not shown as a text.", nameof(shown)),
    };
}
