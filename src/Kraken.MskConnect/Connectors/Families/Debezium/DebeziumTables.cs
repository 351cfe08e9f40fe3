using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.Debezium;

/// <summary>
/// The topics of the tables that a connector captures, from its include lists: names where these name tables, and the
/// narrowest beginnings where they do not. Source: Debezium, RelationalTableFilters and the connectors' documentation.
/// </summary>
internal static class DebeziumTables
{
    private static readonly string[] _tableKeys = ["table.include.list", "table.whitelist", "collection.include.list", "collection.whitelist"];

    private static readonly string[] _databaseKeys = ["database.include.list", "database.whitelist"];

    private static readonly string[] _schemaKeys = ["schema.include.list", "schema.whitelist"];

    /// <summary>The topics; what cannot be told is added to the findings.</summary>
    internal static IReadOnlyList<NamedTopic> Of(
        ConnectorConfig config, string database, DebeziumNaming naming, NamedValue prefix, ConnectorUse use)
    {
        var areNamesKnown = database != "sqlserver" || config.Get("database.names") is not { } names || !GivenName.IsOfRunTime(names);
        var topics = config.First(_tableKeys) is { } tables && areNamesKnown ? Tables(config, database, naming, tables) : [];
        if (topics.Count == 0)
            topics = areNamesKnown ? Parents(config, database, naming, prefix) : [.. naming.Topic(prefix.Key, [""], isWhole: false)];
        return [.. topics.Concat(Signals(config, database, naming, use)).DistinctBy(t => t.Topic)];
    }

    private static List<NamedTopic> Tables(
        ConnectorConfig config, string database, DebeziumNaming naming, NamedValue tables)
    {
        List<NamedTopic> topics = [];
        foreach (var entry in Entries(config, tables.Value, database))
        {
            foreach (var parents in ParentsOf(config, database))
            {
                var parts = Parts(entry, database);

                // A pattern that begins before the table's name covers whole schemas or databases.
                topics.AddRange(naming.Topic(tables.Key, [.. parents, .. parts], entry.IsWhole));
            }
        }

        return topics;
    }

    /// <summary>
    /// The entries of a list. MongoDB takes them as they stand if it is told so. Oracle and Db2 write names in capitals
    /// unless they are quoted, and lists are compared in any case of letters: both may be the topic's.
    /// </summary>
    private static IEnumerable<NamePattern.Part> Entries(ConnectorConfig config, string list, string database)
    {
        var entries = config.Get("filters.match.mode") == "literal"
            ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(e => new NamePattern.Part(e, true))
            : IncludeList.Read(list);
        return database is "oracle" or "db2" ? entries.SelectMany(e => new[] { e, e with { Text = e.Text.ToUpperInvariant() } }) : entries;
    }

    /// <summary>The parts of an entry that its topic carries.</summary>
    private static IEnumerable<string> Parts(NamePattern.Part entry, string database)
    {
        // A name has two parts; a dot in the second one is a part of the table's name.
        var parts = entry.Text.Split('.', database == "informix" ? 3 : 2);
        return database switch
        {
            // Informix's list names the database too, which its topics do not.
            "informix" when parts.Length == 3 => parts.Skip(1),
            "informix" when !entry.IsWhole => [""],
            _ => parts,
        };
    }

    /// <summary>
    /// What stands between the prefix and an entry: SQL Server's topics name the database too, which its list of tables
    /// does not. Source: Debezium connector for SQL Server, topic names.
    /// </summary>
    private static IEnumerable<IReadOnlyList<string>> ParentsOf(ConnectorConfig config, string database)
    {
        var databases = database == "sqlserver" ? config.List("database.names") : [];
        return databases.Count == 0 ? [[]] : databases.Select(name => (IReadOnlyList<string>)[name]);
    }

    /// <summary>The beginnings where no table is named: as narrow as databases or schemas are.</summary>
    private static List<NamedTopic> Parents(ConnectorConfig config, string database, DebeziumNaming naming, NamedValue prefix)
    {
        if (config.First(_databaseKeys) is { } databases)
            return [.. Beginnings(databases, [])];
        if (database == "vitess" && config.First("vitess.keyspace") is { } keyspace)
            return [.. Beginnings(keyspace, [])];
        if (config.First(_schemaKeys) is { } schemas)
            return [.. ParentsOf(config, database).SelectMany(parents => Beginnings(schemas, parents))];
        return
        [
            .. config.First("database.names") is { } names && database == "sqlserver"
                ? ParentsOf(config, database).SelectMany(parents => naming.Topic(names.Key, [.. parents, ""], isWhole: false))
                : naming.Topic(prefix.Key, [""], isWhole: false),
        ];

        IEnumerable<NamedTopic> Beginnings(NamedValue list, IReadOnlyList<string> parents) =>
            Entries(config, list.Value, database).SelectMany(entry => naming.Topic(
                list.Key, entry.IsWhole ? [.. parents, entry.Text, ""] : [.. parents, entry.Text], isWhole: false));
    }

    /// <summary>The table of signals is captured too, whether the list names it or not.</summary>
    private static IEnumerable<NamedTopic> Signals(
        ConnectorConfig config, string database, DebeziumNaming naming, ConnectorUse use)
    {
        const string key = "signal.data.collection";
        if (config.First(key) is { } given && GivenName.IsOfRunTime(given.Value))
        {
            GivenName.Tell(use, key, given.Value, "is not a topic name");
            yield break;
        }

        foreach (var table in config.List(key))
        {
            var parts = table.Split('.');
            var carried = database is "oracle" or "db2" or "informix" && parts.Length == 3 ? parts[1..] : parts;
            foreach (var topic in naming.Topic(key, carried, isWhole: true))
                yield return topic;
        }
    }
}
