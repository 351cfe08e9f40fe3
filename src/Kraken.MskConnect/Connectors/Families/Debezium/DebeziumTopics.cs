using Kraken.MskConnect.Connectors.Topics;

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
            GivenName.Tell(use, given.Key, given.Value, "cannot be the prefix of a topic name");
            return;
        }

        SchemaChanges(config, database, given, use);
        if (config.List("notification.enabled.channels").Contains("sink") && config.Get("notification.sink.topic.name") is { } notification)
            use.Topic(GivenName.Topic(use, "notification.sink.topic.name", notification), TopicKind.Messages, TopicAccess.Write, "notifications");
        if (!GivenName.IsPart(use, given.Key == "topic.prefix" ? config.First("topic.delimiter") : null))
            return;

        var naming = new DebeziumNaming(config, database, given.Value);
        use.Topic(Heartbeat(config, given, naming.Delimiter, database, use), TopicKind.Messages, TopicAccess.Write, "heartbeats");
        use.Topic(Transaction(config, given, naming.Delimiter, use), TopicKind.Messages, TopicAccess.Write, "transaction boundaries");
        if (database == "postgresql" && config.Get("plugin.name") == "pgoutput")
            use.Topic(LogicalMessages(config, given.Value, naming.Delimiter), TopicKind.Messages, TopicAccess.Write, "logical decoding messages");
        if (naming.CustomStrategy is { } strategy)
        {
            use.Doubt(
                strategy.Key, "TopicNamingUnknown", "is a class that names topics in its own way, so no table's topic is granted",
                "Name the topics in KafkaTopicWrite.");
            return;
        }

        var tables = DebeziumTables.Of(config, database, naming, given, use);
        if (naming.UnfollowedKey is { } unfollowed)
        {
            use.Doubt(
                unfollowed, "TopicNamingUnknown", "names the tables' topics in a way that cannot be followed, so none of them is granted",
                "Name the topics in KafkaTopicWrite.");
            return;
        }

        foreach (var topic in tables)
            use.Topic(topic, TopicKind.Records, TopicAccess.Write, "captured tables");
    }

    /// <summary>Changes of the schema go to a topic named as the prefix alone, in most connectors unless it is switched off.</summary>
    private static void SchemaChanges(ConnectorConfig config, string database, NamedValue prefix, ConnectorUse use)
    {
        NamedTopic? topic = database switch
        {
            "vitess" when config.IsTrue(SchemaChangesKey) && config.Get("override.schema.change.topic") is { } other =>
                GivenName.Topic(use, "override.schema.change.topic", other),
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

    private static NamedTopic? Heartbeat(
        ConnectorConfig config, NamedValue prefix, string delimiter, string database, ConnectorUse use)
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
            return GivenName.Topic(use, whole.Key, whole.Value);

        // The newer naming reads only the newer key, and the older only the older one.
        var isOld = prefix.Key != "topic.prefix";
        var start = config.First(isOld ? "heartbeat.topics.prefix" : "topic.heartbeat.prefix");
        return GivenName.IsPart(use, start)
            ? GivenName.Topic(use, start?.Key ?? interval, $"{start?.Value ?? "__debezium-heartbeat"}{(isOld ? "." : delimiter)}{prefix.Value}")
            : null;
    }

    private static NamedTopic? Transaction(ConnectorConfig config, NamedValue prefix, string delimiter, ConnectorUse use)
    {
        const string metadata = "provide.transaction.metadata";
        if (!config.IsTrue(metadata))
            return null;
        if (prefix.Key != "topic.prefix" && config.First("transaction.topic") is { } old)
            return GivenName.Topic(use, old.Key, old.Value.Replace("${database.server.name}", prefix.Value, StringComparison.Ordinal));
        var end = prefix.Key == "topic.prefix" ? config.First("topic.transaction") : null;
        return GivenName.IsPart(use, end)
            ? GivenName.Topic(use, end?.Key ?? metadata, $"{prefix.Value}{delimiter}{end?.Value ?? "transaction"}")
            : null;
    }

    /// <summary>Messages of pg_logical_emit_message, which the connector writes unless it is told to leave all out.</summary>
    private static NamedTopic? LogicalMessages(ConnectorConfig config, string prefix, string delimiter)
    {
        var given = config.First("message.prefix.include.list", "message.prefix.exclude.list");
        return given is null ? null : new NamedTopic(given.Key, $"{prefix}{delimiter}message");
    }
}
