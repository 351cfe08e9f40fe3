using System.Globalization;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// Keys of the configuration that hold whole numbers hold such, within the range that their connector takes. What is
/// another text, 1e3 say or 1,000, ends the connector at its start. Source: Apache Kafka, ConnectorConfig,
/// SinkConnectorConfig, SourceConnectorConfig and TopicCreationConfig; Confluent's Amazon S3 sink, configuration reference;
/// Debezium documentation, connector properties.
/// </summary>
internal sealed class NumberRule : ISpecRule
{
    private const long Int = int.MaxValue;
    private const long Long = long.MaxValue;

    /// <summary>An S3 upload's parts are not smaller. Source: Amazon S3 user guide, multipart upload limits.</summary>
    private const long LeastPart = 5 * 1024 * 1024;

    /// <summary>Of every connector. -1 stands for no limit, or for what the brokers say.</summary>
    private static readonly Dictionary<string, (long Least, long Most)> _common = new(StringComparer.Ordinal)
    {
        ["errors.retry.timeout"] = (-1, Long),
        ["errors.retry.delay.max.ms"] = (0, Long),
        ["errors.deadletterqueue.topic.replication.factor"] = (-1, short.MaxValue),
        ["topic.creation.default.partitions"] = (-1, Int),
        ["topic.creation.default.replication.factor"] = (-1, short.MaxValue),
    };

    private static readonly Dictionary<string, (long Least, long Most)> _s3Sink = new(StringComparer.Ordinal)
    {
        ["flush.size"] = (1, Int),
        ["rotate.interval.ms"] = (-1, Long),
        ["rotate.schedule.interval.ms"] = (-1, Long),
        ["partition.duration.ms"] = (-1, Long),
        ["schema.cache.size"] = (1, Int),
        ["retry.backoff.ms"] = (0, Long),
        ["s3.part.size"] = (LeastPart, Int),
        ["s3.part.retries"] = (0, Int),
        ["s3.retry.backoff.ms"] = (0, Long),
        ["s3.compression.level"] = (-1, 9),
        ["s3.http.send.expect.continue.timeout.ms"] = (0, Int),
    };

    private static readonly Dictionary<string, (long Least, long Most)> _debezium = new(StringComparer.Ordinal)
    {
        ["database.server.id"] = (1, uint.MaxValue),
        ["heartbeat.interval.ms"] = (0, Int),
        ["poll.interval.ms"] = (0, Long),
        ["max.batch.size"] = (1, Int),
        ["max.queue.size"] = (1, Int),
        ["max.queue.size.in.bytes"] = (0, Long),
        ["snapshot.delay.ms"] = (0, Long),
        ["snapshot.fetch.size"] = (0, Int),
        ["snapshot.lock.timeout.ms"] = (-1, Long),
        ["snapshot.max.threads"] = (1, Int),
        ["incremental.snapshot.chunk.size"] = (1, Int),
        ["connect.timeout.ms"] = (0, Int),
        ["connect.keep.alive.interval.ms"] = (0, Long),
        ["slot.max.retries"] = (0, Int),
        ["slot.retry.delay.ms"] = (0, Long),
        ["status.update.interval.ms"] = (0, Int),
        ["retriable.restart.connector.wait.ms"] = (0, Long),
        ["errors.max.retries"] = (-1, Int),
        ["query.fetch.size"] = (0, Int),
        ["schema.history.internal.kafka.recovery.attempts"] = (0, Int),
        ["schema.history.internal.kafka.recovery.poll.interval.ms"] = (0, Int),
        ["schema.history.internal.kafka.query.timeout.ms"] = (0, Int),
        ["schema.history.internal.kafka.create.timeout.ms"] = (0, Int),
        ["database.history.kafka.recovery.attempts"] = (0, Int),
        ["database.history.kafka.recovery.poll.interval.ms"] = (0, Int),
    };

    public void Check(SpecCheck check)
    {
        var isS3Sink = check.Traits.IsConfluentS3Sink;
        foreach (var (key, value) in check.Spec.ConnectorConfiguration)
        {
            if (_common.TryGetValue(key, out var range)
                || (isS3Sink && _s3Sink.TryGetValue(key, out range))
                || (check.Traits.IsDebezium && _debezium.TryGetValue(key, out range)))
            {
                CheckOne(check, key, value, range.Least, range.Most);
            }
        }
    }

    private static void CheckOne(SpecCheck check, string key, string value, long least, long most)
    {
        if (Redaction.IsReference(value))
            return;
        var text = value.Trim();
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            check.OnKey(
                FindingSeverity.Error, key, "NumberFormat", text.Length == 0 ? "is blank" : "is not a whole number",
                $"Give {Range(least, most)}, using digits only, or leave the key out.");
        }
        else if (number < least || number > most)
        {
            check.OnKey(
                FindingSeverity.Error, key, "NumberRange", $"is not {Range(least, most)}",
                "Give such a number, or leave the key out.");
        }
    }

    private static string Range(long least, long most) => most == Long
        ? string.Create(CultureInfo.InvariantCulture, $"a whole number of {least} or more")
        : string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
}
