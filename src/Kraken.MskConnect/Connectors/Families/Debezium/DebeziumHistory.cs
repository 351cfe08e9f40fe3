using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.Debezium;

/// <summary>
/// Where Debezium keeps the history of the database's schema. Source: Debezium, KafkaSchemaHistory and the other stores,
/// S3SchemaHistory among them: a missing object is told from a forbidden one by s3:ListBucket only.
/// </summary>
internal static class DebeziumHistory
{
    private const string Start = "schema.history.internal";
    private const string OldStart = "database.history";
    private const string S3Store = "io.debezium.storage.s3.history.S3SchemaHistory";

    /// <summary>The databases whose connectors keep a history; the others do not read its keys.</summary>
    private static readonly string[] _databases = ["mysql", "mariadb", "sqlserver", "oracle", "db2", "informix"];

    internal static void Describe(ConnectorConfig config, string database, ConnectorUse use)
    {
        if (!_databases.Contains(database))
            return;
        var store = config.Get(Start) ?? config.Get(OldStart);
        if (store == S3Store)
        {
            Objects(config, use);
            return;
        }

        if (store is not null && !store.EndsWith("KafkaSchemaHistory", StringComparison.Ordinal)
            && !store.EndsWith("KafkaDatabaseHistory", StringComparison.Ordinal))
        {
            Lost(config, store, use);
            return;
        }

        if (config.First(Start + ".kafka.topic", OldStart + ".kafka.topic") is not { } given
            || GivenName.Topic(use, given.Key, given.Value) is not { } topic)
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
        else if (group is not null)
            use.Doubt(group.Key, "GroupUnknown", "cannot be granted as a consumer group name", "Give the name itself, of letters, digits, dots, underscores and hyphens.");
    }

    /// <summary>A file or the memory of a worker goes with the worker, which MSK Connect replaces whenever it likes.</summary>
    private static void Lost(ConnectorConfig config, string store, ConnectorUse use)
    {
        if (store.EndsWith(".FileSchemaHistory", StringComparison.Ordinal) || store.EndsWith(".MemorySchemaHistory", StringComparison.Ordinal)
            || store.EndsWith(".FileDatabaseHistory", StringComparison.Ordinal) || store.EndsWith(".MemoryDatabaseHistory", StringComparison.Ordinal))
        {
            use.Find(
                FindingSeverity.Warning, config.Get(Start) is null ? OldStart : Start, "SchemaHistoryLost",
                "keeps the history of the schema on the worker, which MSK Connect replaces: the connector then cannot go on",
                "Keep it in Kafka: leave the key out, and name the topic in schema.history.internal.kafka.topic.");
        }
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

        // It looks for its bucket in the list of all. Source: Debezium, S3SchemaHistory.storageExists.
        use.Services.Add(new UsedService(
            "SchemaHistoryBuckets", "list of buckets", ["s3:ListAllMyBuckets"], [new UsedResource("*", bucketKey)]));
    }
}
