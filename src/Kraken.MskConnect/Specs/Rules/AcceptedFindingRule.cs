using Kraken.MskConnect.Specs.Findings;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Accepted findings name rules that warn and fields that there are, each once.</summary>
internal sealed class AcceptedFindingRule : ISpecRule
{
    /// <summary>Plans show it, in a line of its own.</summary>
    private const int LongestReason = 1_000;

    public void Check(SpecCheck check)
    {
        var seen = new HashSet<(string Rule, string Input, string Part)>();
        foreach (var (index, accepted) in check.Spec.AcceptedFinding.Select((a, i) => (i, a)))
        {
            var place = $"{nameof(ConnectorSpec.AcceptedFinding)}[{index}]";
            CheckRule(check, $"{place}.{nameof(accepted.Rule)}", accepted.Rule);
            var (input, part) = AcceptedFindings.PartsOf(accepted.Field ?? "");
            CheckField(check, $"{place}.{nameof(accepted.Field)}", accepted, input);
            if (accepted.Reason.Length > LongestReason)
            {
                check.Error(
                    $"{place}.{nameof(accepted.Reason)}", "ReasonLength", accepted.Reason, $"has {accepted.Reason.Length} characters",
                    $"Give at most {LongestReason}.");
            }

            if (!string.IsNullOrWhiteSpace(accepted.Rule) && !seen.Add((accepted.Rule.Trim().ToUpperInvariant(), input, part)))
                check.Error(place, "GivenTwice", accepted.Rule, "accepts what an entry before it accepts", "Give it once.");
        }
    }

    private static void CheckRule(SpecCheck check, string place, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return;
        if (FindingRules.Find(name) is not { } rule)
        {
            check.Error(
                place, "AcceptedFindingRule", name, "is not the name of a rule",
                FindingRules.Suggest(name) is { } near ? $"Did you mean {near.Name}?" : "Give a name that Test-KrakenConnectorSpec or docs/findings.md shows.");
        }
        else if (!rule.CanBeAccepted)
        {
            var isError = rule.Severities.Contains(FindingSeverity.Error);
            check.Error(
                place, "AcceptedFindingSeverity", rule.Name,
                isError ? "reports errors, and only warnings can be accepted" : "reports information, and only warnings can be accepted",
                isError ? "Remove it, and correct what the rule reports." : "Remove it.");
        }
    }

    private static void CheckField(SpecCheck check, string place, AcceptedWarning accepted, string input)
    {
        // What a file of another tool or a strange variable is called is no input's name.
        if (string.IsNullOrWhiteSpace(accepted.Field) || SpecFields.Find(input) is not null
            || FindingRules.Find(accepted.Rule) is { FoundBy: FindingSource.Reading })
        {
            return;
        }

        check.Error(
            place, "AcceptedFindingField", accepted.Field, "does not begin with the name of an input",
            SpecFields.Suggest(input) is { } near
                ? $"Did you mean {near.TerraformName}?"
                : "Give an input, or a part of one as Test-KrakenConnectorSpec shows it, for example connector_configuration[flush.size].");
    }
}
