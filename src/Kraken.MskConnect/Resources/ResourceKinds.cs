using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Resources.WorkerConfigurations;

namespace Kraken.MskConnect.Resources;

/// <summary>The kinds of resources that a connector may have.</summary>
internal static class ResourceKinds
{
    /// <summary>
    /// The kinds, in the order in which they are shown. One stands after those that it depends on, and the connector last.
    /// </summary>
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        RoleResource.OfConnector,
        ManagedPoliciesResource.OfConnector,
        SecurityGroupResource.OfConnector,
        LogGroupResource.OfConnector,
        OffsetsConfiguration.OfConnector,
        ConnectorResource.OfConnector,
    ];
}
