using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Framework;

/// <summary>
/// What is to be said of how a connector handles records that fail: its dead letter queue and its log.
/// Source: Apache Kafka 3.7.1, SinkConnectorConfig, validate; LogReporter and ProcessingContext.
/// </summary>
internal static class ErrorHandling
{
    private const string LogKey = "errors.log.enable";
    private const string LogMessagesKey = "errors.log.include.messages";

    internal static void Check(ConnectorConfig config, ConnectorUse use)
    {
        // Of a sink's records the log gets the topic, partition and offset alone.
        if (config.IsSource && config.IsTrue(LogKey) && config.IsTrue(LogMessagesKey))
        {
            use.Find(
                FindingSeverity.Warning, LogMessagesKey, "RecordsInLog",
                "writes the keys, values and headers of records that fail into the log, where anyone who may read the log group sees them",
                "Leave it out, or restrict who may read the log group.");
        }

        if (config.IsSink && config.Get(KafkaConnectUse.DeadLetterKey) is { } dead && IsRead(config, dead) is { } key)
        {
            use.Find(
                FindingSeverity.Error, KafkaConnectUse.DeadLetterKey, "DeadLettersRead",
                $"is among the topics that the sink reads by {key}, which Kafka Connect refuses", "Give the dead letter queue another name.");
        }
    }

    /// <summary>The key by which the sink reads a topic; null where it does not, or that cannot be told.</summary>
    private static string? IsRead(ConnectorConfig config, string topic)
    {
        if (config.List(ConnectorConfig.TopicsKey).Contains(topic, StringComparer.Ordinal))
            return ConnectorConfig.TopicsKey;
        try
        {
            return config.Get(ConnectorConfig.TopicsRegexKey) is { } pattern && TopicPattern.Read(pattern).IsMatch(topic)
                ? ConnectorConfig.TopicsRegexKey
                : null;
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
