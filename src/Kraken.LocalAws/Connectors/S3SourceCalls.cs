namespace Kraken.LocalAws.Connectors;

/// <summary>
/// What Confluent's Amazon S3 source calls. Source: Confluent documentation, Amazon S3 source connector, IAM policy.
/// </summary>
internal static class S3SourceCalls
{
    internal static IEnumerable<RuntimeCall> OfAws(RuntimeCalls calls, LocalCloud cloud, ConnectorConfig config)
    {
        const string denied = "software.amazon.awssdk.services.s3.model.S3Exception";
        if (config.Text("s3.bucket.name") is not { } name)
            yield break;
        var bucket = $"arn:{cloud.Partition}:s3:::{name}";
        var file = $"{bucket}/{config.Text("topics.dir") ?? "topics"}/orders/partition=0/orders+0+0000000000.json";
        yield return calls.Service("s3:ListBucket", bucket, denied);
        yield return calls.Service("s3:GetObject", file, denied);
        if (cloud.S3.Find(name)?.KmsKeyArn is { } key)
        {
            foreach (var call in calls.ObjectKey(key, file, isRead: true))
                yield return call;
        }
    }
}
