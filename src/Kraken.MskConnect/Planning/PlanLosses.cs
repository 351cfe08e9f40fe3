using Kraken.MskConnect.Policies.Sizing;

namespace Kraken.MskConnect.Planning;

/// <summary>What a plan takes away from somebody: what is there, is not in the spec, and may have been put there.</summary>
public static class PlanLosses
{
    private const int LongestValue = 160;

    // How this module spreads and limits its own grants: nobody loses anything where that changes.
    private static readonly string[] _ownMeans = [PolicyProperties.ManagedCount, $"Policy[{ClusterFence.Sid}]"];

    /// <summary>
    /// A line for each policy or statement, rule, boundary or resource that goes, in the plan's order; empty where
    /// nothing does. A configuration's keys are the connector's own and are not among them.
    /// </summary>
    /// <param name="plan">The plan of an update.</param>
    public static IEnumerable<string> Losses(this ConnectorPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var resource in plan.Resources)
        {
            if (resource.Action == PlanAction.Replace)
            {
                yield return $"{resource.Kind} {resource.Identifier ?? resource.Name} is deleted and made again"
                    + (resource.Note is { } note ? $" ({note})" : "");
                continue;
            }

            if (resource.Action != PlanAction.Update || resource.Kind == "Connector")
                continue;
            foreach (var change in resource.Changes.Where(c =>
                c.Desired is null && c.Current is not null && !_ownMeans.Contains(c.Property)))
                yield return $"{resource.Kind} {resource.Name}: {change.Property} {Shown(change.Current!)}".TrimEnd();
        }
    }

    private static string Shown(string value) =>
        value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue - 1), "…");
}
