using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.LogGroups;

/// <summary>The region's log groups with the prefix of this module's names.</summary>
internal sealed class LogGroupListing(ProvisioningContext context) : OwnedListing
{
    private List<LogGroup> _groups = [];

    public override string ReferenceTag => LogGroupResource.Tag;

    public override async Task ReadAsync(CancellationToken cancellationToken) =>
        _groups = await ListAsync(ResourceNames.LogGroupName(""), cancellationToken);

    public override async Task<IReadOnlyList<OwnedResource>> FindAsync(
        IReadOnlySet<string> connectors, IReadOnlySet<string> remembered, CancellationToken cancellationToken)
    {
        var known = connectors.Select(ResourceNames.LogGroupName).ToHashSet(StringComparer.Ordinal);
        var adopted = await Task.WhenAll(remembered.Select(async name =>
            (await ListAsync(name, cancellationToken)).Find(g => g.LogGroupName == name)));
        var tagged = await TaggedAsync(
            _groups.Where(g => !known.Contains(g.LogGroupName)).Concat(adopted.OfType<LogGroup>()),
            group => TagsAsync(group, cancellationToken));
        return [.. tagged.Select(g => new OwnedResource(
            g.Item.LogGroupName, LogGroupArn.Of(g.Item), g.Tags, g.Item.CreationTime?.ToUniversalTime()))];
    }

    public override bool IsNameFor(string name, string connectorName) => name == ResourceNames.LogGroupName(connectorName);

    private Task<List<LogGroup>> ListAsync(string prefix, CancellationToken cancellationToken) => Pages.AllAsync(
        token => context.CallAsync("logs:DescribeLogGroups", () => context.Aws.Logs.DescribeLogGroupsAsync(
            new DescribeLogGroupsRequest { LogGroupNamePrefix = prefix, NextToken = token }, cancellationToken)),
        page => page.LogGroups,
        page => page.NextToken);

    /// <summary>The log group's tags; null where it was deleted since it was listed.</summary>
    private async Task<IReadOnlyDictionary<string, string>?> TagsAsync(LogGroup group, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await context.CallAsync("logs:ListTagsForResource", () =>
                context.Aws.Logs.ListTagsForResourceAsync(
                    new ListTagsForResourceRequest { ResourceArn = LogGroupArn.Of(group) }, cancellationToken));
            return Answers.Tags(tags, tags.Tags);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}
