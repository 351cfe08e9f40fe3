using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>
/// Where a connector's worker logs go, as a request and as properties: to a log group always, and to a bucket and a delivery
/// stream where the spec says so. AWS does not change it of an existing connector.
/// Source: Amazon MSK Connect API reference, CreateConnector and UpdateConnector.
/// </summary>
internal static class ConnectorLogDelivery
{
    /// <summary>The delivery that a spec asks for.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="logGroup">The log group's name.</param>
    public static LogDelivery ToRequest(ConnectorSpec spec, string logGroup) => new()
    {
        WorkerLogDelivery = new WorkerLogDelivery
        {
            CloudWatchLogs = new CloudWatchLogsLogDelivery { Enabled = true, LogGroup = logGroup },
            S3 = spec.LogS3Bucket is { } bucket
                ? new S3LogDelivery { Enabled = true, Bucket = bucket, Prefix = spec.LogS3Prefix }
                : null,
            Firehose = spec.LogFirehoseDeliveryStream is { } stream
                ? new FirehoseLogDelivery { Enabled = true, DeliveryStream = stream }
                : null,
        },
    };

    /// <summary>The delivery that a spec asks for.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="logGroup">The log group's name.</param>
    public static IEnumerable<Property> Desired(ConnectorSpec spec, string logGroup) =>
        Properties(logGroup, spec.LogS3Bucket, spec.LogS3Prefix, spec.LogFirehoseDeliveryStream);

    /// <summary>The delivery that a connector has.</summary>
    /// <param name="delivery">What AWS tells of it.</param>
    public static IEnumerable<Property> Current(LogDeliveryDescription? delivery)
    {
        var logs = delivery?.WorkerLogDelivery;
        var s3 = logs?.S3 is { Enabled: true } enabled ? enabled : null;
        return Properties(
            logs?.CloudWatchLogs is { Enabled: true } group ? group.LogGroup : null,
            s3?.Bucket,
            string.IsNullOrEmpty(s3?.Prefix) ? null : s3.Prefix,
            logs?.Firehose is { Enabled: true } firehose ? firehose.DeliveryStream : null);
    }

    private static IEnumerable<Property> Properties(string? logGroup, string? bucket, string? prefix, string? stream) =>
    [
        new(new PropertyName(nameof(ConnectorSpec.LogGroupName)), logGroup, null),
        new(new PropertyName(nameof(ConnectorSpec.LogS3Bucket)), bucket, null),
        new(new PropertyName(nameof(ConnectorSpec.LogS3Prefix)), prefix, null),
        new(new PropertyName(nameof(ConnectorSpec.LogFirehoseDeliveryStream)), stream, null),
    ];
}
