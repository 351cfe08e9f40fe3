using Kraken.MskConnect.Connectors.Grants;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>What a spec says that the connector may do, beside what is derived.</summary>
internal static class AdditionalAccess
{
    internal static IEnumerable<AccessRequirement> For(ConnectorSpec spec)
    {
        var cluster = spec.MskClusterArn;
        var ids = nameof(spec.AdditionalTransactionalId);
        return
        [
            .. Required.Calls(
                "AdditionalGroups", "additional consumer groups", ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
                Named(cluster, "group", spec.AdditionalConsumerGroup, nameof(spec.AdditionalConsumerGroup)))
                .Select(ByHand),
            .. Required.Calls(
                "AdditionalTransactionalWrites", "additional transactional IDs", ["kafka-cluster:WriteDataIdempotently"],
                spec.AdditionalTransactionalId.Count == 0 ? [] : [new RequiredResource(cluster, ids)])
                .Select(ByHand),
            .. Required.Calls(
                "AdditionalTransactionalIds", "additional transactional IDs",
                ["kafka-cluster:AlterTransactionalId", "kafka-cluster:DescribeTransactionalId"],
                Named(cluster, "transactional-id", spec.AdditionalTransactionalId, ids))
                .Select(ByHand),
            .. Statements(spec),
        ];
    }

    private static AccessRequirement ByHand(AccessRequirement requirement) => requirement with { IsGivenByHand = true };

    private static IEnumerable<RequiredResource> Named(string cluster, string kind, IReadOnlyList<string> names, string field) =>
        from name in names
        let arn = $"{cluster.Replace(":cluster/", $":{kind}/", StringComparison.Ordinal)}/{name}"
        select new RequiredResource(arn, field) { Examples = [Example(arn)] };

    private static IEnumerable<AccessRequirement> Statements(ConnectorSpec spec)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, statement) in spec.AdditionalPolicyStatement.Select((s, i) => (i, s)))
        {
            var sid = StatementId.Of(statement.Reason, taken);
            var need = statement.Resource.Any(GrantForm.NamesNothing)
                ? $"{statement.Reason} (on any resource, as allow_any_resource says)"
                : statement.Reason;
            IReadOnlyList<PolicyCondition> conditions =
                [.. statement.Condition.SelectMany(o => o.Value.Select(k => new PolicyCondition(o.Key, k.Key, k.Value)))];
            var context = ConditionExamples.Of(conditions);
            foreach (var requirement in Required.Calls(
                sid, need, statement.Action,
                statement.Resource.Select(r => Resource(r, context is null, $"{nameof(spec.AdditionalPolicyStatement)}[{index}]"))))
            {
                yield return ByHand(requirement) with
                {
                    Context = context ?? new Dictionary<string, IReadOnlyList<string>>(),
                    Conditions = conditions,
                };
            }
        }
    }

    /// <summary>The resource; without examples where no call is known that the conditions let through.</summary>
    private static RequiredResource Resource(string arn, bool isUnknown, string because) =>
        new(arn, because) { Examples = isUnknown ? [] : [Example(arn)] };

    private static string Example(string pattern) => pattern == GrantForm.Any
        ? "arn:aws:any:us-east-1:123456789012:example"
        : pattern.Replace("*", "example", StringComparison.Ordinal).Replace('?', 'e');
}
