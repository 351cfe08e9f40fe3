using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Policies.Sizing;

/// <summary>
/// Groups grants by their set of actions, so that a resource that several needs name is listed once. Which need asked
/// for it is then told of the group as a whole.
/// </summary>
internal static class ActionGroups
{
    /// <summary>The statements, all of them Allow, regrouped; in the order in which their actions first come up.</summary>
    internal static IReadOnlyList<ReasonedStatement> Of(IReadOnlyList<ReasonedStatement> statements) =>
    [
        .. statements
            .SelectMany(s => s.Statement.Resources.Select(resource => (Resource: resource, From: s)))
            .GroupBy(g => (g.Resource, ConditionsOf(g.From)))
            .Select(resource => (resource.Key.Resource, From: resource.Select(g => g.From).Distinct().ToList()))
            .GroupBy(
                r => string.Join('\n', ActionsOf(r.From).Order(StringComparer.Ordinal)) + '\n' + ConditionsOf(r.From[0]),
                StringComparer.Ordinal)
            .Select(group => Statement([.. group.SelectMany(r => r.From).Distinct()], [.. group.Select(r => r.Resource)])),
    ];

    private static ReasonedStatement Statement(List<ReasonedStatement> from, List<string> resources) => new(
        new PolicyStatement
        {
            Sid = string.Concat(from.Select(s => s.Statement.Sid)),
            Actions = [.. ActionsOf(from)],
            Resources = [.. resources.Order(StringComparer.Ordinal)],
            Conditions = from[0].Statement.Conditions,
        },
        string.Join(", ", from.Select(s => s.Need).Distinct(StringComparer.Ordinal)),
        [.. from.SelectMany(s => s.Because).Distinct(StringComparer.Ordinal)]);

    private static IEnumerable<string> ActionsOf(IEnumerable<ReasonedStatement> statements) =>
        statements.SelectMany(s => s.Statement.Actions).Distinct(StringComparer.Ordinal);

    private static string ConditionsOf(ReasonedStatement statement) =>
        new PolicyDocument([new PolicyStatement { Conditions = statement.Statement.Conditions }]).ToJson();
}
