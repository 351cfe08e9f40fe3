using Kraken.MskConnect.Connectors;

namespace Kraken.MskConnect.Specs.Reading.Foreign;

/// <summary>
/// A connector as Kafka Connect takes it: the configuration alone, of a properties file or a PUT, with the name among its
/// keys; the body of a POST; what a GET returns of one connector or, with <c>expand=info</c>, of several.
/// Source: Apache Kafka documentation, Kafka Connect, REST API and running Kafka Connect.
/// </summary>
internal sealed class KafkaConnectConfig : IForeignSpecFormat
{
    private const string NameKey = "name";
    private const string ConfigKey = "config";
    private const string InfoKey = "info";

    public string Name => "a configuration of Kafka Connect";

    public IReadOnlyList<ForeignConnector>? Read(SpecMap root)
    {
        if (root.Entries.Any(entry => entry.Key == ConnectorConfig.ClassKey))
            return [ReadOne(root, null, null)];
        if (root.Find(ConfigKey) is SpecMap config)
            return [ReadOne(config, root, null)];
        return root.Entries.Count > 0 && root.Entries.All(entry => Info(entry.Value) is not null)
            ? [.. root.Entries.Select(entry => ReadOne((SpecMap)Info(entry.Value)!.Find(ConfigKey)!, Info(entry.Value), entry.Key))]
            : null;
    }

    private static SpecMap? Info(SpecNode node) =>
        (node as SpecMap)?.Find(InfoKey) is SpecMap info && info.Find(ConfigKey) is SpecMap ? info : null;

    /// <summary>The connector; MSK Connect takes its name beside the configuration.</summary>
    private static ForeignConnector ReadOne(SpecMap config, SpecMap? around, string? place)
    {
        var connector = new ForeignConnector(place);
        connector.Set(SpecFields.ConnectorName, around?.Find(NameKey) ?? config.Entries.FirstOrDefault(e => e.Key == NameKey).Value);
        connector.Set(SpecFields.ConnectorType, around?.Find("type"));
        connector.Set(SpecFields.ConnectorConfiguration, new SpecMap([.. config.Entries.Where(e => e.Key != NameKey)]));
        return connector;
    }
}
