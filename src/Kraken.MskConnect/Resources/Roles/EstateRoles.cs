using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>
/// The roles of a fleet with their policies, out of the one call that gives all roles of the account.
/// </summary>
/// <param name="context">The fleet's context.</param>
/// <param name="names">The connectors.</param>
internal sealed class EstateRoles(ProvisioningContext context, IReadOnlyCollection<string> names)
{
    /// <summary>
    /// The number of connectors from which all roles are read: below it, asking for each takes hardly more calls, and
    /// not the permission to read the account's roles.
    /// </summary>
    public const int LeastConnectors = 5;

    // The most that IAM takes; it may answer fewer. Source: IAM API reference, GetAccountAuthorizationDetails.
    private const int MostItems = 1000;

    private readonly SharedReading<Roles> _roles = new(context, token => ReadAsync(context, names, token));

    /// <summary>The role of that name; null where it is not known whether there is one.</summary>
    public async Task<SeenRole?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (names.Count < LeastConnectors || await _roles.GetAsync(cancellationToken) is not { } roles)
            return null;
        return roles.ByName.TryGetValue(name, out var found) ? new SeenRole(found)
            : roles.AreAll ? new SeenRole(null)
            : null;
    }

    private static async Task<Roles?> ReadAsync(
        ProvisioningContext context, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var (roles, areAll) = await Pages.AtMostAsync(
            2 * Estate.PagesFor(names.Count),
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
