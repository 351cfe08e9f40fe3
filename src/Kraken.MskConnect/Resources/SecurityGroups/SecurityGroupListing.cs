using Amazon.EC2.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.SecurityGroups;

/// <summary>The region's security groups that have this module's tag.</summary>
internal sealed class SecurityGroupListing(ProvisioningContext context) : OwnedListing
{
    private List<SecurityGroup> _groups = [];

    public override bool RemembersOthers => true;

    public override async Task ReadAsync(CancellationToken cancellationToken) => _groups = await SecurityGroupLookup.FindAsync(
        context, "tag:" + ResourceNames.ManagedByTag, [ResourceNames.ManagedBy], cancellationToken);

    public override Task<IReadOnlyList<OwnedResource>> FindAsync(
        IReadOnlySet<string> connectors, IReadOnlySet<string> remembered, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OwnedResource>>(
        [
            .. _groups.Select(g => new OwnedResource(
                g.GroupName,
                g.GroupId,
                (g.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
                CreationTime: null)),
        ]);

    // One that was adopted has another name, and our tag tells it.
    public override bool IsNameFor(string name, string connectorName) => true;

    public override async Task<IReadOnlyDictionary<string, string>> FindUsersAsync(
        IReadOnlyCollection<string> identifiers, CancellationToken cancellationToken)
    {
        var users = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var ids in identifiers.Chunk(Inventory.FilterValues))
        {
            foreach (var used in await SecurityGroupReferences.FindInterfacesAsync(context, ids, cancellationToken))
            {
                foreach (var group in used.Groups ?? [])
                    users.TryAdd(group.GroupId, $"the network interface {used.NetworkInterfaceId} uses its security group");
            }
        }

        return users;
    }
}
