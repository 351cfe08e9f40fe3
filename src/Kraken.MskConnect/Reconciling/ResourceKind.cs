using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Resources;

namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// A kind of resource of which a connector has one: how to create its object, how to find the resources of all connectors,
/// and how to export one into a spec. The engine accesses kinds only through this type;
/// <see cref="Resources.ResourceKinds"/> lists them.
/// </summary>
/// <param name="Name">Its name, for example <c>SecurityGroup</c>.</param>
internal sealed record ResourceKind(string Name)
{
    /// <summary>Gives the resource of a connector; reads nothing.</summary>
    public required Func<ResourceScope, IResource> Make { get; init; }

    /// <summary>What a connector names of this kind, as it names it; nothing where a connector names none.</summary>
    public Func<DescribeConnectorResponse, IEnumerable<string?>> NamedBy { get; init; } = _ => [];

    /// <summary>Whether connectors name it by its name, and not by its ARN or id.</summary>
    public bool IsNamedByName { get; init; }

    /// <summary>Finds those that this module made, of any connector; null where no list has them.</summary>
    public Func<ProvisioningContext, OwnedListing>? List { get; init; }

    /// <summary>
    /// Reads what a connector uses of this kind, by the ids that the connector names and not by names that this module would
    /// give, and tells what a spec says of it. Read calls only.
    /// </summary>
    public required Func<ProvisioningContext, ExportedConnector, CancellationToken, Task<ResourceExport>> Export { get; init; }
}
