using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// What a source's transformations make of the topics that it writes.
/// Source: Apache Kafka, RegexRouter and TimestampRouter; Debezium, Topic routing and Outbox event router.
/// </summary>
internal static partial class TopicRouting
{
    private const string TransformsKey = "transforms";

    /// <summary>The simple names of transformations that leave a record's topic alone, as far as they are well known.</summary>
    private static readonly HashSet<string> _keepTopic = new(StringComparer.Ordinal)
    {
        "Cast", "DropHeaders", "ExtractField", "ExtractNewRecordState", "Filter", "Flatten", "HeaderFrom",
        "HoistField", "InsertField", "InsertHeader", "MaskField", "ReplaceField", "SetSchemaMetadata",
        "TimestampConverter", "ValueToKey", "HeaderToValue", "ExtractChangedRecordState", "ConvertCloudEventToSaveableForm",
        "PartitionRouting", "TimezoneConverter", "ReadToInsertEvent", "ExtractNewDocumentState",
    };

    /// <summary>
    /// The topics after the transformations, or null where one of them makes of them what only it knows.
    /// </summary>
    /// <param name="topics">The topics that the source writes to without any.</param>
    /// <param name="get">The configuration's values.</param>
    /// <param name="transforms">The transformations' names, in their order.</param>
    internal static IReadOnlyList<NamedTopic>? Apply(
        IReadOnlyList<NamedTopic> topics, Func<string, string?> get, IEnumerable<string> transforms)
    {
        foreach (var name in transforms)
        {
            var key = $"{TransformsKey}.{name}";
            string? Option(string option) => get($"{key}.{option}");
            var type = Option("type") ?? "";
            var next = Route(topics, type[(type.LastIndexOf('.') + 1)..].Split('$')[0], key, Option);

            // A predicate lets some records pass unchanged: both names occur.
            if (next is not null && Option("predicate") is not null)
                next = [.. topics, .. next];
            if (next is null)
                return null;
            topics = [.. next.DistinctBy(topic => topic.Topic)];
        }

        return topics;
    }

    private static IReadOnlyList<NamedTopic>? Route(
        IReadOnlyList<NamedTopic> topics, string type, string key, Func<string, string?> option) => type switch
        {
            "RegexRouter" => Replace(topics, key, option("regex"), option("replacement")),
            "ByLogicalTableRouter" => Replace(topics, key, option("topic.regex"), option("topic.replacement")),
            "TimestampRouter" => Stamp(topics, key, option("topic.format") ?? "${topic}-${timestamp}"),
            "EventRouter" => Outbox(key, option("route.topic.replacement") ?? "outbox.event.${routedByValue}"),
            _ when _keepTopic.Contains(type) => topics,
            _ => null,
        };

    /// <summary>
    /// A topic that the whole expression matches is renamed; Java's <c>$1</c> means the same here. Of a beginning with
    /// <c>*</c> it is not known which names it stands for.
    /// </summary>
    private static List<NamedTopic>? Replace(
        IReadOnlyList<NamedTopic> topics, string key, string? pattern, string? replacement)
    {
        if (pattern is null || replacement is null || topics.Any(topic => topic.Topic.EndsWith('*')))
            return null;

        // Java counts groups with and without names together; here those with names come last.
        if (NamedGroup().IsMatch(pattern))
            return null;
        try
        {
            var regex = TopicPattern.Read(pattern);
            var renamed = topics
                .Select(topic => regex.Match(topic.Topic) is { Success: true } match
                    ? new NamedTopic(key, match.Result(replacement))
                    : topic)
                .ToList();
            return renamed.TrueForAll(topic => KafkaTopic.IsName(topic.Topic)) ? renamed : null;
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>The time is known at run time only, so what stands before it is granted.</summary>
    private static List<NamedTopic>? Stamp(IReadOnlyList<NamedTopic> topics, string key, string format)
    {
        var time = format.IndexOf("${timestamp}", StringComparison.Ordinal);
        if (time < 0 || topics.Any(topic => topic.Topic.EndsWith('*')))
            return null;
        var before = format[..time];
        return Beginnings([.. topics.Select(topic => before.Replace("${topic}", topic.Topic, StringComparison.Ordinal))], key);
    }

    private static List<NamedTopic>? Outbox(string key, string format)
    {
        var value = format.IndexOf("${routedByValue}", StringComparison.Ordinal);
        return value < 0
            ? KafkaTopic.IsName(format) ? [new NamedTopic(key, format)] : null
            : Beginnings([format[..value]], key);
    }

    /// <summary>Beginnings as grants; an empty one would grant all topics.</summary>
    private static List<NamedTopic>? Beginnings(IReadOnlyList<string> beginnings, string key) =>
        beginnings.All(KafkaTopic.IsName) ? [.. beginnings.Select(b => new NamedTopic(key, b + "*"))] : null;

    [GeneratedRegex(@"\(\?<(?![=!])", RegexOptions.CultureInvariant)]
    private static partial Regex NamedGroup();
}
