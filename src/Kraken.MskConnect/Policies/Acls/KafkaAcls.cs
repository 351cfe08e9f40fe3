using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Acls;

/// <summary>
/// The ACL bindings that a connector's requirements mean on a cluster that authorizes by ACLs, as behind authentication
/// NONE with SCRAM. Pure: makes no call.
/// </summary>
/// <remarks>
/// Source: Apache Kafka documentation, Security, Operations and Protocols; Amazon MSK developer guide, IAM access
/// control, which names the Kafka permission behind each kafka-cluster action.
/// </remarks>
public static class KafkaAcls
{
    /// <summary>Kafka's operations by action. Connect has none: authentication is all that connecting takes.</summary>
    private static readonly Dictionary<string, string> _operations = new(StringComparer.Ordinal)
    {
        ["kafka-cluster:DescribeCluster"] = "Describe",
        ["kafka-cluster:DescribeClusterDynamicConfiguration"] = "DescribeConfigs",
        ["kafka-cluster:WriteDataIdempotently"] = "IdempotentWrite",
        ["kafka-cluster:CreateTopic"] = "Create",
        ["kafka-cluster:DescribeTopic"] = "Describe",
        ["kafka-cluster:ReadData"] = "Read",
        ["kafka-cluster:WriteData"] = "Write",
        ["kafka-cluster:AlterGroup"] = "Read",
        ["kafka-cluster:DescribeGroup"] = "Describe",
        ["kafka-cluster:AlterTransactionalId"] = "Write",
        ["kafka-cluster:DescribeTransactionalId"] = "Describe",
    };

    private static readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal)
    {
        ["cluster"] = "Cluster",
        ["topic"] = "Topic",
        ["group"] = "Group",
        ["transactional-id"] = "TransactionalId",
    };

    /// <summary>The bindings, without doubles, in a stable order.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <param name="principal">Who the connector logs in as: <c>User:name</c>.</param>
    /// <exception cref="KrakenException">The principal is not of the form <c>Type:name</c>.</exception>
    public static IReadOnlyList<KafkaAcl> Of(ConnectorSpec spec, string principal)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(principal);
        var colon = principal.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == principal.Length - 1 || principal.Any(char.IsControl))
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"Principal: '{principal}' is no Kafka principal.",
                "Give the type and the name, for example User:connect.");
        }

        return
        [
            .. from requirement in AccessRequirements.Of(spec)
               where _operations.ContainsKey(requirement.Action)
               from binding in Bindings(requirement, principal, spec)
               group binding by (binding.ResourceType, binding.ResourceName, binding.PatternType, binding.Operation) into same
               let first = same.First()
               select first with { Because = [.. same.SelectMany(b => b.Because).Distinct(StringComparer.Ordinal)] },
        ];
    }

    private static IEnumerable<KafkaAcl> Bindings(AccessRequirement requirement, string principal, ConnectorSpec spec)
    {
        // arn:P:kafka:R:A:kind/cluster/uuid/name
        var parts = requirement.Resource.Split(':', 6)[5].Split('/', 4);
        var kind = _kinds[parts[0]];
        var name = parts.Length == 4 ? parts[3] : "kafka-cluster";
        foreach (var (pattern, beyond) in Patterns(name, requirement, spec))
        {
            var isPrefix = pattern.EndsWith('*') && pattern.Length > 1;
            yield return new KafkaAcl(
                principal, kind, isPrefix ? pattern[..^1] : pattern, isPrefix ? "Prefixed" : "Literal",
                _operations[requirement.Action], requirement.Need, requirement.Because)
            {
                Beyond = beyond,
            };
        }
    }

    /// <summary>
    /// Kafka knows names and beginnings only. A pattern with a wildcard within becomes the beginnings of the names that
    /// it stands for, up to the connector's id, which is not known before.
    /// </summary>
    private static IEnumerable<(string Pattern, string? Beyond)> Patterns(
        string name, AccessRequirement requirement, ConnectorSpec spec)
    {
        if (!name.TrimEnd('*').Contains('*', StringComparison.Ordinal))
        {
            yield return (name, null);
            yield break;
        }

        var marker = $"_{spec.ConnectorName}_";
        foreach (var example in requirement.Examples.Select(e => e[(e.LastIndexOf('/') + 1)..]))
        {
            var start = example[..(example.IndexOf(marker, StringComparison.Ordinal) + marker.Length)];
            yield return (
                start + "*",
                $"also what belongs to a connector whose name begins with '{spec.ConnectorName}_'");
        }
    }
}
