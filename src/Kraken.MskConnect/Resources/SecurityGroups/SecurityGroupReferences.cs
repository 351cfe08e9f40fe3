using Amazon.EC2.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.SecurityGroups;

/// <summary>
/// Finds what prevents AWS from deleting a security group: rules of other groups that refer to it, for which the module
/// does not wait, and network interfaces, which remain for some minutes after a connector is deleted.
/// </summary>
internal static class SecurityGroupReferences
{
    /// <summary>The filters of EC2's that find groups by the groups that their rules name. Source: EC2 API reference,
    /// DescribeSecurityGroups.</summary>
    private static readonly string[] _filters = ["ip-permission.group-id", "egress.ip-permission.group-id"];

    /// <summary>
    /// The groups with a rule that names one of these: two calls, since EC2 lets through what passes all filters.
    /// </summary>
    public static async Task<IReadOnlyList<SecurityGroup>> FindGroupsAsync(
        ProvisioningContext context, IReadOnlyCollection<string> groupIds, CancellationToken cancellationToken)
    {
        if (groupIds.Count == 0)
            return [];
        var found = await Task.WhenAll(_filters.Select(name =>
            SecurityGroupLookup.FindAsync(context, name, groupIds, cancellationToken)));
        return [.. found.SelectMany(f => f).DistinctBy(g => g.GroupId)];
    }

    /// <summary>The rules that name a group, in words; null where no other group has one.</summary>
    public static string? Describe(string groupId, IEnumerable<SecurityGroup> groups)
    {
        var rules = groups
            .Where(g => g.GroupId != groupId)
            .OrderBy(g => g.GroupId, StringComparer.Ordinal)
            .SelectMany(g => Naming(g, g.IpPermissions, "Ingress").Concat(Naming(g, g.IpPermissionsEgress, "Egress")))
            .ToList();
        return rules.Count == 0 ? null : "a rule of another security group refers to it: " + string.Join(", ", rules);

        IEnumerable<string> Naming(SecurityGroup group, IEnumerable<IpPermission>? permissions, string direction) =>
            SecurityGroupRules.Read(permissions, group.OwnerId)
                .Where(r => r.Peer == groupId || r.Peer.EndsWith("/" + groupId, StringComparison.Ordinal))
                .Select(r => $"{r.ToProperty(direction).Name} of {group.GroupId} ({group.GroupName})");
    }

    /// <summary>The network interfaces that have one of the groups.</summary>
    public static Task<List<NetworkInterface>> FindInterfacesAsync(
        ProvisioningContext context, IEnumerable<string> groupIds, CancellationToken cancellationToken) => Pages.AllAsync(
        token => context.CallAsync("ec2:DescribeNetworkInterfaces", () =>
            context.Aws.Ec2.DescribeNetworkInterfacesAsync(
                new DescribeNetworkInterfacesRequest
                {
                    Filters = [new Filter { Name = "group-id", Values = [.. groupIds] }],
                    NextToken = token,
                },
                cancellationToken)),
        page => page.NetworkInterfaces,
        page => page.NextToken);
}
