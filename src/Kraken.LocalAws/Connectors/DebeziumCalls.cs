namespace Kraken.LocalAws.Connectors;

/// <summary>
/// What a Debezium source calls with clients of its own. Source: Debezium, KafkaSignalChannel, KafkaSchemaHistory,
/// S3SchemaHistory; its Spanner connector, KafkaInternalTopicAdminService.
/// </summary>
internal sealed class DebeziumCalls(RuntimeCalls calls, LocalCloud cloud, ConnectorConfig config)
{
    private const string HistoryInS3 = "schema.history.internal.s3.";

    /// <summary>Stands for the random id in the names of groups.</summary>
    private const string SomeId = "7b0e5a52-60d5-4f43-8d5b-3f6c9c1f0a11";

    internal IEnumerable<RuntimeCall> OfKafka(string connector)
    {
        if (ConnectorTopics.Signal(config) is { } signal)
        {
            foreach (var call in calls.Topic(signal, "DescribeTopic", "ReadData").Concat(calls.Group(ConnectorTopics.SignalGroup(config))))
                yield return call;
        }

        foreach (var call in config.ClassName == "SpannerConnector" ? Spanner(connector) : History())
            yield return call;
    }

    /// <summary>A history that is kept in an object: the bucket is looked for in the list of all.</summary>
    internal IEnumerable<RuntimeCall> OfAws()
    {
        if (config.Text("schema.history.internal")?.EndsWith(".S3SchemaHistory", StringComparison.Ordinal) != true
            || config.Text(HistoryInS3 + "bucket.name") is not { } bucket || config.Text(HistoryInS3 + "object.name") is not { } name)
        {
            return [];
        }

        const string denied = "software.amazon.awssdk.services.s3.model.S3Exception";
        var arn = $"arn:{cloud.Partition}:s3:::{bucket}";
        return
        [
            calls.Service("s3:ListAllMyBuckets", "*", denied),
            calls.Service("s3:GetObject", $"{arn}/{name}", denied),
            calls.Service("s3:PutObject", $"{arn}/{name}", denied),
        ];
    }

    private IEnumerable<RuntimeCall> History()
    {
        if (ConnectorTopics.SchemaHistory(config) is not { } history)
            yield break;
        yield return calls.Cluster(
            "DescribeClusterDynamicConfiguration", "org.apache.kafka.common.errors.ClusterAuthorizationException: Cluster authorization failed.");
        foreach (var call in calls.Produced(history).Concat(calls.Topic(history, "ReadData")))
            yield return call;
        if (ConnectorTopics.SchemaHistoryGroup(config) is { } group)
        {
            foreach (var call in calls.Group(group))
                yield return call;
        }
    }

    /// <summary>Tasks share their work by two topics; one of them gets more partitions as tasks come.</summary>
    private IEnumerable<RuntimeCall> Spanner(string connector)
    {
        var work = (config.Text("connector.spanner.rebalancing.topic") ?? "_rebalancing_topic_spanner_connector_") + connector;
        var state = (config.Text("connector.spanner.sync.topic") ?? "_sync_topic_spanner_connector_") + connector;
        return calls.Produced(work).Concat(calls.Topic(work, "ReadData", "AlterTopic"))
            .Concat(calls.Produced(state)).Concat(calls.Topic(state, "ReadData"))
            .Concat(new[] { connector, $"{connector}_task-0_{SomeId}", "scaler-group-" + SomeId }.SelectMany(calls.Group));
    }
}
