using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Sizing;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Policies;

/// <summary>An access that one of two policies gives and the other does not.</summary>
/// <param name="Change"><c>Gained</c> where only the second gives it, <c>Lost</c> where only the first does.</param>
/// <param name="Effect">Allow or Deny.</param>
/// <param name="Action">The action, as the policy that has it writes it.</param>
/// <param name="Resource">The resource, as that policy writes it.</param>
/// <param name="Condition">Under which condition; null for none.</param>
public sealed record AccessDifference(
    string Change, PolicyEffect Effect, string Action, string Resource, string? Condition)
{
    /// <summary>The action, as the policy that has it writes it.</summary>
    public string Action { get; init; } = ForeignText.OneLine(Action);

    /// <summary>The resource, as that policy writes it.</summary>
    public string Resource { get; init; } = ForeignText.OneLine(Resource);

    /// <summary>Under which condition; null for none.</summary>
    public string? Condition { get; init; } = Condition is null ? null : ForeignText.OneLine(Condition);
}

/// <summary>
/// Compares policies by the access that they give, not by their text: how statements are grouped, ordered, named or
/// split makes no difference, nor does a grant that another one contains.
/// </summary>
public static class PolicyDifferences
{
    /// <summary>What the second policy gives more and less than the first.</summary>
    /// <param name="before">The first policy.</param>
    /// <param name="after">The second policy.</param>
    /// <returns>Gained, then lost access, in a stable order; empty where both give the same.</returns>
    public static IReadOnlyList<AccessDifference> Between(PolicyDocument before, PolicyDocument after) =>
        Between([before], [after]);

    /// <summary>What some policies together give more and less than others together.</summary>
    /// <param name="before">The first policies.</param>
    /// <param name="after">The second policies.</param>
    /// <returns>Gained, then lost access, in a stable order; empty where both give the same.</returns>
    public static IReadOnlyList<AccessDifference> Between(
        IEnumerable<PolicyDocument> before, IEnumerable<PolicyDocument> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = Entries([.. before.SelectMany(p => p.Statements)]).ToList();
        var now = Entries([.. after.SelectMany(p => p.Statements)]).ToList();
        return [.. Missing(now, old, "Gained"), .. Missing(old, now, "Lost")];
    }

    private static IEnumerable<AccessDifference> Missing(
        IReadOnlyList<Entry> entries, IReadOnlyList<Entry> others, string change)
    {
        var byAction = others.ToLookup(e => e.Action, StringComparer.OrdinalIgnoreCase);
        var patterns = others.Where(e => e.Action.Contains('*', StringComparison.Ordinal)
            || e.Action.Contains('?', StringComparison.Ordinal)).ToList();
        return entries
            .Where(e => !byAction[e.Action].Concat(patterns).Any(other => Contains(other, e)))
            .Select(e => new AccessDifference(change, e.Effect, e.Action, e.Resource, e.Condition))
            .Distinct()
            .OrderBy(d => d.Action, StringComparer.Ordinal).ThenBy(d => d.Resource, StringComparer.Ordinal);
    }

    /// <summary>Whether one entry speaks of all that the other speaks of. Conditions must be the same or none.</summary>
    private static bool Contains(Entry container, Entry entry) =>
        container.Effect == entry.Effect
        && (container.Condition is null || container.Condition == entry.Condition)
        && Wildcard.Contains(container.Action, entry.Action, ignoreCase: true)
        && Wildcard.Contains(container.Resource, entry.Resource);

    private static IEnumerable<Entry> Entries(IReadOnlyList<PolicyStatement> statements)
    {
        // A limit that the grants heed already is no difference of its own.
        var guards = new DenyGuards(statements);
        return
            from statement in statements
            where !ClusterDenyGuard.IsDenyGuard(statement)
            let condition = Condition(statement)
            from action in statement.NotActions.Count > 0 ? [AllBut(statement.NotActions)] : statement.Actions
            from named in statement.NotResources.Count > 0 ? [AllBut(statement.NotResources)] : statement.Resources
            from resource in statement.Effect == PolicyEffect.Allow ? guards.Within(action, named) : [named]
            select new Entry(statement.Effect, action, resource, condition);
    }

    private static string AllBut(IReadOnlyList<string> values) =>
        "all but " + string.Join(", ", values.Order(StringComparer.Ordinal));

    private static string? Condition(PolicyStatement statement) => statement.Conditions.Count == 0
        ? null
        : string.Join(" and ", statement.Conditions
            .Select(c => $"{c.Key} {c.Operator} {string.Join(" or ", c.Values.Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal));

    private sealed record Entry(PolicyEffect Effect, string Action, string Resource, string? Condition);
}
