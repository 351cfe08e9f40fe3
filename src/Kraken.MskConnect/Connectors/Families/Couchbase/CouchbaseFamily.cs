using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.Couchbase;

/// <summary>
/// The topics of Couchbase's source, and the services that handlers of the sink call. Source: couchbase/kafka-connect-couchbase
/// 4.3; Couchbase documentation, ports of the services.
/// </summary>
internal sealed class CouchbaseFamily : IFamilyLogic
{
    private const string TopicKey = "couchbase.topic";
    private const string MappingKey = "couchbase.collection.to.topic";
    private const string SeedsKey = "couchbase.seed.nodes";

    public string Family => "couchbase";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        if (config.IsSource)
            Source(config, use);
        var isSecure = config.IsTrue("couchbase.enable.tls");
        var service = config.Get("couchbase.sink.handler") switch
        {
            { } handler when handler.EndsWith("N1qlSinkHandler", StringComparison.Ordinal) => isSecure ? 18093 : 8093,
            { } handler when handler.EndsWith("AnalyticsSinkHandler", StringComparison.Ordinal) => isSecure ? 18095 : 8095,
            _ => 0,
        };
        if (service > 0 && config.Get(SeedsKey) is { } seeds)
        {
            var hosts = string.Join(',', seeds.Split(',').Select(node => node.Trim().Split(':')[0]));
            use.Addresses.Add(new UsedAddress("couchbase.sink.handler", hosts, service, "Couchbase service", "couchbase.sink.handler"));
        }
    }

    private static void Source(ConnectorConfig config, ConnectorUse use)
    {
        // scope.collection=topic
        foreach (var pair in config.List(MappingKey).Select(m => m.Split('=', 2)).Where(p => p.Length == 2))
            use.Topic(GivenName.Topic(use, MappingKey, pair[1].Trim()), TopicKind.Records, TopicAccess.Write, "changes");
        var template = config.Get(TopicKey) ?? "${bucket}.${scope}.${collection}";
        var bucket = config.Get("couchbase.bucket") ?? "";
        var name = template.Replace("${bucket}", bucket, StringComparison.Ordinal);
        var open = name.IndexOf("${", StringComparison.Ordinal);
        var topic = open < 0 ? name : name[..open] + "*";
        if (topic != KafkaTopic.Every && KafkaTopic.IsGrant(topic))
        {
            use.Topic(new NamedTopic(config.Get(TopicKey) is null ? "couchbase.bucket" : TopicKey, topic), TopicKind.Records, TopicAccess.Write, "changes");
        }
        else
        {
            use.Doubt(
                TopicKey, "TopicNamingUnknown", "leads to topics that only the documents tell, so none is granted for them",
                "Name the topics in KafkaTopicWrite.");
        }

        if (string.Equals(config.Get("couchbase.schema.failure.action"), "DLQ", StringComparison.OrdinalIgnoreCase))
            Marker(use, "couchbase.dlq.topic", config.Get("couchbase.dlq.topic") ?? "couchbase.dlq", "dead letter queue");
        foreach (var key in (string[])["couchbase.black.hole.topic", "couchbase.initial.offset.topic"])
        {
            if (config.Get(key) is { } marker)
                Marker(use, key, marker, "markers");
        }
    }

    private static void Marker(ConnectorUse use, string key, string name, string need)
    {
        use.Topic(GivenName.Topic(use, key, name), TopicKind.Messages, TopicAccess.Write, need);
    }
}
