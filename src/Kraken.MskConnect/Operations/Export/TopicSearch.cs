using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>Reads the topic lists out of a role's grants, without those that the configuration asks for anyway.</summary>
internal sealed class TopicSearch(ProvisioningContext context, LiveGrants grants)
{
    private const string Internal = "__amazon_msk_connect_";
    private const string ReadAction = "kafka-cluster:ReadData";
    private const string WriteAction = "kafka-cluster:WriteData";
    private const string Every = "*";

    /// <summary>The spec with its topics.</summary>
    /// <param name="spec">The spec, all else of it known as far as it can be.</param>
    public ConnectorSpec Find(ConnectorSpec spec)
    {
        var read = Named(spec, grants, ReadAction, nameof(spec.KafkaTopicRead));
        var written = Named(spec, grants, WriteAction, nameof(spec.KafkaTopicWrite));
        spec = spec with
        {
            InternalTopicScope = grants.ArnsOf(WriteAction, "kafka", "topic/")
                .Any(t => t.Resource.EndsWith("/" + Internal + Every, StringComparison.Ordinal))
                    ? "Service"
                    : SpecDefaults.InternalTopicScope,
            KafkaTopicRead = read,
            KafkaTopicWrite = written,
        };
        if (read.Concat(written).Contains(Every, StringComparer.Ordinal))
            spec = spec with { AllowAllTopics = true };
        spec = Shortest(
            spec, WriteAction, spec.KafkaTopicWrite, (s, topics) => s with { KafkaTopicWrite = topics });
        return Shortest(
            spec, ReadAction, spec.KafkaTopicRead, (s, topics) => s with { KafkaTopicRead = topics });
    }

    private List<string> Named(ConnectorSpec spec, LiveGrants from, string action, string field)
    {
        var topics = Topics(spec, from, action).ToList();
        foreach (var odd in topics.Where(t => !KafkaTopic.IsGrant(t)).ToList())
        {
            context.Warn($"{field}: the role's grant on topics '{odd}' cannot be said in a list of topics; "
                + $"{nameof(ConnectorSpec.AdditionalPolicyStatement)} keeps it");
            topics.Remove(odd);
        }

        // A sink must be told what it may read, also where a statement allows it on all resources of all services.
        var readsOfSink = action == ReadAction && spec.IsSink;
        var isEvery = topics.Remove(Every)
            || (readsOfSink && topics.Count == 0 && from.ResourcesOf(action).Contains(Every, StringComparer.Ordinal));
        if (!isEvery)
            return topics;

        // All topics is what a role made by hand often has, and more than what the connector needs.
        var connector = SpecConnector.Of(spec);
        var needed = readsOfSink ? connector.Config.List(ConnectorConfig.TopicsKey) : [];
        topics = [.. topics.Union(needed, StringComparer.Ordinal)];
        var canDerive = topics.Count > 0 || (action == ReadAction ? spec.IsSource : spec.IsSink || connector.Use.Written.Any());
        context.Warn(canDerive
            ? $"{field}: the role's grant reaches every topic; the spec has those that the configuration names"
            : $"{field}: the role's grant reaches every topic, and the configuration names none"
                + (readsOfSink && connector.Config.Get(ConnectorConfig.TopicsRegexKey) is not null ? $", but a pattern in {ConnectorConfig.TopicsRegexKey}" : "")
                + $"; the spec asks for every topic by {nameof(spec.AllowAllTopics)}. To tighten it, name the topics, or their beginning with * at its end");
        return canDerive ? topics : [Every];
    }

    /// <summary>The topics of the spec's cluster on which an action is allowed; MSK Connect's own are left out.</summary>
    private static IEnumerable<string> Topics(ConnectorSpec spec, LiveGrants grants, string action)
    {
        var cluster = spec.MskClusterArn.Split('/');
        foreach (var (_, resource) in grants.ArnsOf(action, "kafka", "topic/"))
        {
            var parts = resource.Split('/', 3);
            if (cluster.Length == 3 && (!Wildcard.Matches(parts[0], cluster[1])
                || (parts.Length > 1 && !Wildcard.Matches(parts[1], cluster[2]))))
            {
                continue;
            }

            // A star at the end of an ARN stands for slashes too: topic/NAME/* reaches every topic of the cluster.
            var topic = parts.Length == 3 ? parts[2] : Every;
            if (!topic.StartsWith(Internal, StringComparison.Ordinal))
                yield return topic;
        }
    }

    /// <summary>The list without what the spec would grant anyway, where it is as good without.</summary>
    private static ConnectorSpec Shortest(
        ConnectorSpec spec,
        string action,
        IReadOnlyList<string> topics,
        Func<ConnectorSpec, IReadOnlyList<string>, ConnectorSpec> with)
    {
        if (topics.Count == 0 || Derive(spec) is not { } wanted || Derive(with(spec, [])) is not { } derived)
            return spec;
        var implied = Topics(spec, new LiveGrants([derived]), action).ToHashSet(StringComparer.Ordinal);
        var shorter = with(spec, [.. topics.Where(t => !implied.Contains(t))]);
        return Derive(shorter)?.ToJson() == wanted.ToJson() && Errors(shorter) <= Errors(spec) ? shorter : spec;
    }

    private static int Errors(ConnectorSpec spec) =>
        SpecValidator.Validate(spec).Findings.Count(f => f.Severity == FindingSeverity.Error);

    private static PolicyDocument? Derive(ConnectorSpec spec)
    {
        try
        {
            return ConnectorPolicyBuilder.Build(spec).Document;
        }
        catch (KrakenException)
        {
            // What the policy needs is not known of this connector, or it grants more than a policy can hold.
            return null;
        }
    }
}
