using Kraken.MskConnect.Connectors.Definitions;

namespace Kraken.MskConnect.Connectors.Framework;

/// <summary>
/// Finds settings of clients that lack <c>override</c>: in the worker configuration <c>consumer.KEY</c> is right, in a
/// connector's configuration Kafka Connect looks at <c>consumer.override.KEY</c> alone.
/// Source: Apache Kafka 3.7.1, Worker, connectorClientConfigOverrides; KIP-458.
/// </summary>
internal static class ClientKeys
{
    private static readonly string[] _clients = ["producer.", "consumer.", "admin."];

    /// <summary>Adds what is to be said.</summary>
    /// <param name="keys">The keys that a connector of the class has: some classes pass such keys on themselves.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="use">Where the findings go.</param>
    internal static void Check(IReadOnlyList<ConnectorKey> keys, ConnectorConfig config, ConnectorUse use)
    {
        foreach (var key in config.Values.Keys)
        {
            if (Array.Find(_clients, c => key.StartsWith(c, StringComparison.Ordinal)) is not { } client || keys.Any(k => k.Is(key)))
                continue;
            use.Findings.RemoveAll(f => f.Key == key && f.Rule == "KeyUnknown");
            use.Find(
                FindingSeverity.Information, key, "OverrideMissing",
                $"is ignored by Kafka Connect, which passes on to the connector's {client[..^1]} only keys that begin with {client}override.",
                $"Write {client}override.{key[client.Length..]}, unless the connector's class itself reads the key.");
        }
    }
}
