using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Requirements;

namespace Kraken.MskConnect.Policies.Proof;

/// <summary>A grant that nothing requires.</summary>
internal sealed record ExcessGrant(NamedPolicy Policy, string Statement, string Action, string Resource, string What);

/// <summary>
/// Finds what policies allow and nothing requires: each pair of an action and a resource of an Allow statement that is not
/// within a requirement, compared as patterns, not by examples.
/// </summary>
internal static class Excess
{
    internal static IEnumerable<ExcessGrant> Of(
        IReadOnlyList<NamedPolicy> policies, IReadOnlyList<AccessRequirement> requirements)
    {
        var guards = new DenyGuards(policies.SelectMany(p => p.Document.Statements));
        var byAction = requirements.GroupBy(r => r.Action, StringComparer.OrdinalIgnoreCase).ToDictionary(
            g => g.Key,
            g => new PatternIndex<AccessRequirement>(g.Select(r => (r.Resource, r))),
            StringComparer.OrdinalIgnoreCase);
        return
            from policy in policies
            from statement in policy.Document.Statements.Select((s, i) => (Value: s, Name: s.Sid ?? $"{i + 1}"))
            where statement.Value.Effect == PolicyEffect.Allow
            from grant in Grants(statement.Value)
            from resource in guards.Within(grant.Action, grant.Resource)
            let what = Judge(statement.Value, grant.Action, resource, byAction)
            where what is not null
            select new ExcessGrant(policy, statement.Name, grant.Action, resource, what);
    }

    private static IEnumerable<(string Action, string Resource)> Grants(PolicyStatement statement) =>
        from action in statement.NotActions.Count > 0
            ? [$"all but {string.Join(", ", statement.NotActions)}"] : statement.Actions
        from resource in statement.NotResources.Count > 0
            ? [$"all but {string.Join(", ", statement.NotResources)}"] : statement.Resources
        select (action, resource);

    private static string? Judge(
        PolicyStatement statement,
        string action,
        string resource,
        Dictionary<string, PatternIndex<AccessRequirement>> byAction)
    {
        if (statement.NotActions.Count > 0 || statement.NotResources.Count > 0)
            return "a grant of all but some actions or resources";
        if (action.IndexOfAny(['*', '?']) >= 0)
            return "an action with a wildcard";
        if (!byAction.TryGetValue(action, out var requirements))
            return "an action that the connector does not use";

        var within = requirements.Near(resource).Where(r => Wildcard.Contains(r.Resource, resource)).ToList();
        if (within.Count == 0)
            return "a resource that the connector does not use";
        return within.Exists(r => r.Conditions is { } own
            ? own.All(c => statement.Conditions.Any(other => IsSame(c, other)))
            : r.Context.All(c => IsLimited(statement, c.Key, c.Value)))
            ? null
            : $"without the condition on {string.Join(", ", within[0].Conditions?.Select(c => c.Key) ?? within[0].Context.Keys)}";
    }

    private static bool IsSame(PolicyCondition one, PolicyCondition other) =>
        one.Operator == other.Operator
        && string.Equals(one.Key, other.Key, StringComparison.OrdinalIgnoreCase)
        && one.Values.ToHashSet(StringComparer.Ordinal).SetEquals(other.Values);

    /// <summary>Whether the statement speaks only of calls in which the key has one of those values.</summary>
    private static bool IsLimited(PolicyStatement statement, string key, IReadOnlyList<string> values) =>
        statement.Conditions.Any(c =>
            c.Operator is "StringEquals" or "StringLike"
            && string.Equals(c.Key, key, StringComparison.OrdinalIgnoreCase)
            && c.Values.All(values.Contains));
}
