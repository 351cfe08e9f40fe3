using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// The lists of topics grant the records that the configuration names. What else the connector uses, the module grants by
/// itself.
/// </summary>
internal sealed class TopicCoverageRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        if (check.Spec.IsSink)
            CheckSink(check);
        else if (check.Spec.IsSource && check.Spec.KafkaTopicWrite.Count > 0)
            CheckSource(check);
    }

    private static void CheckSink(SpecCheck check)
    {
        var (spec, config) = (check.Spec, check.Config);
        var topics = config.List(ConnectorConfig.TopicsKey);
        var pattern = config.Get(ConnectorConfig.TopicsRegexKey);
        if (topics.Count == 0 && pattern is null && spec.ConnectorConfiguration.Count > 0)
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorConfig.TopicsKey, "SinkTopics",
                "is missing, and so is topics.regex: Kafka Connect requires one of them for a sink",
                "Set topics to the topics in KafkaTopicRead.");
        }
        else if (topics.Count > 0 && pattern is not null)
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorConfig.TopicsRegexKey, "SinkTopics",
                "is given together with topics: Kafka Connect accepts only one of them", "Remove one of the two.");
        }

        if (topics.Any(topic => !KafkaTopic.IsName(topic)))
            CheckValue(check, ConnectorConfig.TopicsKey, config.Get(ConnectorConfig.TopicsKey)!);
        else
            CheckNames(check, topics);
        if (pattern is not null)
            CheckPattern(check, pattern);
    }

    private static void CheckNames(SpecCheck check, IReadOnlyList<string> topics)
    {
        var granted = new TopicSet(check.Spec.KafkaTopicRead);
        var missing = topics.Where(topic => !granted.Covers(topic)).ToList();
        if (missing.Count > 0)
        {
            var names = BoundedText.List(missing);
            check.OnKey(
                FindingSeverity.Error, ConnectorConfig.TopicsKey, "TopicNotGranted", $"uses {names}, which KafkaTopicRead does not grant",
                $"Add {names} to KafkaTopicRead.");
        }
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
                FindingSeverity.Warning, ConnectorConfig.TopicsRegexKey, "TopicsRegexFormat",
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
                FindingSeverity.Error, ConnectorConfig.TopicsRegexKey, "TopicNotGranted",
                "matches no topic in KafkaTopicRead", "Add the topics that it should match to KafkaTopicRead.");
        }
    }

    /// <summary>
    /// The list may grant what another configuration would write, as the reference module's own example does; so what it
    /// lacks is a warning. A beginning is covered by any grant that begins so.
    /// </summary>
    private static void CheckSource(SpecCheck check)
    {
        var spec = check.Spec;
        var granted = new TopicSet(spec.KafkaTopicWrite);
        var missing = check.Connector.Use.Written.Where(t => !IsCovered(t.Topic)).ToList();
        if (missing.Count == 0)
            return;
        var names = BoundedText.List(missing.Select(t => t.Topic));
        check.OnKey(
            FindingSeverity.Warning, missing[0].Key, "TopicNotGranted", $"leads to {names}, which KafkaTopicWrite does not grant",
            $"Add {names} to KafkaTopicWrite, unless something renames the topics.");

        bool IsCovered(string topic) => granted.Covers(topic)
            || (topic.EndsWith('*') && spec.KafkaTopicWrite.Any(g => g.StartsWith(topic[..^1], StringComparison.Ordinal)));
    }

    private static void CheckValue(SpecCheck check, string key, string value)
    {
        if (Redaction.IsReference(value))
        {
            check.OnKey(
                FindingSeverity.Warning, key, "TopicUnknown", "is known only at run time, so the policy cannot grant the topic",
                "Give the topic name.");
        }
        else
        {
            check.OnKey(
                FindingSeverity.Error, key, "TopicName", "is not a topic name",
                "Use letters, digits, dots, underscores and hyphens, at most 249.");
        }
    }
}
