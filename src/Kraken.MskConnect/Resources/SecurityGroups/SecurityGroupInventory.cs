using Amazon.EC2.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.SecurityGroups;

/// <summary>
/// The security groups of a fleet's connectors, by name and by tag, and the groups whose rules refer to them.
/// </summary>
internal sealed class SecurityGroupInventory
{
    private readonly SharedReading<IReadOnlyList<SecurityGroup>> _groups;
    private readonly SharedReading<IReadOnlyList<SecurityGroup>> _tagged;
    private readonly SharedReading<Referencing> _referencing;
    private readonly HashSet<string> _names;

    private SecurityGroupInventory(Inventory inventory)
    {
        var context = inventory.Context;
        _names = inventory.Names.Select(ResourceNames.SecurityGroupName).ToHashSet(StringComparer.Ordinal);
        _groups = new(context, token => ReadAsync(context, "group-name", _names, token));
        _tagged = new(context, token => ReadAsync(context, "tag:" + ResourceNames.ConnectorTag, inventory.Names, token));
        _referencing = new(context, token => ReferencingAsync(context, token));
    }

    /// <summary>That of an inventory.</summary>
    public static SecurityGroupInventory Of(Inventory inventory) => inventory.Part(i => new SecurityGroupInventory(i));

    /// <summary>The security groups of that name, in all VPCs; null where they are not known.</summary>
    public async Task<IReadOnlyList<SecurityGroup>?> NamedAsync(string name, CancellationToken cancellationToken) =>
        _names.Contains(name) && await _groups.GetAsync(cancellationToken) is { } groups
            ? [.. groups.Where(g => g.GroupName == name)]
            : null;

    /// <summary>The security groups that carry our tag for that connector; null where they are not known.</summary>
    public async Task<IReadOnlyList<SecurityGroup>?> TaggedAsync(
        string connectorName, CancellationToken cancellationToken) =>
        await _tagged.GetAsync(cancellationToken) is { } groups
            ? [.. groups.Where(g => g.Tags?.Any(t =>
                t.Key == ResourceNames.ConnectorTag && t.Value == connectorName) == true)]
            : null;

    /// <summary>
    /// The security groups with a rule that names that group, itself perhaps among them; null where they are not known.
    /// </summary>
    public async Task<IReadOnlyList<SecurityGroup>?> ReferencingAsync(
        string groupId, CancellationToken cancellationToken) =>
        await _referencing.GetAsync(cancellationToken) is { } referencing && referencing.Asked.Contains(groupId)
            ? referencing.Groups
            : null;

    private static async Task<IReadOnlyList<SecurityGroup>?> ReadAsync(
        ProvisioningContext context, string filter, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        var chunks = await Task.WhenAll(values.Chunk(Inventory.FilterValues).Select(
            chunk => SecurityGroupLookup.FindAsync(context, filter, chunk, cancellationToken)));
        return [.. chunks.SelectMany(c => c)];
    }

    private async Task<Referencing?> ReferencingAsync(ProvisioningContext context, CancellationToken cancellationToken)
    {
        if (await _groups.GetAsync(cancellationToken) is not { } own)
            return null;
        var ids = own.Select(g => g.GroupId).ToHashSet(StringComparer.Ordinal);
        var found = await Task.WhenAll(ids.Chunk(Inventory.FilterValues).Select(
            chunk => SecurityGroupReferences.FindGroupsAsync(context, chunk, cancellationToken)));
        return new Referencing(ids, [.. found.SelectMany(f => f).DistinctBy(g => g.GroupId)]);
    }

    private sealed record Referencing(IReadOnlySet<string> Asked, IReadOnlyList<SecurityGroup> Groups);
}
