using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.MongoDb;

/// <summary>
/// The topics of MongoDB's source: prefix, database, collection and suffix; its heartbeats; hosts that only DNS knows.
/// Source: mongodb/mongo-kafka 3.0, DefaultTopicMapper and MongoSourceConfig.
/// </summary>
internal sealed class MongoDbFamily : IFamilyLogic
{
    private const string MapperKey = "topic.mapper";
    private const string NamespaceKey = "topic.namespace.map";
    private const string UriKey = "connection.uri";

    public string Family => "mongodb";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        if (config.Get(UriKey)?.StartsWith("mongodb+srv:", StringComparison.OrdinalIgnoreCase) is true)
        {
            use.Doubt(
                UriKey, "PortUnknown", "names hosts that DNS tells at run time; the network rules open port 27017",
                "If a host listens on another port, state it in AdditionalEgress.");
        }

        if (!config.IsSource)
            return;
        if (long.TryParse(config.Get("heartbeat.interval.ms"), out var interval) && interval > 0)
        {
            use.Topic(
                config.Get("heartbeat.topic.name") is { } name
                    ? GivenName.Topic(use, "heartbeat.topic.name", name)
                    : new NamedTopic("heartbeat.interval.ms", "__mongodb_heartbeats"),
                TopicKind.Messages, TopicAccess.Write, "heartbeats");
        }

        if (config.Get(MapperKey) is { } mapper && !mapper.EndsWith(".DefaultTopicMapper", StringComparison.Ordinal))
            Unknown(use, MapperKey, "is a class that names topics in its own way");
        else if (config.Get(NamespaceKey) is not null)
            Unknown(use, NamespaceKey, "names topics by patterns of databases and collections");
        else
            Records(config, use);
    }

    private static void Records(ConnectorConfig config, ConnectorUse use)
    {
        var separator = config.Get("topic.separator") ?? ".";
        if (config.Get("database") is not { } database)
        {
            // The whole cluster is watched: only a prefix limits the names.
            if (config.Get("topic.prefix") is { } only && KafkaTopic.IsName(only + separator))
                use.Topic(new NamedTopic("topic.prefix", only + separator + "*"), TopicKind.Records, TopicAccess.Write, "changes");
            else
                Unknown(use, "database", "is missing, so the source writes a topic for each collection of the cluster");
            return;
        }

        var collection = config.Get("collection");
        var parts = new[] { config.Get("topic.prefix"), database, collection, collection is null ? null : config.Get("topic.suffix") };
        var name = string.Join(separator, parts.OfType<string>());
        var topic = collection is null ? name + separator + "*" : name;
        if (KafkaTopic.IsGrant(topic))
            use.Topic(new NamedTopic(collection is null ? "database" : "collection", topic), TopicKind.Records, TopicAccess.Write, "changes");
        else
            Unknown(use, "database", "does not lead to a topic name");
    }

    private static void Unknown(ConnectorUse use, string key, string problem) =>
        use.Doubt(key, "TopicNamingUnknown", problem + ", so no topic is granted for its records", "Name the topics in KafkaTopicWrite.");
}
