using Kraken.MskConnect.Connectors.Topics;

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
    private const string OverrideIdempotenceKey = "producer.override.enable.idempotence";
    private const string WorkerIdempotenceKey = "producer.enable.idempotence";
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
        WorkerTopics(config, use);
        Overrides(config, use);
        Idempotence(config, use);
        ErrorHandling.Check(config, use);
        Transformations.Check(config, use);
        ConverterVersions.Check(config, use);
    }

    /// <summary>The workers make, read and write a topic that their configuration names, for sinks too.</summary>
    private static void WorkerTopics(ConnectorConfig config, ConnectorUse use)
    {
        foreach (var key in _workerTopics)
        {
            if (config.GetOfWorker(key) is not { } topic)
                continue;
            var field = ConnectorConfig.WorkerKeyStart + key;
            if (KafkaTopic.IsName(topic))
                use.Topics.Add(new UsedTopic(field, topic, TopicKind.Own, TopicAccess.Read | TopicAccess.Write, "internal topics of the worker configuration"));
            else
                use.Doubt(field, "TopicUnknown", "is no topic name, so the policy cannot grant the topic", "Give a topic name in a new worker configuration.");
        }
    }

    private static void Sink(ConnectorConfig config, ConnectorUse use)
    {
        foreach (var topic in config.List(ConnectorConfig.TopicsKey).Where(KafkaTopic.IsName))
            use.Topics.Add(new UsedTopic(ConnectorConfig.TopicsKey, topic, TopicKind.Records, TopicAccess.Read, "topics"));
        if (config.Get(DeadLetterKey) is { } dead)
            use.Topic(GivenName.Topic(use, DeadLetterKey, dead), TopicKind.Own, TopicAccess.Write, "dead letter queue");
        if (config.Get(GroupKey) is not { } group)
            use.SinkGroup = new NamedValue("name", "connect-" + config.Name);
        else if (KafkaTopic.IsName(group))
            use.SinkGroup = new NamedValue(GroupKey, group);
        else
            use.Doubt(GroupKey, "GroupUnknown", "cannot be granted as a consumer group name", "Give the name itself, of letters, digits, dots, underscores and hyphens.");
    }

    private static void Source(ConnectorConfig config, ConnectorUse use)
    {
        if (config.Get(OffsetsKey) is { } offsets)
            use.Topic(GivenName.Topic(use, OffsetsKey, offsets), TopicKind.Own, TopicAccess.Read | TopicAccess.Write, "offsets topic of the connector");
        var isRequired = string.Equals(config.Get(ExactlyOnceKey), "required", StringComparison.OrdinalIgnoreCase);
        var isByWorker = string.Equals(config.GetOfWorker(WorkerExactlyOnceKey), "enabled", StringComparison.OrdinalIgnoreCase);
        if (!isRequired && !isByWorker)
            return;
        var key = isRequired ? ExactlyOnceKey : ConnectorConfig.WorkerKeyStart + WorkerExactlyOnceKey;
        use.ExactlyOnceKey = key;
        if (config.IsKafkaConnect2)
        {
            use.Find(
                FindingSeverity.Warning, key, "ExactlyOnceVersion",
                $"needs Kafka Connect 3.3 or newer, but KafkaConnectVersion is {config.KafkaConnectVersion}, which ignores it",
                "Give KafkaConnectVersion 3.7.x, or leave the key out.");
        }
        else if (config.WorkerProperties is not null && !isByWorker)
        {
            use.Find(
                FindingSeverity.Warning, key, "ExactlyOnceWorker",
                $"needs a worker configuration with {WorkerExactlyOnceKey}=enabled, without which Kafka Connect refuses the connector",
                "Name such a worker configuration in WorkerConfigurationArn, or give requested in place of required.");
        }
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
            }
        }
    }

    /// <summary>
    /// Kafka Connect turns idempotent writes off, unless the connector or the worker configuration turns them on.
    /// Source: Apache Kafka 3.7.1, Worker, baseProducerConfigs.
    /// </summary>
    private static void Idempotence(ConnectorConfig config, ConnectorUse use)
    {
        var own = config.Get(OverrideIdempotenceKey);
        var (key, value) = own is null
            ? (ConnectorConfig.WorkerKeyStart + WorkerIdempotenceKey, config.GetOfWorker(WorkerIdempotenceKey))
            : (OverrideIdempotenceKey, own);
        if (string.Equals(value, "true", StringComparison.OrdinalIgnoreCase))
            use.ClusterActions.Add(new UsedClusterAction(key, "IdempotentProducer", "idempotent writes", "kafka-cluster:WriteDataIdempotently"));
    }
}
