using Kraken.MskConnect.Policies.Requirements;

namespace Kraken.MskConnect.Policies;

/// <summary>Makes a policy's statements of requirements: one for each need, with all its actions and resources.</summary>
internal static class RequirementStatements
{
    /// <summary>
    /// The statements in the order in which the needs come up; resources are sorted and free of doubles, so that equal
    /// specs give equal policies.
    /// </summary>
    internal static IReadOnlyList<ReasonedStatement> Of(IReadOnlyList<AccessRequirement> requirements) =>
        [.. requirements.GroupBy(requirement => requirement.Sid, StringComparer.Ordinal).Select(Statement)];

    private static ReasonedStatement Statement(IGrouping<string, AccessRequirement> need)
    {
        // Every action of a need is required on every resource of it, under the same conditions.
        var first = need.First();
        return new ReasonedStatement(
            new PolicyStatement
            {
                Sid = need.Key,
                Actions = [.. need.Select(r => r.Action).Distinct(StringComparer.Ordinal)],
                Resources = [.. need.Select(r => r.Resource).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                Conditions = first.Conditions ?? [.. first.Context.Select(c => new PolicyCondition("StringEquals", c.Key, c.Value))],
            },
            first.Need,
            [.. need.SelectMany(r => r.Because).Distinct(StringComparer.Ordinal)]);
    }
}
