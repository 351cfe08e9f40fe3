using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.WorkerConfigurations;

/// <summary>The region's worker configurations that keep offsets, by the prefix of their names.</summary>
internal sealed class WorkerConfigurationListing(ProvisioningContext context) : OwnedListing
{
    private IReadOnlyList<WorkerConfigurationSummary> _workers = [];

    public override async Task ReadAsync(CancellationToken cancellationToken) => _workers =
    [
        .. (await OffsetsConfiguration.ListAsync(context, OffsetsConfiguration.CommonPrefix, cancellationToken))
            .Where(w => w.WorkerConfigurationState != WorkerConfigurationState.DELETING),
    ];

    public override async Task<IReadOnlyList<OwnedResource>> FindAsync(
        IReadOnlySet<string> connectors, IReadOnlySet<string> remembered, CancellationToken cancellationToken)
    {
        var known = connectors.Select(OffsetsConfiguration.NamePrefixOf).ToList();
        var tagged = await TaggedAsync(
            _workers.Where(w => !known.Exists(own => w.Name.StartsWith(own, StringComparison.Ordinal))),
            worker => TagsAsync(worker, cancellationToken));
        return [.. tagged.Select(w => new OwnedResource(
            w.Item.Name, w.Item.WorkerConfigurationArn, w.Tags, w.Item.CreationTime?.ToUniversalTime()))];
    }

    public override bool IsNameFor(string name, string connectorName) =>
        name.StartsWith(OffsetsConfiguration.NamePrefixOf(connectorName), StringComparison.Ordinal);

    /// <summary>The worker configuration's tags; null where it was deleted since it was listed.</summary>
    private async Task<IReadOnlyDictionary<string, string>?> TagsAsync(
        WorkerConfigurationSummary worker, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await context.CallAsync("kafkaconnect:ListTagsForResource", () =>
                context.Aws.KafkaConnect.ListTagsForResourceAsync(
                    new ListTagsForResourceRequest { ResourceArn = worker.WorkerConfigurationArn }, cancellationToken));
            return Answers.Tags(tags, tags.Tags);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }
}
