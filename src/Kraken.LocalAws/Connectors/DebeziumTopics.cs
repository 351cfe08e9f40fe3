using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// The topics of a Debezium source that runs, by its own rules. Source: Debezium, the connectors' pages on topic names,
/// AbstractTopicNamingStrategy and its classes, HeartbeatFactory, TransactionMonitor and SchemaHistory.
/// </summary>
internal sealed partial class DebeziumTopics(ConnectorConfig config)
{
    /// <summary>Connectors that keep a history of the schema, and write its changes under the bare prefix.</summary>
    private static readonly string[] _withHistory =
        ["MySqlConnector", "MariaDbConnector", "SqlServerConnector", "OracleConnector", "Db2Connector", "InformixConnector"];

    private readonly string? _newPrefix = config.Text("topic.prefix");

    internal string? Prefix => _newPrefix ?? config.Text("database.server.name", "mongodb.name");

    internal bool HasHistory => _withHistory.Contains(config.ClassName);

    private string Delimiter => (_newPrefix is null ? null : config.Text("topic.delimiter")) ?? ".";

    /// <summary>Topics under the names that the connector gives them; transformations may rename both kinds.</summary>
    /// <param name="sampled">Whether a table is made up for each pattern, as a database may have one.</param>
    internal IEnumerable<(string Topic, bool IsTable)> Named(bool sampled)
    {
        if (Prefix is not { } prefix)
            yield break;
        foreach (var table in Tables(sampled).SelectMany(Listed).Concat(config.List("signal.data.collection").Select(Signals)))
        {
            if (TopicOf(prefix, table) is { } topic)
                yield return (topic, true);
        }

        if (Heartbeat(prefix) is { } heartbeat)
            yield return (heartbeat, false);
        if (config.Flag("provide.transaction.metadata"))
            yield return (Transaction(prefix), false);
        if (HasHistory && config.Text("include.schema.changes") is not "false")
            yield return (prefix, false);
        if (config.List("notification.enabled.channels").Contains("sink") && config.Text("notification.sink.topic.name") is { } notification)
            yield return (notification, false);
    }

    /// <summary>The tables that the lists name, each as the database writes it, parts from the left.</summary>
    private IEnumerable<string> Tables(bool sampled)
    {
        var isUpper = config.ClassName is "OracleConnector" or "Db2Connector";
        var list = config.Text("table.include.list", "table.whitelist", "collection.include.list", "collection.whitelist") ?? "";
        foreach (var entry in Separator().Split(list).Select(e => e.Trim().Replace("\\,", ",", StringComparison.Ordinal)).Where(e => e.Length > 0))
        {
            if (config.Text("filters.match.mode") == "literal")
            {
                yield return entry;
                continue;
            }

            foreach (var one in Alternatives(entry))
            {
                // Entries are expressions; only a plain name tells which table it is.
                var name = (sampled ? Repeated().Replace(one, "0") : one).Replace("\\.", ".", StringComparison.Ordinal);
                if (PlainName().IsMatch(name))
                    yield return isUpper ? name.ToUpperInvariant() : name;
            }
        }
    }

    /// <summary>An entry for each of its alternatives in brackets.</summary>
    private static IEnumerable<string> Alternatives(string entry) => Group().Match(entry) is { Success: true } group
        ? group.Groups[1].Value.Split('|').SelectMany(a => Alternatives(entry[..group.Index] + a + entry[(group.Index + group.Length)..]))
        : [entry];

    /// <summary>
    /// A table of the list with all parts that its topic carries. Lists of SQL Server, Oracle and Db2 do not name the
    /// database, and that of Informix does, whose topics do not.
    /// </summary>
    private IEnumerable<string[]> Listed(string table)
    {
        var parts = table.Split('.', config.ClassName == "InformixConnector" ? 3 : 2);
        if (config.ClassName == "SqlServerConnector" && config.List("database.names") is { Count: > 0 } databases)
            return databases.Select(d => parts.Prepend(d).ToArray());
        return [parts.Length == 3 ? parts[1..] : parts];
    }

    /// <summary>The table of signals, which is named with its database.</summary>
    private string[] Signals(string table)
    {
        var parts = table.Split('.', 3);
        return config.ClassName is "OracleConnector" or "Db2Connector" or "InformixConnector" && parts.Length == 3 ? parts[1..] : parts;
    }

    private string? TopicOf(string prefix, string[] table)
    {
        var strategy = config.Text("topic.naming.strategy");
        var simple = strategy?[(strategy.LastIndexOf('.') + 1)..];
        if (strategy?.StartsWith("io.debezium.", StringComparison.Ordinal) == false)
            return null;
        var isOfSchemas = config.ClassName is "PostgresConnector" or "SqlServerConnector" or "OracleConnector" or "Db2Connector" or "InformixConnector" or "VitessConnector";
        if (config.ClassName is "MySqlConnector" or "MariaDbConnector" && simple?.StartsWith("Schema", StringComparison.Ordinal) == true)
            table = table[^1..];
        else if (simple?.StartsWith(isOfSchemas ? "Default" : "Schema", StringComparison.Ordinal) == true)
            return null;
        if (simple == "TableTopicNamingStrategy")
            return Clean(string.Join(Delimiter, config.Text("override.data.change.topic.prefix") ?? prefix, table[^1]));
        var name = string.Join(Delimiter, table.Prepend(prefix));
        return simple switch
        {
            null or "SchemaTopicNamingStrategy" or "DefaultTopicNamingStrategy" => Clean(name),
            "SchemaUnicodeTopicNamingStrategy" or "DefaultUnicodeTopicNamingStrategy" =>
                Encoded().Replace(name, m => $"_u{(int)m.Value[0]:x4}"),
            "SchemaRegexTopicNamingStrategy" or "DefaultRegexTopicNamingStrategy" =>
                TransformedTopics.Replaced(Clean(name), config.Text("topic.regex"), config.Text("topic.replacement")),
            // A class of the user's own names topics as only it knows.
            _ => null,
        };
    }

    private string? Heartbeat(string prefix)
    {
        var interval = config.Text("heartbeat.interval.ms") ?? (config.ClassName == "SpannerConnector" ? "300000" : null);
        if (!long.TryParse(interval, out var milliseconds) || milliseconds <= 0)
            return null;
        return _newPrefix is null
            ? $"{config.Text("heartbeat.topics.prefix") ?? "__debezium-heartbeat"}.{prefix}"
            : config.Text("topic.heartbeat.name") ?? $"{config.Text("topic.heartbeat.prefix") ?? "__debezium-heartbeat"}{Delimiter}{prefix}";
    }

    private string Transaction(string prefix) => _newPrefix is null
        ? config.Text("transaction.topic")?.Replace("${database.server.name}", prefix, StringComparison.Ordinal) ?? prefix + ".transaction"
        : $"{prefix}{Delimiter}{config.Text("topic.transaction") ?? "transaction"}";

    private static string Clean(string name) => Unfit().Replace(name, "_");

    [GeneratedRegex(@"^[^\\()\[\]|*+?^]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();

    [GeneratedRegex(@"(?<!\\),", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(@"\.[*+]", RegexOptions.CultureInvariant)]
    private static partial Regex Repeated();

    [GeneratedRegex(@"\(([^()\\.*+?]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Group();

    [GeneratedRegex(@"[^A-Za-z0-9._-]", RegexOptions.CultureInvariant)]
    private static partial Regex Unfit();

    [GeneratedRegex(@"[^A-Za-z0-9.-]", RegexOptions.CultureInvariant)]
    private static partial Regex Encoded();
}
