using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.Debezium;

/// <summary>
/// Where Debezium keeps the history of the database's schema. Source: Debezium, KafkaSchemaHistory and the other stores.
/// </summary>
internal static class DebeziumHistory
{
    private const string Start = "schema.history.internal";
    private const string OldStart = "database.history";
    private const string S3Store = "io.debezium.storage.s3.history.S3SchemaHistory";

    internal static void Describe(ConnectorConfig config, ConnectorUse use)
    {
        var store = config.Get(Start) ?? config.Get(OldStart);
        if (store == S3Store)
        {
            Objects(config, use);
            return;
        }

        if (store is not null && !store.EndsWith("KafkaSchemaHistory", StringComparison.Ordinal)
            && !store.EndsWith("KafkaDatabaseHistory", StringComparison.Ordinal))
        {
            return;
        }

        if (config.First(Start + ".kafka.topic", OldStart + ".kafka.topic") is not { } given
            || DebeziumTopics.Named(use, given.Key, given.Value) is not { } topic)
        {
            return;
        }

        use.Topic(topic, TopicKind.Own, TopicAccess.Read | TopicAccess.Write, "schema history topic");
        use.ClusterActions.Add(new UsedClusterAction(
            topic.Key, "SchemaHistoryCluster", "schema history topic", "kafka-cluster:DescribeClusterDynamicConfiguration"));
        var isOld = topic.Key.StartsWith(OldStart, StringComparison.Ordinal);
        var start = isOld ? OldStart : Start;
        var group = config.First(start + ".consumer.group.id", start + ".name");
        if (group is null && DebeziumTopics.Prefix(config) is { } prefix)
            group = new NamedValue(topic.Key, prefix.Value + (isOld ? "-dbhistory" : "-schemahistory"));
        if (group is not null && KafkaTopic.IsName(group.Value))
            use.Groups.Add(new UsedName(group.Key, group.Value, "schema history topic"));
    }

    private static void Objects(ConnectorConfig config, ConnectorUse use)
    {
        const string bucketKey = Start + ".s3.bucket.name", objectKey = Start + ".s3.object.name";
        if (config.Get(bucketKey) is not { } bucket || config.Get(objectKey) is not { } name)
            return;
        if ((bucket + name).IndexOfAny(['*', '?', '$']) >= 0)
        {
            use.Doubt(bucketKey, "ResourceUnknown", "is known only at run time, so nothing is granted for it", "Give the name itself.");
            return;
        }

        var arn = $"arn:{config.Partition}:s3:::{bucket}";
        use.Services.Add(new UsedService(
            "SchemaHistoryObject", "schema history object", ["s3:GetObject", "s3:PutObject"],
            [new UsedResource($"{arn}/{name}", bucketKey, objectKey)]));
        use.Services.Add(new UsedService(
            "SchemaHistoryBucket", "schema history bucket", ["s3:ListBucket"], [new UsedResource(arn, bucketKey)]));
    }
}
