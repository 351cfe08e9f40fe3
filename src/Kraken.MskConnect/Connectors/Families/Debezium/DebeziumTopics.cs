using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Connectors.Families.Debezium;

/// <summary>
/// The topics that Debezium's sources write. Source: Debezium, AbstractTopicNamingStrategy and its classes, HeartbeatFactory,
/// TransactionMonitor, SinkNotificationChannel.
/// </summary>
internal static class DebeziumTopics
{
    private const string SchemaChangesKey = "include.schema.changes";
    private const string SpannerHeartbeat = "300000";

    /// <summary>What PostgreSQL's connector sets where its driver confirms positions and nothing else moves them.</summary>
    private const string DriverHeartbeat = "600000";

    /// <summary>The keys of the logical name, newest first.</summary>
    private static readonly string[] _prefixKeys = ["topic.prefix", "database.server.name", "mongodb.name"];

    private static readonly string[] _withSchemaChanges = ["mysql", "mariadb", "sqlserver", "oracle", "db2", "informix"];

    /// <summary>The logical name, which begins the names of the topics.</summary>
    internal static NamedValue? Prefix(ConnectorConfig config) =>
        config.First(_prefixKeys) is { } prefix && KafkaTopic.IsName(prefix.Value) ? prefix : null;

    internal static void Describe(ConnectorConfig config, string database, ConnectorUse use)
    {
        if (config.First(_prefixKeys) is not { } given)
            return;
        if (!KafkaTopic.IsName(given.Value))
        {
            WrongName(use, given.Key, given.Value, "cannot be the prefix of a topic name");
            return;
        }

        var naming = new DebeziumNaming(config, database, given.Value);
        var heartbeat = Heartbeat(config, given, naming.Delimiter, database);
        var transaction = Transaction(config, given, naming.Delimiter);
        use.Topic(heartbeat, TopicKind.Messages, TopicAccess.Write, "heartbeats");
        use.Topic(transaction, TopicKind.Messages, TopicAccess.Write, "transaction boundaries");
        SchemaChanges(config, database, given, use);
        if (config.List("notification.enabled.channels").Contains("sink") && config.Get("notification.sink.topic.name") is { } notification)
            use.Topic(Named(use, "notification.sink.topic.name", notification), TopicKind.Messages, TopicAccess.Write, "notifications");
        if (database == "postgresql" && config.Get("plugin.name") == "pgoutput")
            use.Topic(LogicalMessages(config, given.Value, naming.Delimiter), TopicKind.Messages, TopicAccess.Write, "logical decoding messages");
        if (naming.CustomStrategy is { } strategy)
        {
            use.Doubt(
                strategy.Key, "TopicNamingUnknown", "is a class that names topics in its own way, so no table's topic is granted",
                "Name the topics in KafkaTopicWrite.");
            return;
        }

        foreach (var topic in DebeziumTables.Of(config, database, naming, given))
            use.Topic(topic, TopicKind.Records, TopicAccess.Write, "captured tables");
    }

    /// <summary>A topic that a key names outright; what is no name is reported and null.</summary>
    internal static NamedTopic? Named(ConnectorUse use, string key, string name)
    {
        if (KafkaTopic.IsName(name))
            return new NamedTopic(key, name);
        WrongName(use, key, name, "is not a topic name");
        return null;
    }

    private static void WrongName(ConnectorUse use, string key, string value, string problem)
    {
        if (Redaction.IsReference(value))
        {
            use.Doubt(
                key, "TopicUnknown", "is known only at run time, so the policy cannot grant the topic", "Give the topic name.");
        }
        else
        {
            use.Find(
                FindingSeverity.Error, key, "TopicName", problem,
                "Use letters, digits, dots, underscores and hyphens, at most 249.");
        }
    }

    /// <summary>Changes of the schema go to a topic named as the prefix alone, in most connectors unless it is switched off.</summary>
    private static void SchemaChanges(ConnectorConfig config, string database, NamedValue prefix, ConnectorUse use)
    {
        NamedTopic? topic = database switch
        {
            "vitess" when config.IsTrue(SchemaChangesKey) && config.Get("override.schema.change.topic") is { } other =>
                Named(use, "override.schema.change.topic", other),
            "vitess" when config.IsTrue(SchemaChangesKey) => new NamedTopic(SchemaChangesKey, prefix.Value),
            _ when _withSchemaChanges.Contains(database) && !config.IsFalse(SchemaChangesKey) => new NamedTopic(prefix.Key, prefix.Value),
            _ => null,
        };
        use.Topic(topic, TopicKind.Messages, TopicAccess.Write, "schema changes");
        if (database == "db2as400" && !config.IsFalse(SchemaChangesKey))
        {
            use.Doubt(
                SchemaChangesKey, "TopicsNotDerived", $"may make the connector write changes of the schema to {prefix.Value}, which is not documented and not granted",
                "Set it to false, or name the topics in KafkaTopicWrite.");
        }
    }

    private static NamedTopic? Heartbeat(ConnectorConfig config, NamedValue prefix, string delimiter, string database)
    {
        const string interval = "heartbeat.interval.ms";
        var given = config.Get(interval) ?? (database == "spanner" ? SpannerHeartbeat : null);
        if (database == "postgresql" && given is null or "0" && config.Get("lsn.flush.mode") == "connector_and_driver"
            && !config.IsTrue("provide.transaction.metadata"))
        {
            given = DriverHeartbeat;
        }

        if (!long.TryParse(given, out var period) || period <= 0)
            return null;

        // The naming scheme of Db2 for i does not read this key.
        if (database != "db2as400" && config.First("topic.heartbeat.name") is { } whole)
            return KafkaTopic.IsName(whole.Value) ? new NamedTopic(whole.Key, whole.Value) : null;

        // The newer naming reads only the newer key, and the older only the older one.
        var isOld = prefix.Key != "topic.prefix";
        var start = config.First(isOld ? "heartbeat.topics.prefix" : "topic.heartbeat.prefix");
        var name = $"{start?.Value ?? "__debezium-heartbeat"}{(isOld ? "." : delimiter)}{prefix.Value}";
        return KafkaTopic.IsName(name) ? new NamedTopic(start?.Key ?? interval, name) : null;
    }

    private static NamedTopic? Transaction(ConnectorConfig config, NamedValue prefix, string delimiter)
    {
        const string metadata = "provide.transaction.metadata";
        if (!config.IsTrue(metadata))
            return null;
        var old = config.First("transaction.topic");
        var name = prefix.Key != "topic.prefix" && old is not null
            ? old.Value.Replace("${database.server.name}", prefix.Value, StringComparison.Ordinal)
            : $"{prefix.Value}{delimiter}{(prefix.Key == "topic.prefix" ? config.Get("topic.transaction") : null) ?? "transaction"}";
        return KafkaTopic.IsName(name) ? new NamedTopic(metadata, name) : null;
    }

    /// <summary>Messages of pg_logical_emit_message, which the connector writes unless it is told to leave all out.</summary>
    private static NamedTopic? LogicalMessages(ConnectorConfig config, string prefix, string delimiter)
    {
        var given = config.First("message.prefix.include.list", "message.prefix.exclude.list");
        return given is null ? null : new NamedTopic(given.Key, $"{prefix}{delimiter}message");
    }
}
