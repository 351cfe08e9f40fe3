using Kraken.LocalAws.Services.Kafka;
using Kraken.LocalAws.Services.KafkaConnect;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// What Kafka Connect itself does beyond its three topics and its group, as the worker configuration and the connector's
/// configuration ask for. Source: Apache Kafka 3.7.1, Worker, DistributedConfig, ExactlyOnceWorkerSourceTask; KIP-618, ACL
/// requirements; Amazon MSK developer guide, Manage source connector offsets using offset.storage.topic.
/// </summary>
internal sealed class FrameworkCalls(
    Connector connector, ConnectorConfig config, Cluster cluster, WorkerConfiguration? worker)
{
    private const string Errors = "org.apache.kafka.common.errors.";

    private bool IsKafkaConnect2 => connector.KafkaConnectVersion.StartsWith("2.", StringComparison.Ordinal);

    private string WorkersGroup => $"__amazon_msk_connect_cluster_{connector.Name}_{connector.Id}";

    private bool IsExactlyOnce => !config.IsSink && !IsKafkaConnect2 && IsSet(worker?.Property("exactly.once.source.support"), "enabled");

    /// <summary>The topic in which the workers keep offsets: the worker configuration's, else one that MSK Connect names.</summary>
    internal string OffsetsTopic =>
        worker?.Property("offset.storage.topic") is { Length: > 0 } own ? own : $"__amazon_msk_connect_offsets_{connector.Name}_{connector.Id}";

    /// <summary>A topic in which the source's tasks keep their offsets beside it; null for none.</summary>
    internal string? OwnOffsetsTopic => config.IsSink || IsKafkaConnect2 ? null : config.Text("offsets.storage.topic");

    /// <summary>The topics that the workers make for themselves. Source: Apache Kafka, DistributedConfig, partitions.</summary>
    internal IEnumerable<(string Name, int Partitions)> OwnTopics =>
    [
        ($"__amazon_msk_connect_configs_{connector.Name}_{connector.Id}", 1),
        (OffsetsTopic, 25),
        ($"__amazon_msk_connect_status_{connector.Name}_{connector.Id}", 5),
        .. OwnOffsetsTopic is { } own ? [(own, 25)] : Array.Empty<(string, int)>(),
    ];

    /// <summary>The group in which a sink's tasks read.</summary>
    internal string SinkGroup => config.Text("consumer.override.group.id") ?? "connect-" + connector.Name;

    /// <summary>Why Kafka Connect refuses the connector, or null. Source: Apache Kafka 3.7.1, DistributedHerder.</summary>
    internal StartFailure? WhyRefused() =>
        !config.IsSink && !IsKafkaConnect2 && !IsExactlyOnce && IsSet(config.Text("exactly.once.support"), "required")
            ? StartFailure.OfWorkers(
                "ERROR Stopping due to error (org.apache.kafka.connect.cli.ConnectDistributed)",
                "org.apache.kafka.connect.runtime.rest.errors.BadRequestException: Connector configuration is invalid and contains the following 1 error(s): "
                + "This worker does not have exactly-once source support enabled.")
            : null;

    /// <summary>The calls.</summary>
    internal IEnumerable<RuntimeCall> All()
    {
        if (OwnOffsetsTopic is { } own)
        {
            foreach (var action in (string[])["CreateTopic", "DescribeTopic", "ReadData", "WriteData"])
                yield return Of(action, cluster.DataArn("topic", own), $"TopicAuthorizationException: Not authorized to access topics: [{own}]");
        }

        if (IsExactlyOnce || WritesIdempotently)
            yield return Of("WriteDataIdempotently", cluster.Arn, "ClusterAuthorizationException: Cluster authorization failed.");
        foreach (var id in TransactionalIds())
        {
            foreach (var action in (string[])["DescribeTransactionalId", "AlterTransactionalId"])
            {
                yield return Of(
                    action, cluster.DataArn("transactional-id", id),
                    "TransactionalIdAuthorizationException: Transactional Id authorization failed.");
            }
        }
    }

    /// <summary>Whether a client writes so: that of a source's tasks, or that of a sink's dead letter queue.</summary>
    private bool WritesIdempotently =>
        (!config.IsSink || ConnectorTopics.Written(config).Any())
        && IsSet(config.Text("producer.override.enable.idempotence") ?? worker?.Property("producer.enable.idempotence"), "true");

    private IEnumerable<string> TransactionalIds()
    {
        if (!IsExactlyOnce)
            yield break;
        yield return "connect-cluster-" + WorkersGroup;
        for (var task = 0; task < config.Tasks; task++)
            yield return $"{WorkersGroup}-{connector.Name}-{task}";
    }

    private static RuntimeCall Of(string action, string resource, string denied) =>
        new(new PolicyRequest("kafka-cluster:" + action, resource), Errors + denied);

    private static bool IsSet(string? value, string wanted) => string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase);
}
