using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Policies;

/// <summary>
/// The Deny statements by which policies limit all their grants to some resources, whatever a grant names: those of all
/// resources but some, under no condition.
/// </summary>
/// <param name="statements">All statements of all policies of an identity.</param>
internal sealed class DenyGuards(IEnumerable<PolicyStatement> statements)
{
    private readonly IReadOnlyList<PolicyStatement> _guards =
    [
        .. statements.Where(s => s.Effect == PolicyEffect.Deny && s.NotResources.Count > 0 && s.Conditions.Count == 0),
    ];

    /// <summary>What a grant of the action on the resource comes to: patterns that together say the same.</summary>
    /// <param name="action">The action, as the grant has it.</param>
    /// <param name="resource">The resource, as the grant has it.</param>
    internal IReadOnlyList<string> Within(string action, string resource) => _guards
        .Where(f => f.Actions.Any(a => Wildcard.Contains(a, action, ignoreCase: true)))
        .Aggregate(
            (IReadOnlyList<string>)[resource],
            (patterns, guard) =>
            [
                .. patterns.SelectMany(p => guard.NotResources.SelectMany(limit => ResourcePatterns.Narrow(p, limit)))
                    .Distinct(StringComparer.Ordinal),
            ]);
}
