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
        var name = delivery?.CloudWatchLogs is { Enabled: true, LogGroup: { Length: > 0 } given } ? given : null;
        var (group, tags) = name is null ? (null, null) : await FindAsync(context, name, cancellationToken);
        return new ResourceExport
        {
            Seen = group is null ? [] : [group],

            // A group without retention keeps its events for ever; where there is no group, nothing is known.
            Fill = spec => spec with
            {
                LogGroupName = name == ResourceNames.LogGroupName(connector.Name) ? null : name,
                LogRetentionInDays = group is null ? spec.LogRetentionInDays : group.RetentionInDays ?? ConnectorSpec.NeverExpires,
                LogGroupKmsKeyArn = group?.KmsKeyId,
                LogS3Bucket = delivery?.S3 is { Enabled: true } s3 ? s3.Bucket : null,
                LogS3Prefix = delivery?.S3 is { Enabled: true, Prefix: { Length: > 0 } prefix } ? prefix : null,
                LogFirehoseDeliveryStream = delivery?.Firehose is { Enabled: true } firehose ? firehose.DeliveryStream : null,
            },
            Tags = tags,
            Unsaid = delivery?.CloudWatchLogs?.Enabled == true
                ? []
                : ["The connector's logs do not go to CloudWatch Logs; this module lets them"],
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
}
