using Kraken.MskConnect.Connectors.Topics;
using System.Globalization;

namespace Kraken.MskConnect.Connectors.Families.Debezium;

/// <summary>
/// How Debezium names the topic of a table. Source: Debezium, topic.naming.strategy and its classes in io.debezium.schema.
/// </summary>
internal sealed class DebeziumNaming
{
    private const string StrategyKey = "topic.naming.strategy";
    private const string OverriddenPrefixKey = "override.data.change.topic.prefix";

    /// <summary>
    /// Databases whose tables are named by schema and table; of the others, the names of strategies for schemas differ.
    /// </summary>
    private static readonly string[] _withSchemas = ["postgresql", "sqlserver", "oracle", "db2", "informix", "vitess"];

    private readonly IReadOnlyList<string> _prefixes;
    private readonly bool _isUnicode;
    private readonly bool _isTableOnly;
    private readonly (string Pattern, string Replacement)? _regex;

    internal DebeziumNaming(ConnectorConfig config, string database, string prefix)
    {
        _prefixes = [prefix];

        // Before version 2, which brought topic.prefix, it was always a dot.
        Delimiter = config.Get("topic.prefix") is not null ? config.Get("topic.delimiter") ?? "." : ".";
        var strategy = config.Get(StrategyKey);

        // A class of one's own may be called as one of Debezium's.
        var name = strategy is null || strategy.StartsWith("io.debezium.", StringComparison.Ordinal) ? strategy?[(strategy.LastIndexOf('.') + 1)..] : "";

        // A database of MySQL is no schema, so only the table's name is left. Source: Debezium, TableId.schemaParts.
        _isTableOnly = database is "mysql" or "mariadb" && name?.StartsWith("Schema", StringComparison.Ordinal) is true;
        switch (name)
        {
            case null or "HostnamePrefixNamingScheme":
                break;
            case "TableTopicNamingStrategy" when database == "vitess":
                _isTableOnly = true;
                if (config.Get(OverriddenPrefixKey) is { } other)
                    _prefixes = config.Get(OverriddenPrefixKey + ".exclude.list") is null ? [other] : [other, prefix];
                break;
            case var own when !_isTableOnly && !own.StartsWith(_withSchemas.Contains(database) ? "Schema" : "Default", StringComparison.Ordinal):
                CustomStrategy = new NamedValue(StrategyKey, strategy!);
                break;
            case "SchemaTopicNamingStrategy" or "DefaultTopicNamingStrategy":
                break;
            case "SchemaUnicodeTopicNamingStrategy" or "DefaultUnicodeTopicNamingStrategy":
                _isUnicode = true;
                break;
            case "SchemaRegexTopicNamingStrategy" or "DefaultRegexTopicNamingStrategy"
                when config.Get("topic.regex") is { } pattern && config.Get("topic.replacement") is { } replacement:
                _regex = (pattern, replacement);
                break;
            default:
                CustomStrategy = new NamedValue(StrategyKey, strategy!);
                break;
        }
    }

    internal string Delimiter { get; }

    /// <summary>A strategy whose names nobody can derive; null for none.</summary>
    internal NamedValue? CustomStrategy { get; }

    /// <summary>The key of an expression or prefix with which names cannot be derived; null where all could be so far.</summary>
    internal string? UnfollowedKey { get; private set; }

    /// <summary>The topic of a table.</summary>
    /// <param name="key">The key that names the table.</param>
    /// <param name="parts">The parts of the table's name that the topic carries, for example schema and table.</param>
    /// <param name="isWhole">Whether the last part is whole; else it is the beginning of names.</param>
    internal IEnumerable<NamedTopic> Topic(string key, IReadOnlyList<string> parts, bool isWhole)
    {
        if (_isTableOnly)
            parts = isWhole || parts.Count > 1 ? [parts[^1]] : [""];
        foreach (var prefix in _prefixes)
        {
            var name = string.Join(Delimiter, parts.Prepend(prefix));
            if (GivenName.IsOfRunTime(prefix))
                UnfollowedKey = OverriddenPrefixKey;
            name = _isUnicode ? Unicode(name) : KafkaTopic.Sanitized(name);
            var topic = new NamedTopic(key, isWhole ? name : name + "*");
            foreach (var named in _regex is { } regex ? Renamed(topic, regex.Pattern, regex.Replacement) : [topic])
                yield return named;
        }
    }

    private IEnumerable<NamedTopic> Renamed(NamedTopic topic, string pattern, string replacement)
    {
        // The strategy works as the transformation of the same kind does.
        var config = new ConnectorConfig(new Dictionary<string, string>
        {
            ["transforms"] = "naming",
            ["transforms.naming.type"] = "RegexRouter",
            ["transforms.naming.regex"] = pattern,
            ["transforms.naming.replacement"] = replacement,
        });
        var routed = TopicRouting.Apply(config, [new UsedTopic(topic.Key, topic.Topic, TopicKind.Records, TopicAccess.Write, "")]);
        if (routed.Unfollowed is not null)
            UnfollowedKey = "topic.regex";
        return routed.Topics.Select(t => new NamedTopic(t.Key == topic.Key ? t.Key : "topic.replacement", t.Topic));
    }

    /// <summary>
    /// Each character that Kafka does not take, and each low line, those of prefix and delimiter too, as its code, which has
    /// four digits only where it would have two. Source: Debezium, AbstractUnicodeTopicNamingStrategy.
    /// </summary>
    private static string Unicode(string name) => string.Concat(name.Select(c => c != '_' && KafkaTopic.IsNameCharacter(c)
        ? c.ToString()
        : "_u" + ((int)c).ToString(c <= 0xff ? "x4" : "x", CultureInfo.InvariantCulture)));
}
