using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Connectors;

/// <summary>The topics that a connector's configuration makes it use, besides Kafka Connect's internal ones.</summary>
internal static class ConnectorTopics
{
    /// <summary>The topics that the connector's class produces to, as far as the configuration tells.</summary>
    internal static IEnumerable<string> Written(ConnectorConfig config)
    {
        if (config.IsSink)
            return config.Text("errors.deadletterqueue.topic.name") is { } dlq ? [dlq] : [];
        var topics = config.IsDebezium
            ? new DebeziumTopics(config).Named(sampled: false).SelectMany(t => TransformedTopics.Of(config, t.Topic, t.IsTable))
            : SourceTopics.Written(config).SelectMany(t => TransformedTopics.Of(config, t));
        return topics.Distinct(StringComparer.Ordinal);
    }

    /// <summary>
    /// Topics that the role must be allowed to write: those, and of a pattern of tables one that a database may have.
    /// </summary>
    internal static IEnumerable<string> Judged(ConnectorConfig config) => config.IsDebezium
        ? Written(config).Union(
            new DebeziumTopics(config).Named(sampled: true).SelectMany(t => TransformedTopics.Of(config, t.Topic, t.IsTable)), StringComparer.Ordinal)
        : Written(config);

    /// <summary>
    /// The topics that a sink consumes: those named, and those of the cluster that the pattern matches.
    /// </summary>
    internal static IEnumerable<string> Consumed(ConnectorConfig config, IEnumerable<string> existing)
    {
        if (!config.IsSink)
            return [];
        if (config.Text("topics.regex") is not { } pattern)
            return config.List("topics");
        return TryRegex($@"^(?:{pattern})\z") is { } regex ? existing.Where(t => regex.IsMatch(t)) : [];
    }

    /// <summary>The topic from which Debezium takes signals, or null.</summary>
    internal static string? Signal(ConnectorConfig config) =>
        config.IsDebezium && config.List("signal.enabled.channels").Contains("kafka")
            ? config.Text("signal.kafka.topic") ?? (new DebeziumTopics(config).Prefix is { } prefix ? prefix + "-signal" : null)
            : null;

    /// <summary>The consumer group that reads signals.</summary>
    internal static string SignalGroup(ConnectorConfig config) => config.Text("signal.consumer.group.id", "signal.kafka.groupId") ?? "kafka-signal";

    /// <summary>
    /// The topic in which Debezium keeps the history of schemas, or null. PostgreSQL, MongoDB and others have none, and it
    /// may be kept elsewhere.
    /// </summary>
    internal static string? SchemaHistory(ConnectorConfig config) =>
        config.IsDebezium && new DebeziumTopics(config).HasHistory
        && config.Text("schema.history.internal", "database.history") is var store
        && (store is null || store.EndsWith(".KafkaSchemaHistory", StringComparison.Ordinal) || store.EndsWith(".KafkaDatabaseHistory", StringComparison.Ordinal))
            ? config.Text("schema.history.internal.kafka.topic", "database.history.kafka.topic")
            : null;

    /// <summary>
    /// The consumer group that reads the history of schemas at start.
    /// Source: Debezium, KafkaSchemaHistory and HistorizedRelationalDatabaseConnectorConfig.
    /// </summary>
    internal static string? SchemaHistoryGroup(ConnectorConfig config)
    {
        var isOld = config.Text("schema.history.internal.kafka.topic") is null;
        var start = isOld ? "database.history." : "schema.history.internal.";
        return SchemaHistory(config) is null ? null
            : config.Text(start + "consumer.group.id", start + "name")
                ?? (new DebeziumTopics(config).Prefix is { } prefix ? prefix + (isOld ? "-dbhistory" : "-schemahistory") : null);
    }

    private static Regex? TryRegex(string pattern)
    {
        try
        {
            // The pattern is the user's: without backtracking it cannot take long.
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
