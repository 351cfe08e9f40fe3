using Kraken.MskConnect.Policies.Sizing;

namespace Kraken.MskConnect.Planning;

/// <summary>
/// What a plan removes that others may need: what exists, is not in the spec, and may have been added on purpose.
/// </summary>
public static class PlanLosses
{
    private const int LongestValue = 160;

    // How this module limits its own grants: nobody loses anything where that changes.
    private static readonly PropertyName _ownMeans = new(PolicyProperties.Policy, ClusterDenyGuard.Sid);

    /// <summary>
    /// A line for each policy or statement, access, principal, rule, boundary or resource that goes, and of a log group that
    /// is taken over for the events that are deleted; in the plan's order, empty where nothing goes. A configuration's keys
    /// are the connector's own and are not among them, and tags go only where a switch asks for that.
    /// </summary>
    /// <param name="plan">The plan of an update.</param>
    public static IEnumerable<string> Losses(this ConnectorPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var resource in plan.Resources)
        {
            if (resource.Action == PlanAction.Replace)
            {
                yield return $"{resource.Kind} {resource.Identifier ?? resource.Name} is deleted and created again"
                    + (resource.Note is { } note ? $" ({note})" : "");
                continue;
            }

            if (resource.Action != PlanAction.Update || resource.IsConnector)
                continue;
            foreach (var change in resource.Changes.Where(c =>
                c.Desired is null && c.Current is not null && c.Update != InPlaceUpdate.Tags && c.Name != _ownMeans))
                yield return $"{resource.Kind} {resource.Name}: {change.Property} {Shown(change.Current!)}".TrimEnd();

            // The spec of a group of our own says how long its events are kept; of one that is taken over nobody may have
            // thought of them.
            if (!resource.IsTakenOver)
                continue;
            foreach (var change in resource.Changes.Where(c => c.Destroys))
                yield return $"{resource.Kind} {resource.Name}: {change.Property} {change.Current} -> {change.Desired}";
        }
    }

    private static string Shown(string value)
    {
        var line = value.Replace(AccessChanges.Separator, ", ", StringComparison.Ordinal);
        return line.Length <= LongestValue ? line : string.Concat(line.AsSpan(0, LongestValue - 1), "…");
    }
}
