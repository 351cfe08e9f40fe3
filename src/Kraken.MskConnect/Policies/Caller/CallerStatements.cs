using System.Globalization;
using static Kraken.MskConnect.Policies.Caller.CallerPolicyBuilder;

namespace Kraken.MskConnect.Policies.Caller;

/// <summary>Makes as few statements as say no more: of one resource, and of several connectors.</summary>
internal static class CallerStatements
{
    /// <summary>The statements in the order in which their resources come up.</summary>
    public static IReadOnlyList<ReasonedStatement> Of(IReadOnlyList<Granted> granted)
    {
        // What a connector's resource is granted under the same conditions is one statement; then the same actions of several
        // connectors are one, where they differ either in their resources or in the values of one condition.
        var single = granted
            .GroupBy(g => (g.Scope.Sid, Key(g.Scope.Resources), Key(g.Scope.Conditions)))
            .Select(same => new Part(
                same.First().Scope, [.. same.Select(g => g.Permission.Action).Distinct()],
                [.. same.GroupBy(g => Reason(g.Permission)).Select(r => $"{r.Key}: {string.Join(", ", r.Select(g => Short(g.Permission.Action)).Distinct())}")]));
        var byResource = single
            .GroupBy(p => (p.Scope.Sid, Key(p.Actions), Key(p.Scope.Conditions)))
            .Select(same => same.First() with { Scope = same.First().Scope with { Resources = Union(same.Select(p => p.Scope.Resources)) } });
        var parts = byResource
            .GroupBy(p => (p.Scope.Sid, Key(p.Actions), Key(p.Scope.Resources), Key(p.Scope.Conditions.Select(c => c.Operator + c.Key))))
            .Select(same => same.First() with { Scope = same.First().Scope with { Conditions = Merged([.. same.Select(p => p.Scope.Conditions)]) } })
            .ToList();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. parts.Select(p => Statement(p, seen))];
    }

    private static ReasonedStatement Statement(Part part, Dictionary<string, int> seen)
    {
        var number = seen[part.Scope.Sid] = seen.GetValueOrDefault(part.Scope.Sid) + 1;
        return new ReasonedStatement(
            new PolicyStatement
            {
                Sid = number == 1 ? part.Scope.Sid : part.Scope.Sid + number.ToString(CultureInfo.InvariantCulture),
                Actions = part.Actions,
                Resources = part.Scope.Resources,
                Conditions = part.Scope.Conditions,
            },
            $"{part.Actions.Count} {(part.Actions.Count == 1 ? "action" : "actions")}",
            part.Reasons);
    }

    private static string Reason(CallerPermission permission) => permission.Reason
        + (CallerConditions.TextOf(permission.When) is { } when ? $" ({when})" : "")
        + (permission.Source is { } source ? $" [{source}]" : "");

    /// <summary>The values of the conditions together. All connectors' differ in one alone, the tag's.</summary>
    private static IReadOnlyList<PolicyCondition> Merged(IReadOnlyList<IReadOnlyList<PolicyCondition>> all) =>
        [.. all[0].Select((c, i) => c with { Values = Union(all.Select(conditions => conditions[i].Values)) })];

    private static IReadOnlyList<string> Union(IEnumerable<IReadOnlyList<string>> lists) =>
        [.. lists.SelectMany(l => l).Distinct(StringComparer.Ordinal)];

    private static string Key(IEnumerable<string> texts) => string.Join('\n', texts);

    private static string Key(IEnumerable<PolicyCondition> conditions) =>
        string.Join('\n', conditions.Select(c => $"{c.Operator} {c.Key} {string.Join(',', c.Values)}"));

    private static string Short(string action) => action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private sealed record Part(CallerScope Scope, IReadOnlyList<string> Actions, IReadOnlyList<string> Reasons);
}
