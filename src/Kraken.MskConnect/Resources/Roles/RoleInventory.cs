using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>
/// The roles of a fleet with their policies, from the one call that returns all roles of the account.
/// </summary>
internal sealed class RoleInventory
{
    /// <summary>
    /// The number of connectors from which all roles are read: below it, asking for each takes hardly more calls, and
    /// not the permission to read the account's roles.
    /// </summary>
    public const int LeastConnectors = 5;

    // The most that IAM takes; it may answer fewer. Source: IAM API reference, GetAccountAuthorizationDetails.
    private const int MostItems = 1000;

    private readonly int _connectors;
    private readonly SharedReading<Roles> _roles;

    private RoleInventory(Inventory inventory)
    {
        _connectors = inventory.Names.Count;
        _roles = new(inventory.Context, token => ReadAsync(inventory.Context, _connectors, token));
    }

    /// <summary>That of an inventory.</summary>
    public static RoleInventory Of(Inventory inventory) => inventory.Part(i => new RoleInventory(i));

    /// <summary>The role of that name; null where it is not known whether there is one.</summary>
    public async Task<ListedRole?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_connectors < LeastConnectors || await _roles.GetAsync(cancellationToken) is not { } roles)
            return null;
        return roles.ByName.TryGetValue(name, out var found) ? new ListedRole(found)
            : roles.AreAll ? new ListedRole(null)
            : null;
    }

    private static async Task<Roles?> ReadAsync(
        ProvisioningContext context, int connectors, CancellationToken cancellationToken)
    {
        var (roles, areAll) = await Pages.AtMostAsync(
            2 * Inventory.PagesFor(connectors),
            marker => context.CallAsync("iam:GetAccountAuthorizationDetails", () =>
                context.Aws.Iam.GetAccountAuthorizationDetailsAsync(
                    new GetAccountAuthorizationDetailsRequest { Filter = ["Role"], MaxItems = MostItems, Marker = marker },
                    cancellationToken)),
            page => page.RoleDetailList,
            page => page.IsTruncated == true ? page.Marker : null);

        // Names of roles are unique whatever their case (source: IAM user guide, IAM identifiers); a role may still come
        // twice where the list changes between its pages.
        return new Roles(
            roles.DistinctBy(r => r.RoleName, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(r => r.RoleName, StringComparer.OrdinalIgnoreCase),
            areAll);
    }

    private sealed record Roles(IReadOnlyDictionary<string, RoleDetail> ByName, bool AreAll);
}
