using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// The topics that a source's records have after its transformations, which are made up where a record decides.
/// Source: Apache Kafka, transformations; Debezium, topic routing, outbox event router, TimescaleDB integration.
/// </summary>
internal static partial class TransformedTopics
{
    /// <summary>Stands for what stands in a record.</summary>
    private const string Sample = "sample";

    /// <summary>The names; none where a transformation renames in a way that is not known.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="topic">The topic as the connector names it.</param>
    /// <param name="isTable">Whether it is a table's; else heartbeats and the like.</param>
    internal static IEnumerable<string> Of(ConnectorConfig config, string topic, bool isTable = true)
    {
        IEnumerable<string> names = [topic];
        foreach (var transform in config.List("transforms"))
        {
            var key = $"transforms.{transform}.";
            var isPartial = config.Text(key + "predicate") is not null;
            names = names.SelectMany(n => One(config, key, n, isTable) is { } renamed ? isPartial ? [n, renamed] : [renamed] : Array.Empty<string>());
        }

        return names;
    }

    /// <summary>A name that the whole expression matches, with the replacement in its place.</summary>
    internal static string? Replaced(string topic, string? pattern, string? replacement)
    {
        try
        {
            // The pattern is the user's: without backtracking it cannot take long.
            // Java numbers groups with names as all others, and .NET after them.
            return pattern is null || replacement is null || (pattern.Contains("(?<", StringComparison.Ordinal) && Numbered().IsMatch(replacement)) ? null
                : new Regex($@"^(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking).Replace(topic, replacement, 1);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? One(ConnectorConfig config, string key, string topic, bool isTable)
    {
        string? Option(string name) => config.Text(key + name);
        var type = Option("type") ?? "";
        var simple = type[(type.LastIndexOf('.') + 1)..].Split('$')[0];
        switch (simple)
        {
            case "RegexRouter":
                return Replaced(topic, Option("regex"), Option("replacement"));
            case "ByLogicalTableRouter":
                return Replaced(topic, Option("topic.regex"), Option("topic.replacement"));
            case "TimestampRouter":
                return (Option("topic.format") ?? "${topic}-${timestamp}").Replace("${topic}", topic, StringComparison.Ordinal)
                    .Replace("${timestamp}", "20261126", StringComparison.Ordinal);
            case "EventRouter" or "MongoEventRouter":
                return !isTable ? topic
                    : (Option("route.topic.replacement") ?? "outbox.event.${routedByValue}").Replace("${routedByValue}", Sample, StringComparison.Ordinal);
            case "TimescaleDb":
                return isTable && (Option("schema.list") ?? "_timescaledb_internal").Split(',').Any(s => topic.Contains($".{s.Trim()}.", StringComparison.Ordinal))
                    ? $"{Option("target.topic.prefix") ?? "timescaledb"}.public.{Sample}" : topic;
            case "ExtractNewRecordState" or "ExtractNewDocumentState" when Option("route.by.field") is not null:
                return isTable ? null : topic;
            case "ContentBasedRouter":
                return isTable ? null : topic;
            default:
                var isOwn = type.StartsWith("org.apache.kafka.connect.", StringComparison.Ordinal) || type.StartsWith("io.debezium.", StringComparison.Ordinal);
                return isOwn || !isTable ? topic : null;
        }
    }

    [GeneratedRegex(@"\$[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
