using System.Globalization;
using Kraken.LocalAws.Services.Kafka;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// The topics that Kafka Connect makes for a connector, and whether the cluster lets it: those that a source writes where
/// the configuration has <c>topic.creation</c> keys, and a sink's dead letter queue. Source of the keys, defaults and texts:
/// Apache Kafka, Connect's TopicCreationConfig, TopicAdmin and DeadLetterQueueReporter. Source of what Serverless and
/// Express clusters refuse: Amazon MSK developer guide, Configuration properties for MSK Serverless clusters and Express
/// brokers read-only configurations; that they do it as a policy of the brokers is a guess.
/// </summary>
internal sealed class TopicCreation(string connectorName, ConnectorConfig config, Cluster cluster)
{
    private const string Group = "topic.creation.";
    private const int ExpressReplicas = 3;
    private const int ServerlessPartitions = 2400;
    private const int ServerlessMessageBytes = 8_388_608;

    private static readonly string[] _serverless =
    [
        "cleanup.policy", "compression.type", "max.message.bytes", "message.timestamp.difference.max.ms",
        "message.timestamp.type", "retention.bytes", "retention.ms",
    ];

    /// <summary>Why a topic cannot be made, or null where all can.</summary>
    internal StartFailure? WhyRefused() => config.IsSink ? OfDeadLetters() : OfSource();

    private StartFailure? OfSource()
    {
        var missing = ConnectorTopics.Written(config).Where(t => !cluster.Topics.ContainsKey(t)).ToList();
        var keys = config.Values.Keys.Where(k => k.StartsWith(Group, StringComparison.Ordinal)).ToList();
        if (missing.Count == 0 || keys.Count == 0)
            return null;
        var replicas = Number("topic.creation.default.replication.factor") ?? -1;
        var partitions = missing.Count * (Number("topic.creation.default.partitions") ?? 1);
        var isPolicy = cluster.IsServerless && (partitions > ServerlessPartitions || keys.Exists(k => !IsAllowedByServerless(k)))
            || (cluster.IsExpress && keys.Exists(k => k.EndsWith(".min.insync.replicas", StringComparison.Ordinal)));
        return Why(replicas, isPolicy) is { } why
            ? StartFailure.OfWorkers(
                $"ERROR WorkerSourceTask{{id={connectorName}-0}} Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted (org.apache.kafka.connect.runtime.WorkerTask)",
                $"org.apache.kafka.connect.errors.ConnectException: Error while attempting to create/find topic(s) '{missing[0]}'",
                $"Caused by: java.util.concurrent.ExecutionException: {why}")
            : null;
    }

    private StartFailure? OfDeadLetters()
    {
        if (ConnectorTopics.Written(config).FirstOrDefault() is not { } topic || cluster.Topics.ContainsKey(topic))
            return null;
        return Why(Number("errors.deadletterqueue.topic.replication.factor") ?? 3, isPolicy: false) is { } why
            ? StartFailure.OfWorkers(
                $"ERROR WorkerSinkTask{{id={connectorName}-0}} Task initialization failed and will not be started (org.apache.kafka.connect.runtime.WorkerSinkTask)",
                $"org.apache.kafka.connect.errors.ConnectException: Could not initialize dead letter queue with topic={topic}",
                $"Caused by: java.util.concurrent.ExecutionException: {why}")
            : null;
    }

    private string? Why(int replicas, bool isPolicy)
    {
        const string errors = "org.apache.kafka.common.errors.";
        if (!cluster.IsServerless && replicas > cluster.Brokers.Count)
            return $"{errors}InvalidReplicationFactorException: Replication factor: {replicas} larger than available brokers: {cluster.Brokers.Count}.";
        return isPolicy || (cluster.IsExpress && replicas is not (-1 or ExpressReplicas))
            ? errors + "PolicyViolationException: Request parameters do not satisfy the configured policy."
            : null;
    }

    /// <summary>Whether a key sets what topics of Serverless clusters may have: <c>topic.creation.group.setting</c>.</summary>
    private bool IsAllowedByServerless(string key) =>
        key.Split('.', 4) is not [_, _, _, var setting]
        || setting is "include" or "exclude" or "partitions" or "replication.factor"
        || (_serverless.Contains(setting, StringComparer.Ordinal)
            && (setting != "max.message.bytes" || Number(key) is null or <= ServerlessMessageBytes));

    private int? Number(string key) =>
        int.TryParse(config.Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
