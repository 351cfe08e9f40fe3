using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Connectors.Topics;

/// <summary>
/// What a source's transformations make of the topics that it writes.
/// Source: Apache Kafka, RegexRouter and TimestampRouter; Confluent, TopicRegexRouter; Debezium, Topic routing, Outbox event
/// router and TimescaleDB integration.
/// </summary>
internal static partial class TopicRouting
{
    private const string TransformsKey = "transforms";

    /// <summary>Beginnings of the packages whose transformations are known. Kafka Connect takes names without one too.</summary>
    private static readonly string[] _packages = ["org.apache.kafka.connect.", "io.confluent.connect.", "io.debezium."];

    /// <summary>The simple names of transformations that leave a record's topic alone, as far as they are well known.</summary>
    private static readonly HashSet<string> _keepTopic = new(StringComparer.Ordinal)
    {
        "ActivateTracingSpan", "Cast", "ConvertCloudEventToSaveableForm", "DropHeaders", "ExtractChangedRecordState",
        "ExtractField", "Filter", "Flatten", "HeaderFrom", "HeaderToValue", "HoistField", "InsertField", "InsertHeader",
        "MaskField", "PartitionRouting", "ReadToInsertEvent", "ReplaceField", "SchemaChangeEventFilter", "SetSchemaMetadata",
        "SwapGeometryCoordinates", "TimestampConverter", "TimezoneConverter", "ValueToKey", "VectorToJsonConverter",
    };

    /// <summary>Those whose names follow from a record's value, or from the name that a table happens to have.</summary>
    private static readonly string[] _byContent = ["RegexRouter", "TopicRegexRouter", "ByLogicalTableRouter", "EventRouter", "MongoEventRouter"];

    /// <summary>Those that leave it alone unless this option is set.</summary>
    private static readonly Dictionary<string, string> _keepTopicUnless = new(StringComparer.Ordinal)
    {
        ["ExtractNewRecordState"] = "route.by.field",
        ["ExtractNewDocumentState"] = "route.by.field",
    };

    /// <summary>The topics of all transformations.</summary>
    /// <param name="Topics">The topics, as far as they can be told; those that cannot are left out.</param>
    /// <param name="Unfollowed">The key of the transformation that makes of them what only it knows; null for none.</param>
    /// <param name="Widened">
    /// The key of the transformation of whose names only the beginning can be told, since they come from records or from tables
    /// that are not known; null for none.
    /// </param>
    internal sealed record Routed(IReadOnlyList<UsedTopic> Topics, string? Unfollowed, string? Widened = null);

    /// <summary>Follows the transformations in their order.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="topics">The topics that the source writes to without any.</param>
    internal static Routed Apply(ConnectorConfig config, IReadOnlyList<UsedTopic> topics)
    {
        string? unfollowed = null, widened = null;
        foreach (var name in config.List(TransformsKey))
        {
            var key = $"{TransformsKey}.{name}";
            string? Option(string option) => config.Get($"{key}.{option}");
            var simple = SimpleName(Option("type") ?? "");
            List<UsedTopic> next = [];
            foreach (var topic in topics)
            {
                var renamed = Route(topic, simple, key, Option);
                if (renamed is null)
                {
                    unfollowed ??= key;
                    continue;
                }

                if (_byContent.Contains(simple) && renamed.Exists(t => t.Kind == TopicKind.Records && t.Topic.EndsWith('*') && t.Topic != topic.Topic))
                    widened ??= key;

                // A predicate lets some records pass unchanged: both names occur.
                if (Option("predicate") is not null)
                    next.Add(topic);
                next.AddRange(renamed);
            }

            topics = [.. next.DistinctBy(t => t.Topic)];
        }

        // If one table's topic cannot be told, neither can it be told that the others are all.
        return new Routed(unfollowed is null ? topics : [.. topics.Where(t => t.Kind != TopicKind.Records)], unfollowed, widened);
    }

    /// <summary>
    /// The class's name without its package; empty where the package is one of which nothing is known, as a class of one's
    /// own may have any name.
    /// </summary>
    private static string SimpleName(string type) =>
        type.Contains('.', StringComparison.Ordinal) && !_packages.Any(p => type.StartsWith(p, StringComparison.Ordinal))
            ? ""
            : type[(type.LastIndexOf('.') + 1)..].Split('$')[0];

    /// <summary>The topic's new names; null where only the transformation knows them.</summary>
    private static List<UsedTopic>? Route(
        UsedTopic topic, string type, string key, Func<string, string?> option) => type switch
        {
            "RegexRouter" or "TopicRegexRouter" => Replace(topic, key, option("regex"), option("replacement")),
            "ByLogicalTableRouter" => Replace(topic, key, option("topic.regex"), option("topic.replacement")),
            "TimescaleDb" => Hypertables(topic, key, option("target.topic.prefix") ?? "timescaledb", option("schema.list") ?? "_timescaledb_internal"),
            "TimestampRouter" => Stamp(topic, key, option("topic.format") ?? "${topic}-${timestamp}"),

            // Heartbeats and the like are no events of an outbox; it lets them pass.
            "EventRouter" or "MongoEventRouter" => topic.Kind != TopicKind.Records
                ? [topic]
                : Outbox(topic, key, option("route.topic.replacement") ?? "outbox.event.${routedByValue}"),
            _ when _keepTopic.Contains(type) || (_keepTopicUnless.TryGetValue(type, out var by) && option(by) is null) => [topic],
            _ => topic.Kind == TopicKind.Records ? null : [topic],
        };

    /// <summary>
    /// A topic that the whole expression matches is renamed; Java's <c>$1</c> means the same here. Of a beginning it is
    /// not known which names it stands for: those that match begin as the replacement does before its first group.
    /// </summary>
    private static List<UsedTopic>? Replace(UsedTopic topic, string key, string? pattern, string? replacement)
    {
        if (pattern is null || replacement is null || GivenName.IsOfRunTime(pattern))
            return null;

        // Java counts groups with and without names together; here those with names come last.
        if (NamedGroup().IsMatch(pattern) && GroupNumber().IsMatch(replacement))
            return null;
        if (topic.Topic.EndsWith('*'))
            return ReplaceBeginning(topic, key, pattern, replacement);
        try
        {
            if (TopicPattern.Read(pattern).Match(topic.Topic) is not { Success: true } match)
                return [topic];
            var renamed = match.Result(replacement);
            return KafkaTopic.IsName(renamed) ? [topic with { Key = key, Topic = renamed }] : null;
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static List<UsedTopic>? ReplaceBeginning(UsedTopic topic, string key, string pattern, string replacement)
    {
        var expanded = NamePattern.Expand(pattern);
        var beginning = topic.Topic[..^1];
        var mayMatch = expanded.Any(p => p.Text.StartsWith(beginning, StringComparison.Ordinal)
            || (!p.IsWhole && beginning.StartsWith(p.Text, StringComparison.Ordinal)));
        if (!mayMatch)
            return [topic];

        // What matches is renamed to names that begin so; all of it matches only where the expression says "all".
        var dollar = replacement.IndexOf('$', StringComparison.Ordinal);
        var start = dollar < 0 ? replacement : replacement[..dollar];
        var matchesAll = pattern is ".*" or "(.*)" || pattern == Regex.Escape(beginning) + ".*" || pattern == Regex.Escape(beginning) + "(.*)";
        if (!KafkaTopic.IsName(start))
            return null;
        var renamed = topic with { Key = key, Topic = dollar < 0 ? start : start + "*" };
        return matchesAll ? [renamed] : [topic, renamed];
    }

    /// <summary>The time is known at run time only, so what stands before it is granted.</summary>
    private static List<UsedTopic>? Stamp(UsedTopic topic, string key, string format)
    {
        var time = format.IndexOf("${timestamp}", StringComparison.Ordinal);
        var before = time < 0 ? format : format[..time];
        var name = before.IndexOf("${topic}", StringComparison.Ordinal);
        var isOpen = time >= 0;
        if (topic.Topic.EndsWith('*') && name >= 0)
        {
            // What follows the name is behind an unknown text.
            before = before[..(name + "${topic}".Length)];
            isOpen = true;
        }

        var start = before.Replace("${topic}", topic.Topic.TrimEnd('*'), StringComparison.Ordinal);
        return KafkaTopic.IsName(start) ? [topic with { Key = key, Topic = isOpen ? start + "*" : start }] : null;
    }

    /// <summary>
    /// Chunks of TimescaleDB go to the topics of their tables, which only the database knows; other tables' topics stay.
    /// </summary>
    private static List<UsedTopic> Hypertables(UsedTopic topic, string key, string prefix, string schemas)
    {
        var inner = schemas.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => $".{s}.").ToList();
        var routed = topic with { Key = key, Topic = prefix + ".*" };
        if (topic.Kind != TopicKind.Records || !KafkaTopic.IsName(prefix))
            return [topic];
        return inner.Exists(s => topic.Topic.Contains(s, StringComparison.Ordinal)) ? [routed] : topic.Topic.EndsWith('*') ? [topic, routed] : [topic];
    }

    private static List<UsedTopic>? Outbox(UsedTopic topic, string key, string format)
    {
        var value = format.IndexOf("${routedByValue}", StringComparison.Ordinal);
        var start = value < 0 ? format : format[..value];
        return KafkaTopic.IsName(start) ? [topic with { Key = key, Topic = value < 0 ? start : start + "*" }] : null;
    }

    [GeneratedRegex(@"\(\?<(?![=!])", RegexOptions.CultureInvariant)]
    private static partial Regex NamedGroup();

    [GeneratedRegex(@"\$[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex GroupNumber();
}
