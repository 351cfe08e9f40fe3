using System.Text.RegularExpressions;
using Amazon;
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
public static partial class KafkaAcls
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
    /// <param name="connectorArn">
    /// The connector's ARN once it exists, whose id ends the names of its own topics and group: they are bound whole then.
    /// Null, the default, where it is not known: beginnings of their names are bound.
    /// </param>
    /// <exception cref="KrakenException">
    /// The principal is not of the form <c>Type:name</c>, or the ARN is not that of the spec's connector.
    /// </exception>
    public static IReadOnlyList<KafkaAcl> Of(ConnectorSpec spec, string principal, string? connectorArn = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var id = connectorArn is null ? null : IdOf(connectorArn, spec);
        ArgumentNullException.ThrowIfNull(principal);
        var colon = principal.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == principal.Length - 1 || principal.Any(char.IsControl))
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"Principal: '{principal}' is not a Kafka principal.",
                "Give the type and the name, for example User:connect.");
        }

        return
        [
            .. from requirement in AccessRequirements.Of(spec)
               where _operations.ContainsKey(requirement.Action) && IsOf(spec, requirement.Resource)
               from binding in Bindings(requirement, principal, spec, id)
               group binding by (binding.ResourceType, binding.ResourceName, binding.PatternType, binding.Operation) into same
               let first = same.First()
               select first with { Because = [.. same.SelectMany(b => b.Because).Distinct(StringComparer.Ordinal)] },
        ];
    }

    /// <summary>Whether it is the spec's cluster, or something in it that has a name; a grant by hand may be on others.</summary>
    private static bool IsOf(ConnectorSpec spec, string resource) =>
        resource.Split(':', 6) is [_, _, _, _, _, var name]
        && _kinds.ContainsKey(name.Split('/')[0])
        && (resource == spec.MskClusterArn
            || resource.StartsWith(spec.MskClusterArn.Replace(":cluster/", $":{name.Split('/')[0]}/", StringComparison.Ordinal) + "/", StringComparison.Ordinal));

    private static IEnumerable<KafkaAcl> Bindings(
        AccessRequirement requirement, string principal, ConnectorSpec spec, string? id)
    {
        // arn:P:kafka:R:A:kind/cluster/uuid/name
        var parts = requirement.Resource.Split(':', 6)[5].Split('/', 4);
        var kind = _kinds[parts[0]];
        var name = parts.Length == 4 ? parts[3] : "kafka-cluster";
        foreach (var (pattern, beyond) in Patterns(name, requirement, spec, id))
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
    /// Kafka knows names and beginnings only. A pattern with the form of an id in it becomes the names that it stands for,
    /// or where the id is not known before, their beginnings up to it.
    /// </summary>
    private static IEnumerable<(string Pattern, string? Beyond)> Patterns(
        string name, AccessRequirement requirement, ConnectorSpec spec, string? id)
    {
        if (!name.TrimEnd('*').Contains('?', StringComparison.Ordinal))
        {
            yield return (name, null);
            yield break;
        }

        foreach (var example in requirement.Examples.Select(e => e[(e.LastIndexOf('/') + 1)..]))
        {
            var at = example.IndexOf(KafkaAccess.ExampleId, StringComparison.Ordinal);
            var (start, rest) = (example[..at], example[(at + KafkaAccess.ExampleId.Length)..]);
            if (id is null)
                yield return (start + "*", $"also the resources of a connector whose name begins with '{spec.ConnectorName}_'");
            else
                yield return (start + id + (rest.Length == 0 ? "" : "-*"), null);
        }
    }

    private static string IdOf(string connectorArn, ConnectorSpec spec) =>
        Arn.TryParse(connectorArn, out var arn)
        && (arn.Service, arn.Region, arn.AccountId) == ("kafkaconnect", spec.Region, spec.AccountId)
        && arn.Resource.Split('/') is ["connector", var name, var id] && name == spec.ConnectorName && Id().IsMatch(id)
            ? id
            : throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"ConnectorArn: '{connectorArn}' is not the ARN of connector '{spec.ConnectorName}' in {spec.Region} "
                + $"({spec.AccountId}).",
                "Give the ConnectorArn that Get-KrakenMskConnector returns, or leave it out if the connector does not exist yet.")
            {
                ConnectorName = spec.ConnectorName,
            };

    [GeneratedRegex(@"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[A-Za-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
