using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.Neo4j;

/// <summary>
/// The topics that the keys of Neo4j's change patterns name: <c>neo4j.cdc.topic.TOPIC.patterns</c>.
/// Source: neo4j/neo4j-kafka-connector 5.5.
/// </summary>
internal sealed class Neo4jFamily : IFamilyLogic
{
    private const string Start = "neo4j.cdc.topic.";

    private static readonly string[] _ends = [".patterns", ".key-strategy", ".value-strategy"];

    public string Family => "neo4j";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        if (!config.IsSource)
            return;
        foreach (var key in config.Values.Keys.Where(k => k.StartsWith(Start, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var rest = key[Start.Length..];
            var end = _ends.Select(e => rest.IndexOf(e, StringComparison.Ordinal)).Where(at => at > 0).DefaultIfEmpty(0).Min();
            if (end > 0 && KafkaTopic.IsName(rest[..end]) && !use.Topics.Exists(t => t.Topic == rest[..end]))
                use.Topic(new NamedTopic(key, rest[..end]), TopicKind.Records, TopicAccess.Write, "changes");
        }
    }
}
