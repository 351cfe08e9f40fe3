using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>
/// Lists every call that a connector makes at run time with its role. The policy is made from this list, the proof is
/// made against it, and Kafka ACLs are derived from it.
/// </summary>
public static class AccessRequirements
{
    /// <summary>Derives the list. Pure: makes no AWS call.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <returns>The requirements in a stable order, each with the fields and keys that cause it.</returns>
    public static IReadOnlyList<AccessRequirement> Of(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Of(spec, SpecConnector.Of(spec), []);
    }

    /// <summary>Derives the list, and says what is to be said about it.</summary>
    internal static IReadOnlyList<AccessRequirement> Of(
        ConnectorSpec spec, KnownConnector connector, List<SpecFinding> findings)
    {
        var role = $"arn:{SpecArn.PartitionOf(spec.Region)}:iam::{spec.AccountId}:role"
            + $"{spec.RolePath}{ResourceNames.RoleName(spec.ConnectorName, spec.Region)}";
        return
        [
            .. KafkaAccess.For(spec, connector.Use)
                .Concat(S3Access.For(spec, connector, findings))
                .Concat(ServiceAccess.ClusterKey(spec))
                .Concat(SecretAccess.For(spec, connector.Use))
                .Concat(SchemaRegistryAccess.For(spec, connector.Config, findings))
                .Concat(ClassAccess.For(connector.Use))
                .Concat(ServiceAccess.For(spec))
                .Concat(AdditionalAccess.For(spec))
                .Select(requirement => requirement with { Principal = role }),
        ];
    }
}
