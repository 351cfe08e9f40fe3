using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Connectors.Framework;

/// <summary>
/// What Kafka Connect itself does for a connector of any class. Source: Apache Kafka 2.7.1 and 3.7.1, ConnectorConfig,
/// SinkConnectorConfig, SourceConnectorConfig, Worker, DeadLetterQueueReporter; KIP-618.
/// </summary>
internal static class KafkaConnectUse
{
    internal const string DeadLetterKey = "errors.deadletterqueue.topic.name";
    private const string GroupKey = "consumer.override.group.id";
    private const string ExactlyOnceKey = "exactly.once.support";
    private const string WorkerExactlyOnceKey = "exactly.once.source.support";
    private const string OffsetsKey = "offsets.storage.topic";

    /// <summary>The topics that a worker configuration may name. Source: Apache Kafka, DistributedConfig.</summary>
    private static readonly string[] _workerTopics = ["offset.storage.topic", "config.storage.topic", "status.storage.topic"];

    /// <summary>Keys of clients begin so where Kafka Connect passes them on.</summary>
    private static readonly string[] _overrides = ["producer.override.", "consumer.override.", "admin.override."];

    internal static void Describe(ConnectorConfig config, ConnectorUse use)
    {
        if (config.IsSink)
            Sink(config, use);
        if (config.IsSource)
            Source(config, use);
        foreach (var key in _workerTopics)
        {
            if (config.WorkerProperties?.GetValueOrDefault(key)?.Trim() is { } topic && KafkaTopic.IsName(topic))
                use.Topics.Add(new UsedTopic(key, topic, TopicKind.Own, TopicAccess.Read | TopicAccess.Write, "internal topics of the worker configuration"));
        }

        Overrides(config, use);
    }

    private static void Sink(ConnectorConfig config, ConnectorUse use)
    {
        foreach (var topic in config.List(ConnectorConfig.TopicsKey).Where(KafkaTopic.IsName))
            use.Topics.Add(new UsedTopic(ConnectorConfig.TopicsKey, topic, TopicKind.Records, TopicAccess.Read, "topics"));
        if (config.Get(DeadLetterKey) is { } dead)
        {
            if (KafkaTopic.IsName(dead))
            {
                use.Topics.Add(new UsedTopic(DeadLetterKey, dead, TopicKind.Own, TopicAccess.Write, "dead letter queue"));
            }
            else if (Redaction.IsReference(dead))
            {
                use.Doubt(DeadLetterKey, "TopicUnknown", "is known only at run time, so the policy cannot grant the topic", "Give the topic name.");
            }
            else
            {
                use.Find(
                    FindingSeverity.Error, DeadLetterKey, "TopicName", "is not a topic name",
                    "Use letters, digits, dots, underscores and hyphens, at most 249.");
            }
        }

        if (config.Get(GroupKey) is not { } group)
            use.SinkGroup = new NamedValue("name", "connect-" + config.Name);
        else if (KafkaTopic.IsName(group))
            use.SinkGroup = new NamedValue(GroupKey, group);
        else
            use.Doubt(GroupKey, "GroupUnknown", "cannot be granted as a consumer group name", "Give the name itself, of letters, digits, dots, underscores and hyphens.");
    }

    private static void Source(ConnectorConfig config, ConnectorUse use)
    {
        if (config.Get(OffsetsKey) is { } offsets && KafkaTopic.IsName(offsets))
            use.Topics.Add(new UsedTopic(OffsetsKey, offsets, TopicKind.Own, TopicAccess.Read | TopicAccess.Write, "offsets topic of the connector"));
        var isRequired = string.Equals(config.Get(ExactlyOnceKey), "required", StringComparison.OrdinalIgnoreCase);
        var isByWorker = string.Equals(config.WorkerProperties?.GetValueOrDefault(WorkerExactlyOnceKey)?.Trim(), "enabled", StringComparison.OrdinalIgnoreCase);
        if (!isRequired && !isByWorker)
            return;
        if (config.IsKafkaConnect2)
        {
            use.Find(
                FindingSeverity.Warning, isRequired ? ExactlyOnceKey : WorkerExactlyOnceKey, "ExactlyOnceVersion",
                $"needs Kafka Connect 3.3 or newer, but KafkaConnectVersion is {config.KafkaConnectVersion}, which ignores it",
                "Give KafkaConnectVersion 3.7.x, or leave the key out.");
        }

        use.ExactlyOnceKey = isRequired ? ExactlyOnceKey : WorkerExactlyOnceKey;
    }

    private static void Overrides(ConnectorConfig config, ConnectorUse use)
    {
        foreach (var key in config.Values.Keys)
        {
            if (_overrides.Any(o => key.StartsWith(o, StringComparison.Ordinal)))
            {
                if (config.IsKafkaConnect2)
                {
                    // Source: Apache Kafka, connector.client.config.override.policy; what MSK Connect sets is not documented.
                    use.Find(
                        FindingSeverity.Warning, key, "OverridePolicy",
                        $"may be refused by Kafka Connect {config.KafkaConnectVersion}, whose default policy lets no connector override its clients",
                        "Use KafkaConnectVersion 3.7.x, or put the setting into the worker configuration.");
                }

                if (key == "producer.override.enable.idempotence" && config.IsTrue(key))
                    use.ClusterActions.Add(new UsedClusterAction(key, "IdempotentProducer", "idempotent writes", "kafka-cluster:WriteDataIdempotently"));
            }
        }
    }
}
