using Amazon.CloudWatchLogs.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Tags = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Kraken.MskConnect.Resources.LogGroups;

/// <summary>Reads the log group that a connector's logs go to for the connector's spec.</summary>
internal static class LogGroupExport
{
    /// <summary>Reads it.</summary>
    public static async Task<ResourceExport> ReadAsync(
        ProvisioningContext context, ExportedConnector connector, CancellationToken cancellationToken)
    {
        var delivery = connector.Description.LogDelivery?.WorkerLogDelivery;
        var (group, tags) = delivery?.CloudWatchLogs is { Enabled: true, LogGroup: { Length: > 0 } name }
            ? await FindAsync(context, name, cancellationToken)
            : (null, null);
        return new ResourceExport
        {
            Seen = group is null ? [] : [group],

            // A group without retention keeps its events for ever; where there is no group, nothing is known.
            Fill = spec => group is null ? spec : spec with
            {
                LogRetentionInDays = group.RetentionInDays ?? ConnectorSpec.NeverExpires,
                LogGroupKmsKeyArn = group.KmsKeyId,
            },
            Tags = tags,
            Unsaid = [.. Unsaid(delivery)],
            OtherName = ResourceExport.CompareNames(
                "log group", group?.LogGroupName, ResourceNames.LogGroupName(connector.Name)),
        };
    }

    private static async Task<(LogGroup? Group, Tags? Tags)> FindAsync(
        ProvisioningContext context, string name, CancellationToken cancellationToken)
    {
        return await LogGroupLookup.FindAsync(context, name, cancellationToken) is { } group
            && await LogGroupLookup.TagsAsync(context, group, cancellationToken) is { } tags
                ? (group, tags)
                : (null, null);
    }

    private static IEnumerable<string> Unsaid(WorkerLogDeliveryDescription? delivery)
    {
        if (delivery?.S3?.Enabled == true || delivery?.Firehose?.Enabled == true)
            yield return "The connector's logs go to S3 or Firehose too, which a spec cannot say";
        if (delivery?.CloudWatchLogs?.Enabled != true)
            yield return "The connector's logs do not go to CloudWatch Logs; this module lets them";
    }
}
