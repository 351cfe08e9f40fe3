using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Specs.Findings;

/// <summary>Makes of the warnings that a spec accepts information with the reason, and finds acceptances of nothing.</summary>
internal static class AcceptedFindings
{
    /// <summary>The findings, in their order; those that the spec accepts are no warnings any more.</summary>
    internal static IReadOnlyList<SpecFinding> Apply(ConnectorSpec spec, IEnumerable<SpecFinding> findings) => spec.AcceptedFinding.Count == 0
        ? [.. findings]
        : [.. findings.Select(f => f.Severity == FindingSeverity.Warning && ReasonOf(spec, f.Rule, f.Field) is { } reason
            ? f.AcceptedFor(reason)
            : f)];

    /// <summary>The same, with a warning of each acceptance of the source's rules that accepts none of the findings.</summary>
    internal static IReadOnlyList<SpecFinding> Complete(ConnectorSpec spec, IEnumerable<SpecFinding> findings, FindingSource source)
    {
        var all = Apply(spec, findings);
        return spec.AcceptedFinding.Count == 0 ? all : [.. all, .. Apply(spec, Unused(spec, all, source))];
    }

    /// <summary>Why the spec accepts a warning; null where it does not.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="name">The rule or check that warns.</param>
    /// <param name="field">The field that the warning is about; null for none.</param>
    internal static string? ReasonOf(ConnectorSpec spec, string name, string? field) =>
        spec.AcceptedFinding.OrderBy(a => string.IsNullOrWhiteSpace(a.Field)).FirstOrDefault(a => Accepts(a, name, field)) is { } accepted
            ? Redaction.Scrub(accepted.Reason, spec.ConnectorConfiguration)
            : null;

    /// <summary>What an acceptance's field and a finding's are compared by: the input, and what is said of a part of it.</summary>
    internal static (string Input, string Part) PartsOf(string field)
    {
        var at = field.IndexOfAny(['[', '.']);
        var (input, part) = at < 0 ? (field, "") : (field[..at], field[at..]);
        return (SpecFields.Find(input.Trim())?.Name ?? input.Trim(), part.TrimEnd());
    }

    private static bool Accepts(AcceptedWarning accepted, string name, string? field) =>
        string.Equals(accepted.Rule.Trim(), name, StringComparison.OrdinalIgnoreCase)
        && !string.IsNullOrWhiteSpace(accepted.Reason)
        && (string.IsNullOrWhiteSpace(accepted.Field) || (field is not null && Covers(PartsOf(accepted.Field), PartsOf(field))));

    /// <summary>An input covers all its parts, and an object in a list its members.</summary>
    private static bool Covers((string Input, string Part) accepted, (string Input, string Part) found) =>
        accepted.Input == found.Input
        && (accepted.Part.Length == 0 || accepted.Part == found.Part || found.Part.StartsWith(accepted.Part + ".", StringComparison.Ordinal));

    private static IEnumerable<SpecFinding> Unused(ConnectorSpec spec, IReadOnlyList<SpecFinding> findings, FindingSource source)
    {
        // Errors keep rules from looking further, and so does a worker configuration that nobody has read.
        var isUnread = !string.IsNullOrEmpty(spec.WorkerConfigurationArn) && spec.WorkerProperties is null;
        if (isUnread || findings.Any(f => f.Severity == FindingSeverity.Error))
            yield break;
        foreach (var (index, accepted) in spec.AcceptedFinding.Select((a, i) => (i, a)))
        {
            if (FindingRules.Find(accepted.Rule) is not { CanBeAccepted: true } rule || rule.FoundBy != source || rule.Name == FindingRules.Unused
                || findings.Any(f => f.AcceptedBecause is not null && Accepts(accepted, f.Rule, f.Field)))
            {
                continue;
            }

            var place = $"{nameof(ConnectorSpec.AcceptedFinding)}[{index}]";
            yield return new SpecFinding(
                FindingSeverity.Warning, place, FindingRules.Unused, rule.Name,
                $"{place} '{rule.Name}' accepts nothing: that rule reports nothing{(string.IsNullOrWhiteSpace(accepted.Field) ? "" : $" about {accepted.Field}")}.",
                "Remove it, or correct its field.");
        }
    }
}
