namespace Kraken.MskConnect.Connectors.Families.Debezium;

/// <summary>
/// Keys of Debezium 1.x in the configuration of a later version, which ignores them, and settings that the clients of
/// Debezium's own do not take over from the worker. Source: Debezium, release notes of 2.0; KafkaSchemaHistory.
/// </summary>
internal static class DebeziumVersions
{
    private const string OldHistory = "database.history";
    private const string History = "schema.history.internal";

    private static readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal)
    {
        ["heartbeat.topics.prefix"] = "topic.heartbeat.prefix",
        ["transaction.topic"] = "topic.transaction",
        ["toasted.value.placeholder"] = "unavailable.value.placeholder",
        ["initial.sync.max.threads"] = "snapshot.max.threads",
    };

    /// <summary>Ports of brokers that take encrypted connections only.</summary>
    private static readonly string[] _securePorts = [":9094", ":9096", ":9098"];

    internal static void Check(ConnectorConfig config, ConnectorUse use)
    {
        if (config.Get("topic.prefix") is not null)
        {
            foreach (var key in config.Values.Keys)
                Renamed(config, key, use);
        }

        foreach (var topic in use.Topics.Where(t => t.Need is "schema history topic" or "signals").ToList())
        {
            if (topic.Need == "signals")
                Client(config, use, "signal.kafka.bootstrap.servers", "signal.consumer.");
            else if (topic.Key.StartsWith(OldHistory, StringComparison.Ordinal))
                Client(config, use, OldHistory + ".kafka.bootstrap.servers", OldHistory + ".consumer.", OldHistory + ".producer.");
            else
                Client(config, use, History + ".kafka.bootstrap.servers", History + ".consumer.", History + ".producer.");
        }
    }

    private static void Renamed(ConnectorConfig config, string key, ConnectorUse use)
    {
        var now = _renamed.GetValueOrDefault(key)
            ?? (key == OldHistory || key.StartsWith(OldHistory + ".", StringComparison.Ordinal) ? History + key[OldHistory.Length..]
            : key.EndsWith(".whitelist", StringComparison.Ordinal) ? key[..^"whitelist".Length] + "include.list"
            : key.EndsWith(".blacklist", StringComparison.Ordinal) ? key[..^"blacklist".Length] + "exclude.list"
            : null);
        if (now is not null && config.Get(now) is null)
        {
            use.Find(
                FindingSeverity.Warning, key, "KeyRenamed", "is a key of Debezium 1.x, which the versions that have topic.prefix ignore",
                $"Name it {now}.");
        }
    }

    private static void Client(ConnectorConfig config, ConnectorUse use, string servers, params string[] clients)
    {
        if (config.Get(servers) is not { } text || !_securePorts.Any(p => text.Contains(p, StringComparison.Ordinal)))
            return;
        foreach (var key in clients.Select(c => c + "security.protocol").Where(k => config.Get(k) is null))
        {
            use.Find(
                FindingSeverity.Warning, key, "ClientSecurityMissing",
                $"is missing, but {servers} names a port that takes encrypted connections only, and this client does not take the workers' settings",
                "Give SASL_SSL or SSL, and with IAM sasl.mechanism, sasl.jaas.config and sasl.client.callback.handler.class beside it.");
        }
    }
}
