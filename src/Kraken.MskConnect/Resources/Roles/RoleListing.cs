using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>The account's roles; the names identify those of the region's connectors.</summary>
internal sealed class RoleListing(ProvisioningContext context) : OwnedListing
{
    private List<Role> _roles = [];

    public override string ReferenceTag => RoleResource.Tag;

    public override async Task ReadAsync(CancellationToken cancellationToken) => _roles = await Pages.AllAsync(
        marker => context.CallAsync("iam:ListRoles", () => context.Aws.Iam.ListRolesAsync(
            new ListRolesRequest { Marker = marker, MaxItems = 1000 }, cancellationToken)),
        page => page.Roles,
        page => page.IsTruncated == true ? page.Marker : null);

    public override async Task<IReadOnlyList<OwnedResource>> FindAsync(
        IReadOnlySet<string> connectors, IReadOnlySet<string> remembered, CancellationToken cancellationToken)
    {
        var region = context.Aws.Region;
        var known = connectors.Select(c => ResourceNames.RoleName(c, region)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var tagged = await TaggedAsync(
            _roles.Where(r => remembered.Contains(r.RoleName)
                || (ResourceNames.IsRoleName(r.RoleName, region) && !known.Contains(r.RoleName))),
            role => TagsAsync(role, cancellationToken));
        return [.. tagged.Select(r => new OwnedResource(
            r.Item.RoleName, r.Item.Arn, r.Tags, r.Item.CreateDate?.ToUniversalTime()))];
    }

    // A role's name tells the region of its connector: roles are the whole account's.
    public override bool IsNameFor(string name, string connectorName) =>
        name == ResourceNames.RoleName(connectorName, context.Aws.Region);

    /// <summary>The role's tags; null where it was deleted since it was listed.</summary>
    private async Task<IReadOnlyDictionary<string, string>?> TagsAsync(Role role, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await Pages.AllAsync(
                marker => context.CallAsync("iam:ListRoleTags", () => context.Aws.Iam.ListRoleTagsAsync(
                    new ListRoleTagsRequest { RoleName = role.RoleName, Marker = marker }, cancellationToken)),
                page => page.Tags,
                page => page.IsTruncated == true ? page.Marker : null);
            return tags.ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
        }
        catch (NoSuchEntityException)
        {
            return null;
        }
    }
}
