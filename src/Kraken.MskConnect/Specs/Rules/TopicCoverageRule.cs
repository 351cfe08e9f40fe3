using System.Text.RegularExpressions;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// The topics that the configuration names are granted. What it names outright must be; what only follows from it,
/// and may be renamed by a transformation or by routing elsewhere, is a warning.
/// </summary>
internal sealed class TopicCoverageRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        if (check.Spec.IsSink)
            CheckSink(check);
        if (check.Traits.IsDebezium)
            CheckDebezium(check);
    }

    private static void CheckSink(SpecCheck check)
    {
        var (spec, traits) = (check.Spec, check.Traits);
        var topics = traits.List(ConnectorTraits.TopicsKey);
        var pattern = traits.Get(ConnectorTraits.TopicsRegexKey);
        if (topics.Count == 0 && pattern is null && spec.ConnectorConfiguration.Count > 0)
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorTraits.TopicsKey, "SinkTopics",
                "is missing, and so is topics.regex: Kafka Connect requires one of them for a sink",
                "Set topics to the topics in KafkaTopicRead.");
        }
        else if (topics.Count > 0 && pattern is not null)
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorTraits.TopicsRegexKey, "SinkTopics",
                "is given together with topics: Kafka Connect accepts only one of them", "Remove one of the two.");
        }

        var granted = new TopicSet(spec.KafkaTopicRead);
        var missing = topics.Where(topic => !granted.Covers(topic)).ToList();
        if (topics.Any(topic => !KafkaTopic.IsName(topic)))
        {
            CheckValue(check, ConnectorTraits.TopicsKey, traits.Get(ConnectorTraits.TopicsKey)!);
        }
        else if (missing.Count > 0)
        {
            Uncovered(
                check, FindingSeverity.Error, ConnectorTraits.TopicsKey, nameof(spec.KafkaTopicRead),
                BoundedText.List(missing));
        }

        if (pattern is not null)
            CheckPattern(check, pattern);
        CheckNamed(
            check, ConnectorTraits.DeadLetterKey, traits.DeadLetter, nameof(spec.KafkaTopicWrite),
            spec.KafkaTopicWrite);
    }

    /// <summary>
    /// Whether the pattern can match a granted topic; that it matches no other, only the cluster can tell.
    /// </summary>
    private static void CheckPattern(SpecCheck check, string pattern)
    {
        Regex regex;
        try
        {
            regex = TopicPattern.Read(pattern);
        }
        catch (ArgumentException)
        {
            check.OnKey(
                FindingSeverity.Warning, ConnectorTraits.TopicsRegexKey, "TopicsRegexFormat",
                "cannot be read as a regular expression, so its topics are not checked", "Check that it is a valid Java regular expression.");
            return;
        }

        bool matchesAny;
        try
        {
            // Of a grant with * at its end, only the beginning is known: it cannot be judged, so it counts.
            matchesAny = check.Spec.KafkaTopicRead.Any(grant => grant.EndsWith('*') || regex.IsMatch(grant));
        }
        catch (RegexMatchTimeoutException)
        {
            return;
        }

        if (!matchesAny && check.Spec.KafkaTopicRead.Count > 0)
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorTraits.TopicsRegexKey, "TopicNotGranted",
                "matches no topic in KafkaTopicRead", "Add the topics that it should match to KafkaTopicRead.");
        }
    }

    private static void CheckDebezium(SpecCheck check)
    {
        var (spec, traits) = (check.Spec, check.Traits);
        var either = spec.KafkaTopicWrite.Concat(spec.KafkaTopicRead).ToList();
        CheckNamed(check, ConnectorTraits.SignalKey, traits.Signal, nameof(spec.KafkaTopicRead), spec.KafkaTopicRead);
        foreach (var key in ConnectorTraits.SchemaHistoryKeys.Where(key => traits.Get(key) is not null).Take(1))
            CheckNamed(check, key, traits.SchemaHistory, nameof(spec.KafkaTopicWrite), either);

        // Without a list, the policy follows the configuration.
        if (spec.KafkaTopicWrite.Count == 0)
            return;
        CheckNamed(
            check, null, traits.Heartbeat, nameof(spec.KafkaTopicWrite), spec.KafkaTopicWrite, mayBeRenamed: true);
        CheckNamed(
            check, null, traits.Transaction, nameof(spec.KafkaTopicWrite), spec.KafkaTopicWrite, mayBeRenamed: true);
        CheckTables(check);
    }

    private static void CheckTables(SpecCheck check)
    {
        var (spec, traits) = (check.Spec, check.Traits);
        if (traits.Prefix is not { } prefix)
            return;
        var granted = new TopicSet(spec.KafkaTopicWrite);
        var tables = traits.TableTopics();
        var routed = traits.RoutedTables();
        var missing = (routed ?? tables).Where(table => !granted.Covers(table.Topic)).ToList();
        if (missing.Count > 0)
        {
            // Where transformations rename the topics and can be followed, the list is wrong. Without any, or with one
            // that cannot be followed, it is a warning: the reference's own example lists topics that its tables do not
            // lead to, and must stay valid.
            var isRenamed = routed is not null && !routed.SequenceEqual(tables);
            Uncovered(
                check, isRenamed ? FindingSeverity.Error : FindingSeverity.Warning,
                missing[0].Key, nameof(spec.KafkaTopicWrite), BoundedText.List(missing.Select(table => table.Topic)));
        }
        else if (tables.Count == 0 && !spec.KafkaTopicWrite.Any(grant => Touches(grant, prefix.Topic + ".")))
        {
            Uncovered(
                check, FindingSeverity.Warning, prefix.Key, nameof(spec.KafkaTopicWrite),
                $"topics that begin with {prefix.Topic}.");
        }
    }

    /// <summary>Whether a grant covers a topic that begins so.</summary>
    private static bool Touches(string grant, string beginning) =>
        grant.StartsWith(beginning, StringComparison.Ordinal) || KafkaTopic.IsCovered(beginning, [grant]);

    private static void CheckNamed(
        SpecCheck check, string? key, NamedTopic? topic, string list, IReadOnlyList<string> grants,
        bool mayBeRenamed = false)
    {
        if (topic is null)
        {
            if (key is not null && check.Traits.Get(key) is { } value)
                CheckValue(check, key, value);
        }
        else if (!KafkaTopic.IsCovered(topic.Topic, grants))
        {
            var severity = mayBeRenamed && check.Traits.HasTransforms ? FindingSeverity.Warning : FindingSeverity.Error;
            Uncovered(check, severity, topic.Key, list, topic.Topic);
        }
    }

    private static void CheckValue(SpecCheck check, string key, string value)
    {
        if (Redaction.IsReference(value))
        {
            check.OnKey(
                FindingSeverity.Warning, key, "TopicUnknown",
                "is known only at run time, so the policy cannot grant the topic",
                "Give the topic name.");
        }
        else
        {
            check.OnKey(
                FindingSeverity.Error, key, "TopicName", "is not a topic name",
                "Use letters, digits, dots, underscores and hyphens, at most 249.");
        }
    }

    private static void Uncovered(SpecCheck check, FindingSeverity severity, string key, string list, string topics)
    {
        var isError = severity == FindingSeverity.Error;
        check.OnKey(
            severity, key, "TopicNotGranted",
            isError ? $"uses {topics}, which {list} does not grant" : $"leads to {topics}, which {list} does not grant",
            isError ? $"Add {topics} to {list}." : $"Add {topics} to {list}, unless something renames the topics.");
    }
}
