using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Decides whether a connector that this module did not create may be taken over, with the resources that it uses.
/// </summary>
internal static class Adoption
{
    /// <summary>
    /// Whether there is something of others to take over: a connector with what it uses, or, where there is none, what has
    /// the names that it would have.
    /// </summary>
    public static bool IsNeeded(ConnectorStack stack) => stack.All.Any(r => r.Exists && !r.IsOurs);

    /// <summary>Refuses to take over what belongs to somebody else. Read calls only.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.NotOwned"/>, with all the reasons.</exception>
    public static async Task RefuseAsync(
        ProvisioningContext context, ConnectorStack stack, CancellationToken cancellationToken)
    {
        List<string> reasons =
        [
            .. from resource in stack.All
               where resource.CurrentTags.GetValueOrDefault(ResourceNames.ConnectorTag) is { } owner
                   && owner != context.ConnectorName
               select $"{resource.Kind} {resource.Name} belongs to connector "
                   + $"'{resource.CurrentTags[ResourceNames.ConnectorTag]}' according to its tag {ResourceNames.ConnectorTag}",
            .. stack.All.SelectMany(r => r.AdoptionObstacles()),
        ];

        var all = context.Inventory is { } inventory ? await ConnectorInventory.Of(inventory).AllAsync(cancellationToken) : null;
        all ??= await ConnectorLookup.ListAsync(context, "", cancellationToken);
        var users = new OtherUsers(all.Where(c => c.ConnectorArn != stack.Connector.Identifier));
        foreach (var kind in ResourceKinds.All)
        {
            var resource = stack.All.FirstOrDefault(r => r.Kind == kind.Name);
            if (resource is null)
                continue;

            // What the connector names counts, also where it is not taken. Without a connector there is what one of the name
            // would use, and may be in the use of others.
            var named = stack.Connector.Observed is { } connector ? kind.NamedBy(connector).OfType<string>()
                : !resource.Exists ? []
                : kind.IsNamedByName ? [resource.Name]
                : [resource.Identifier!];
            reasons.AddRange(named.SelectMany(id => users.NamesOf(kind.Name, id, id)).Distinct(StringComparer.Ordinal).Select(
                user => $"its {Words(kind.Name)} {resource.Name} is also used by connector '{user}'"));
        }

        if (reasons.Count == 0)
            return;
        throw new KrakenException(
            KrakenErrorKind.NotOwned,
            $"Connector '{context.ConnectorName}' cannot be taken over; nothing was changed: {string.Join("; ", reasons)}.",
            "Give the connector a role, a security group and a log group of its own, or leave it to its current owner.")
        {
            ConnectorName = context.ConnectorName,
        };
    }

    /// <summary>A kind's name as words: <c>security group</c> for SecurityGroup.</summary>
    private static string Words(string kind) =>
        string.Concat(kind.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : $"{c}"));
}
