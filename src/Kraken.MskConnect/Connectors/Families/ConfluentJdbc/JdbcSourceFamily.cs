using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.ConfluentJdbc;

/// <summary>
/// Confluent's JDBC source: the topics of its tables, and the two ways of naming tables, which do not mix.
/// Source: kafka-connect-jdbc, JdbcSourceConnectorConfig, TableQuerier and BulkTableQuerier.
/// </summary>
internal sealed class JdbcSourceFamily : IFamilyLogic
{
    private const string PrefixKey = "topic.prefix";
    private const string WhitelistKey = "table.whitelist";
    private const string IncludeKey = "table.include.list";

    private static readonly string[] _tables = [WhitelistKey, "table.blacklist", IncludeKey, "table.exclude.list"];

    private static readonly string[] _old =
        [WhitelistKey, "table.blacklist", "timestamp.column.name", "incrementing.column.name"];

    private static readonly string[] _new =
        [IncludeKey, "table.exclude.list", "timestamp.columns.mapping", "incrementing.column.mapping"];

    public string Family => "confluent-jdbc-source";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        var query = config.First("query", "query.masked");
        if (query is not null && config.First(_tables) is { } table)
        {
            use.Find(
                FindingSeverity.Error, table.Key, "KeysConflict", $"is given together with {query.Key}, which reads no whole tables",
                "Remove one of the two.");
        }

        if (config.First(_old) is { } old && config.First(_new) is { } other)
        {
            use.Find(
                FindingSeverity.Error, other.Key, "KeysConflict", $"is given together with {old.Key}, which belongs to the older way of naming tables and columns",
                $"Use {string.Join(", ", _old)}, or {string.Join(", ", _new)}.");
        }

        Topics(config, query, use);
    }

    /// <summary>A query has one topic; a table's is the prefix and its name without schema and catalog.</summary>
    private static void Topics(ConnectorConfig config, NamedValue? query, ConnectorUse use)
    {
        if (config.Get(PrefixKey) is not { } prefix)
            return;
        if (prefix.Contains('$', StringComparison.Ordinal))
        {
            use.Doubt(PrefixKey, "TopicsNotDerived", "is known only at run time, so the policy cannot grant the topics", "Give the prefix itself.");
            return;
        }

        if (!KafkaTopic.IsName(prefix))
        {
            use.Find(FindingSeverity.Error, PrefixKey, "TopicName", "cannot begin a topic's name", "Use letters, digits, dots, underscores and hyphens, at most 249.");
            return;
        }

        if (query is not null)
        {
            Write(PrefixKey, prefix, "topic of the query");
            return;
        }

        var tables = config.Get(WhitelistKey) is not null
            ? config.List(WhitelistKey).Select(t => (Key: WhitelistKey, Name: t, IsWhole: true))
            : config.Get(IncludeKey) is { } list
                ? IncludeList.Read(list).Select(p => (Key: IncludeKey, Name: p.Text, p.IsWhole))
                : [];
        var known = tables.ToList();
        if (known.Count == 0 || known.Exists(t => !t.IsWhole || !KafkaTopic.IsName(prefix + Table(t.Name))))
        {
            // A pattern matches the name with schema and catalog, so its beginning says nothing of the table's.
            Write(known.Count == 0 ? PrefixKey : known[0].Key, prefix + "*", "topics of the tables");
            return;
        }

        foreach (var (key, name, _) in known.DistinctBy(t => Table(t.Name)))
            Write(key, prefix + Table(name), "topic of a table");

        void Write(string key, string topic, string need) =>
            use.Topics.Add(new UsedTopic(key, topic, TopicKind.Records, TopicAccess.Write, need));
    }

    /// <summary>The last part of a table's name, without the quotes that a list may have.</summary>
    private static string Table(string name) => name[(name.LastIndexOf('.') + 1)..].Trim('"', '`', '[', ']');
}
