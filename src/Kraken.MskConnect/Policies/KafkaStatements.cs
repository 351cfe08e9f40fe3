using Amazon;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies;

/// <summary>
/// The grants on the MSK cluster, its topics and its consumer groups.
/// Source: Amazon MSK developer guide, IAM access control and Service execution role of MSK Connect.
/// </summary>
internal static class KafkaStatements
{
    /// <summary>Begins the names of the topics and the group that MSK Connect's workers keep for themselves.</summary>
    private const string Internal = "__amazon_msk_connect_";

    internal static IEnumerable<ReasonedStatement> For(ConnectorSpec spec, ConnectorTraits traits)
    {
        var cluster = new ClusterResources(SpecArn.Parse(spec.MskClusterArn, nameof(spec.MskClusterArn)));

        yield return Grant.Allow(
            "Cluster", "cluster", [nameof(spec.MskClusterArn)],
            ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"],
            [spec.MskClusterArn]);
        if (traits.SchemaHistory is { } history)
        {
            yield return Grant.Allow(
                "SchemaHistoryCluster", "schema history topic", [nameof(spec.MskClusterArn), Grant.Key(history.Key)],
                ["kafka-cluster:DescribeClusterDynamicConfiguration"],
                [spec.MskClusterArn]);
        }

        var written = new TopicGrants(nameof(spec.KafkaTopicWrite), spec.KafkaTopicWrite);
        if (spec.IsSource && spec.KafkaTopicWrite.Count == 0)
            AddTableTopics(written, traits);
        if (spec.IsSink)
            written.Add(traits.DeadLetter);
        written.Add(traits.SchemaHistory);
        written.Add(traits.Heartbeat);
        written.Add(traits.Transaction);
        if (written.Topics.Count > 0)
        {
            yield return Grant.Allow(
                "WrittenTopics", "written topics", written.Because,
                ["kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
                written.Topics.Select(cluster.Topic));
        }

        var read = new TopicGrants(nameof(spec.KafkaTopicRead), spec.KafkaTopicRead);
        read.Add(traits.SchemaHistory);
        read.Add(traits.Signal);
        if (read.Topics.Count > 0)
        {
            yield return Grant.Allow(
                "ReadTopics", "read topics", read.Because,
                ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
                read.Topics.Select(cluster.Topic));
        }

        var isServiceWide = spec.InternalTopicScope == "Service";
        var own = isServiceWide ? Internal + "*" : $"{Internal}*_{spec.ConnectorName}_*";
        yield return Grant.Allow(
            "InternalTopics", "internal topics", [nameof(spec.ConnectorName), nameof(spec.InternalTopicScope)],
            [
                "kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData",
                "kafka-cluster:WriteData",
            ],
            [cluster.Topic(own)]);

        List<string> groups = [own];
        List<string> because = [nameof(spec.ConnectorName), nameof(spec.InternalTopicScope)];
        if (isServiceWide)
        {
            groups.Add("connect-*");
        }
        else if (spec.IsSink)
        {
            groups.Add("connect-" + spec.ConnectorName);
            because.Add(nameof(spec.ConnectorType));
        }

        AddDebeziumGroups(traits, groups, because);
        yield return Grant.Allow(
            "Groups", "groups", because,
            ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
            groups.Select(cluster.Group));
    }

    /// <summary>A Debezium source without a list of its own writes what its tables are named, nothing else.</summary>
    private static void AddTableTopics(TopicGrants written, ConnectorTraits traits)
    {
        if (traits.Prefix is not { } prefix)
            return;
        var tables = traits.TableTopics();
        if (traits.WritesSchemaChanges)
            written.Add(prefix);
        foreach (var table in tables)
            written.Add(table);
        if (tables.Count == 0)
            written.Add(prefix with { Topic = prefix.Topic + ".*" });
    }

    /// <summary>Debezium reads its schema history and its signals as consumers with groups of their own.</summary>
    private static void AddDebeziumGroups(ConnectorTraits traits, List<string> groups, List<string> because)
    {
        if (traits.SchemaHistory is { } history && traits.Prefix is { } prefix)
        {
            var isOld = history.Key.StartsWith("database.", StringComparison.Ordinal);
            groups.Add(prefix.Topic + (isOld ? "-dbhistory" : "-schemahistory"));
            because.Add(Grant.Key(history.Key));
        }

        if (traits.Signal is { } signal)
        {
            groups.Add(traits.SignalGroup);
            because.Add(Grant.Key(signal.Key));
        }
    }

    /// <summary>Topics to grant, with the fields and keys that asked for them.</summary>
    private sealed class TopicGrants
    {
        private readonly List<string> topics;
        private readonly List<string> because;

        internal TopicGrants(string field, IReadOnlyList<string> listed)
        {
            topics = [.. listed];
            because = listed.Count > 0 ? [field] : [];
        }

        internal List<string> Topics => topics;

        internal List<string> Because => because;

        internal void Add(NamedTopic? topic)
        {
            if (topic is null)
                return;
            because.Add(Grant.Key(topic.Key));
            if (!KafkaTopic.IsCovered(topic.Topic, topics))
                topics.Add(topic.Topic);
        }
    }

    /// <summary>ARNs of what is in a cluster: <c>arn:P:kafka:R:A:topic/NAME/UUID/T</c>.</summary>
    private sealed record ClusterResources(Arn Cluster)
    {
        internal string Topic(string name) => Of("topic", name);

        internal string Group(string name) => Of("group", name);

        private string Of(string kind, string name)
        {
            var path = Cluster.Resource[(Cluster.Resource.IndexOf('/', StringComparison.Ordinal) + 1)..];
            return $"arn:{Cluster.Partition}:kafka:{Cluster.Region}:{Cluster.AccountId}:{kind}/{path}/{name}";
        }
    }
}
