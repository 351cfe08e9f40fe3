using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>The topic lists name topics, and name what the connector's type needs.</summary>
internal sealed class TopicListRule : ISpecRule
{
    /// <summary>A topic of MSK Connect's own, of any connector.</summary>
    private const string SomeInternalTopic = "__amazon_msk_connect_configs_";

    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        CheckNames(check, nameof(spec.KafkaTopicRead), spec.KafkaTopicRead);
        CheckNames(check, nameof(spec.KafkaTopicWrite), spec.KafkaTopicWrite);
        if (spec.AllowAllTopics && !spec.KafkaTopicRead.Concat(spec.KafkaTopicWrite).Contains(KafkaTopic.Every))
        {
            check.Warning(
                nameof(spec.AllowAllTopics), "AllowAllTopicsUnused", null, "has no effect: no list of topics contains a single *",
                "Leave it out.");
        }

        if (spec.IsSource)
            CheckSource(check);
        else if (spec.IsSink)
            CheckSink(check);
    }

    private static void CheckNames(SpecCheck check, string field, IReadOnlyList<string> grants)
    {
        foreach (var grant in grants)
        {
            if (!KafkaTopic.IsGrant(grant))
            {
                check.Error(
                    field, "TopicName", grant, "is not a topic name",
                    "Use letters, digits, dots, underscores and hyphens, at most 249; a * is allowed at the end.");
            }
            else if (grant == KafkaTopic.Every && !check.Spec.AllowAllTopics)
            {
                check.Error(
                    field, "AllTopics", grant,
                    "grants every topic of the cluster, including the internal topics of other connectors, whose "
                    + "configurations can contain passwords",
                    "Name the topics, or the prefix that they share. To grant every topic, set AllowAllTopics.");
            }
            else if (grant.EndsWith('*') && IsWideEnoughForInternalTopics(grant))
            {
                check.Warning(
                    field, "TopicGrantTooWide", grant,
                    "covers the internal topics of other connectors, whose configurations can contain passwords",
                    "Name the topics, or the prefix that they share.");
            }
        }
    }

    private static bool IsWideEnoughForInternalTopics(string grant) =>
        SomeInternalTopic.StartsWith(grant[..^1], StringComparison.Ordinal)
        || grant.StartsWith(SomeInternalTopic, StringComparison.Ordinal);

    private static void CheckSource(SpecCheck check)
    {
        var (spec, use) = (check.Spec, check.Connector.Use);
        if (spec.KafkaTopicWrite.Count == 0)
            CheckDerived(check);
        Unusual(check, nameof(spec.KafkaTopicRead), spec.KafkaTopicRead, use.Topics.Where(t => t.Access.HasFlag(TopicAccess.Read)), "source");
    }

    /// <summary>Without a list, the policy follows the configuration; what it cannot follow is told.</summary>
    private static void CheckDerived(SpecCheck check)
    {
        const string field = nameof(ConnectorSpec.KafkaTopicWrite);
        var use = check.Connector.Use;
        if (use.UnfollowedTransform is { } transform)
        {
            check.OnKey(
                FindingSeverity.Warning, transform + ".type", "TransformUnknown",
                "decides at run time which topics the records go to, so the policy grants none of those topics",
                $"Name the topics, or with * at its end the beginning that they share, in {field}.");
        }
        else if (use.Written.FirstOrDefault() is { } first)
        {
            if (use.WidenedTransform is { } widened)
            {
                var beginnings = BoundedText.List(use.Written.Where(t => t.Topic.EndsWith('*')).Select(t => t.Topic));
                check.OnKey(
                    FindingSeverity.Warning, widened + ".type", "TransformPrefix",
                    $"makes names of what only records and tables tell, so the policy grants all topics of {beginnings}",
                    $"Name the topics in {field}, to grant no more than those.");
            }

            check.Information(
                field, "TopicsDerived", null, $"is empty, so the topics to write are derived from {SpecFinding.ConfigurationField(first.Key)}",
                "Name the topics if transformations rename them.");
        }
        else if (!use.Findings.Any(f => f.IsDoubt && f.IsAboutTopics))
        {
            check.Error(
                field, "TopicsToWrite", null, "is empty, so this source could not write to any topic",
                "Name the topics that the connector writes.");
        }
    }

    private static void CheckSink(SpecCheck check)
    {
        var spec = check.Spec;
        if (spec.KafkaTopicRead.Count == 0)
        {
            check.Error(
                nameof(spec.KafkaTopicRead), "TopicsToRead", null, "is empty, so this sink could not read any topic",
                "Name the topics that the connector reads.");
        }

        Unusual(
            check, nameof(spec.KafkaTopicWrite), spec.KafkaTopicWrite,
            check.Connector.Use.Topics.Where(t => t.Access.HasFlag(TopicAccess.Write)), "sink");
    }

    private static void Unusual(
        SpecCheck check, string field, IReadOnlyList<string> grants, IEnumerable<UsedTopic> expected, string type)
    {
        // Of an unknown class nobody can say what is unusual.
        if (!check.Connector.IsKnown)
            return;
        var topics = expected.Select(t => t.Topic).ToList();
        var needless = grants.Where(grant => !topics.Exists(topic => KafkaTopic.IsCovered(topic, [grant]))).ToList();
        if (needless.Count > 0)
        {
            check.Warning(
                field, "TopicListUnusual", BoundedText.List(needless),
                $"is unusual for a {type}: nothing in its configuration requires it",
                $"Leave {field} empty unless the connector's class needs it.");
        }
    }
}
