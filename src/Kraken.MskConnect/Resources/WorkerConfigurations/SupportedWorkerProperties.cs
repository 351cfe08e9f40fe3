using System.Collections.Frozen;

namespace Kraken.MskConnect.Resources.WorkerConfigurations;

/// <summary>
/// The properties that MSK Connect supports in a worker configuration. Source: Amazon MSK developer guide, Supported worker
/// configuration properties.
/// </summary>
internal static class SupportedWorkerProperties
{
    private const string Producer = "producer.";
    private const string Consumer = "consumer.";

    /// <summary>Those without which no worker starts.</summary>
    public static IReadOnlyList<string> Required { get; } = ["key.converter", "value.converter"];

    private static readonly FrozenSet<string> _producer = Set(
        """
        acks batch.size buffer.memory compression.type enable.idempotence key.serializer linger.ms max.request.size
        metadata.max.age.ms metadata.max.idle.ms partitioner.class reconnect.backoff.max.ms reconnect.backoff.ms
        request.timeout.ms retry.backoff.ms value.serializer
        """);

    private static readonly FrozenSet<string> _consumer = Set(
        """
        allow.auto.create.topics auto.offset.reset check.crcs fetch.max.bytes fetch.max.wait.ms fetch.min.bytes
        heartbeat.interval.ms key.deserializer max.partition.fetch.bytes max.poll.interval.ms max.poll.records
        metadata.max.age.ms partition.assignment.strategy reconnect.backoff.max.ms reconnect.backoff.ms request.timeout.ms
        retry.backoff.ms session.timeout.ms value.deserializer
        """);

    // log4j's, of the page's note, are taken and have no effect.
    private static readonly string[] _unsupportedPrefixes =
    [
        "access.control.", "admin.", "client.", "connect.", "inter.worker.", "internal.", "listeners.https.", "log4j.",
        "log4j2.", "metrics.", "rest.", "sasl.", "security.", "socket.", "ssl.", "topic.tracking.", "worker.",
    ];

    private static readonly FrozenSet<string> _unsupported = Set(
        """
        bootstrap.servers config.storage.topic connections.max.idle.ms connector.client.config.override.policy group.id
        listeners metric.reporters plugin.path receive.buffer.bytes response.http.headers.config
        scheduled.rebalance.max.delay.ms send.buffer.bytes status.storage.topic
        """);

    /// <summary>Whether MSK Connect supports the property.</summary>
    public static bool Has(string key) =>
        key.StartsWith(Producer, StringComparison.Ordinal) ? _producer.Contains(key[Producer.Length..])
        : key.StartsWith(Consumer, StringComparison.Ordinal) ? _consumer.Contains(key[Consumer.Length..])
        : !_unsupported.Contains(key) && !_unsupportedPrefixes.Any(p => key.StartsWith(p, StringComparison.Ordinal));

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
