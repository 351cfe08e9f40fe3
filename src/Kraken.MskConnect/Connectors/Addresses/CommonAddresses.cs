using Kraken.MskConnect.Connectors.Framework;

namespace Kraken.MskConnect.Connectors.Addresses;

/// <summary>
/// Addresses in keys that connectors of many classes have: databases, schema registries, further clusters of Kafka. A
/// family's own connections come before these.
/// </summary>
internal static class CommonAddresses
{
    internal const string Database = "database";
    internal const string Brokers = "Kafka brokers";
    private const string Registry = "schema.registry.url";

    private static readonly (string Key, string What)[] _keys =
    [
        ("connection.url", Database), ("connection.uri", Database), ("mongodb.connection.string", Database), ("mongodb.hosts", Database),
        ("store.url", "S3"), ("s3.proxy.url", "S3"),
    ];

    /// <summary>What keys with these endings name, whatever stands before: converters, MirrorMaker, licences, reporters, overrides.</summary>
    private static readonly (string Ending, string What)[] _endings =
    [
        ("bootstrap.servers", Brokers), (Registry, "schema registry"), ("apicurio.registry.url", "schema registry"),
    ];

    /// <summary>Adds them, and says of all addresses which cannot be read.</summary>
    internal static void Describe(ConnectorConfig config, ConnectorUse use)
    {
        var known = use.Addresses.Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, what) in _keys.Concat(ByEnding(config)).Where(k => !known.Contains(k.Item1)))
        {
            if (config.Get(key) is { } text)
                use.Addresses.Add(new UsedAddress(key, text, DefaultPort: key.StartsWith("mongodb.", StringComparison.Ordinal) ? DefaultPorts.Of("mongodb") : null, what, key));
        }

        // Registries of converters that the worker configuration names and the connector does not.
        foreach (var converter in UsedConverter.Of(config).Where(c => c.IsOfWorker))
        {
            if (converter.Option(Registry) is { } url)
            {
                var key = $"{converter.Key}.{Registry}";
                use.Addresses.Add(new UsedAddress(key, url, DefaultPort: null, "schema registry", key));
            }
        }

        foreach (var address in use.Addresses)
        {
            if (address.Reading.Doubt is { } doubt)
            {
                use.Doubt(
                    address.Key, "PortUnknown", doubt,
                    "Make sure that the network rules have the port: give it in AdditionalEgress, with port (or from_port and to_port), destination and reason.");
            }
        }
    }

    private static IEnumerable<(string Key, string What)> ByEnding(ConnectorConfig config) =>
        from key in config.Values.Keys
        from kind in _endings
        where key == kind.Ending || key.EndsWith("." + kind.Ending, StringComparison.Ordinal)
        orderby key
        select (key, kind.What);
}
