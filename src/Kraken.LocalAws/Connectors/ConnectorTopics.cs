using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Connectors;

/// <summary>The topics that a connector's configuration makes it use, besides Kafka Connect's internal ones.</summary>
internal static partial class ConnectorTopics
{
    /// <summary>The topics that the connector's class produces to, as far as the configuration tells.</summary>
    internal static IEnumerable<string> Written(ConnectorConfig config)
    {
        if (config.IsSink)
            return config.Text("errors.deadletterqueue.topic.name") is { } dlq ? [dlq] : [];
        if (config.IsDebezium)
            return Debezium(config).Distinct(StringComparer.Ordinal);
        return SourceTopics.Written(config).Select(t => Routed(config, t)).OfType<string>().Distinct(StringComparer.Ordinal);
    }

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
            ? config.Text("signal.kafka.topic") ?? (Prefix(config) is { } prefix ? prefix + "-signal" : null)
            : null;

    /// <summary>
    /// The topic in which Debezium keeps the history of schemas, or null. PostgreSQL and MongoDB have none.
    /// </summary>
    internal static string? SchemaHistory(ConnectorConfig config) =>
        config.IsDebezium ? config.Text("schema.history.internal.kafka.topic", "database.history.kafka.topic") : null;

    /// <summary>
    /// The consumer group that reads the history of schemas at start.
    /// Source: Debezium, KafkaSchemaHistory and HistorizedRelationalDatabaseConnectorConfig.
    /// </summary>
    internal static string? SchemaHistoryGroup(ConnectorConfig config) =>
        SchemaHistory(config) is null || Prefix(config) is not { } prefix
            ? null
            : prefix + (config.Text("schema.history.internal.kafka.topic") is null ? "-dbhistory" : "-schemahistory");

    private static string? Prefix(ConnectorConfig config) => config.Text("topic.prefix", "database.server.name");

    private static IEnumerable<string> Debezium(ConnectorConfig config)
    {
        if (Prefix(config) is not { } prefix)
            yield break;
        var delimiter = config.Text("topic.delimiter") ?? ".";
        foreach (var table in config.List("table.include.list", "collection.include.list"))
        {
            // Entries are patterns; only a plain name tells which topic it is.
            var name = table.Replace("\\.", ".", StringComparison.Ordinal);
            if (PlainName().IsMatch(name) && Routed(config, prefix + delimiter + Qualified(config, name)) is { } topic)
                yield return topic;
        }

        if (long.TryParse(config.Text("heartbeat.interval.ms"), out var interval) && interval > 0)
            yield return $"{config.Text("topic.heartbeat.prefix", "heartbeat.topics.prefix") ?? "__debezium-heartbeat"}.{prefix}";
        if (config.Flag("provide.transaction.metadata"))
            yield return $"{prefix}.{config.Text("topic.transaction") ?? "transaction"}";
        // Schema changes are published under the bare prefix by those connectors that keep a history.
        if (SchemaHistory(config) is not null && config.Text("include.schema.changes") is not "false")
            yield return prefix;
    }

    /// <summary>
    /// The table as it stands in a topic's name: SQL Server puts the database before schema and table.
    /// </summary>
    private static string Qualified(ConnectorConfig config, string table) =>
        config.Text("database.names") is { } database && !database.Contains(',', StringComparison.Ordinal)
            && table.Count(c => c == '.') == 1
            ? $"{database}.{table}"
            : table;

    /// <summary>
    /// The topic after the transforms that rename topics; null where one renames in a way that is not known.
    /// </summary>
    private static string? Routed(ConnectorConfig config, string topic)
    {
        foreach (var name in config.List("transforms"))
        {
            var key = $"transforms.{name}.";
            var (pattern, replacement) = config.Text(key + "type") switch
            {
                "org.apache.kafka.connect.transforms.RegexRouter" => (key + "regex", key + "replacement"),
                "io.debezium.transforms.ByLogicalTableRouter" => (key + "topic.regex", key + "topic.replacement"),
                { } type when type.EndsWith("Router", StringComparison.Ordinal) => (null, null),
                _ => ("", ""),
            };
            if (pattern is null)
                return null;
            if (pattern.Length > 0 && config.Text(pattern) is { } regexText
                && TryRegex($@"^(?:{regexText})\z") is { } regex)
                topic = regex.Replace(topic, config.Text(replacement!) ?? "", 1);
        }

        return topic;
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

    [GeneratedRegex(@"^[\w.$-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
