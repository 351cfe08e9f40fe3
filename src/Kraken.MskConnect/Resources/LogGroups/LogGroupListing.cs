using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.LogGroups;

/// <summary>The region's log groups with the prefix of this module's names.</summary>
internal sealed class LogGroupListing(ProvisioningContext context) : OwnedListing
{
    private List<LogGroup> _groups = [];

    public override string ReferenceTag => LogGroupResource.Tag;

    public override async Task ReadAsync(CancellationToken cancellationToken) =>
        _groups = await LogGroupLookup.ListAsync(context, ResourceNames.LogGroupName(""), cancellationToken);

    public override async Task<IReadOnlyList<OwnedResource>> FindAsync(
        IReadOnlySet<string> connectors, IReadOnlySet<string> remembered, CancellationToken cancellationToken)
    {
        var known = connectors.Select(ResourceNames.LogGroupName).ToHashSet(StringComparer.Ordinal);
        var adopted = await Task.WhenAll(remembered.Select(name => LogGroupLookup.FindAsync(context, name, cancellationToken)));
        var tagged = await TaggedAsync(
            _groups.Where(g => !known.Contains(g.LogGroupName)).Concat(adopted.OfType<LogGroup>()),
            async group => await LogGroupLookup.TagsAsync(context, group, cancellationToken));
        return [.. tagged.Select(g => new OwnedResource(
            g.Item.LogGroupName, LogGroupArn.Of(g.Item), g.Tags, g.Item.CreationTime?.ToUniversalTime()))];
    }

    public override bool IsNameFor(string name, string connectorName) => name == ResourceNames.LogGroupName(connectorName);
}
