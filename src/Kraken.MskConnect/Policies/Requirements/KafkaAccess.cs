using Amazon;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>
/// The calls on the MSK cluster, its topics and its consumer groups.
/// Source: Amazon MSK developer guide, IAM access control and Service execution role of MSK Connect.
/// </summary>
internal static class KafkaAccess
{
    /// <summary>Begins the names of the topics and the group that MSK Connect's workers keep for themselves.</summary>
    private const string Internal = "__amazon_msk_connect_";

    /// <summary>A connector's id as MSK Connect makes them; the real one is known once the connector exists.</summary>
    private const string ExampleId = "0f1e2d3c-4b5a-4697-8877-665544332211-4";

    private static readonly string[] _internalTopics = ["configs", "offsets", "status"];

    internal static IEnumerable<AccessRequirement> For(ConnectorSpec spec, ConnectorTraits traits) =>
        For(spec, traits, new ClusterResources(SpecArn.Parse(spec.MskClusterArn, nameof(spec.MskClusterArn))));

    private static IEnumerable<AccessRequirement> For(
        ConnectorSpec spec, ConnectorTraits traits, ClusterResources cluster) =>
    [
        .. Required.Calls(
            "Cluster", "cluster",
            ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"],
            [new RequiredResource(spec.MskClusterArn, nameof(spec.MskClusterArn))]),
        .. SchemaHistoryCluster(spec, traits),
        .. Required.Calls(
            "WrittenTopics", "written topics",
            ["kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
            Written(spec, traits).Select(cluster.Topic)),
        .. Required.Calls(
            "ReadTopics", "read topics",
            ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
            Read(spec, traits).Select(cluster.Topic)),
        .. Required.Calls(
            "InternalTopics", "internal topics",
            [
                "kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData",
                "kafka-cluster:WriteData",
            ],
            [OwnTopics(spec, cluster)]),
        .. Required.Calls(
            "Groups", "groups",
            ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
            Groups(spec, traits, cluster)),
        .. ExactlyOnce(spec, traits, cluster),
    ];

    private static IEnumerable<AccessRequirement> SchemaHistoryCluster(ConnectorSpec spec, ConnectorTraits traits) =>
        traits.SchemaHistory is { } history
            ? Required.Calls(
                "SchemaHistoryCluster", "schema history topic",
                ["kafka-cluster:DescribeClusterDynamicConfiguration"],
                [new RequiredResource(spec.MskClusterArn, nameof(spec.MskClusterArn), Required.Key(history.Key))])
            : [];

    private static IEnumerable<GrantedTopic> Written(ConnectorSpec spec, ConnectorTraits traits)
    {
        var written = new TopicGrants(nameof(spec.KafkaTopicWrite), spec.KafkaTopicWrite);
        if (spec.IsSource && spec.KafkaTopicWrite.Count == 0)
        {
            foreach (var topic in traits.CapturedTopics())
                written.Add(topic);
        }

        if (spec.IsSink)
            written.Add(traits.DeadLetter);
        written.Add(traits.SchemaHistory);
        written.Add(traits.Heartbeat);
        written.Add(traits.Transaction);
        written.Add(traits.Notification);
        return written.Topics;
    }

    private static IEnumerable<GrantedTopic> Read(ConnectorSpec spec, ConnectorTraits traits)
    {
        var read = new TopicGrants(nameof(spec.KafkaTopicRead), spec.KafkaTopicRead);
        read.Add(traits.SchemaHistory);
        read.Add(traits.Signal);
        return read.Topics;
    }

    private static bool IsServiceWide(ConnectorSpec spec) => spec.InternalTopicScope == "Service";

    /// <summary>The pattern of the names that MSK Connect gives the connector's own topics and group.</summary>
    private static string OwnNames(ConnectorSpec spec) =>
        IsServiceWide(spec) ? Internal + "*" : $"{Internal}*_{spec.ConnectorName}_*";

    private static string[] OwnNamesBecause(ConnectorSpec spec) =>
        [nameof(spec.ConnectorName), nameof(spec.InternalTopicScope)];

    private static string Own(ConnectorSpec spec, string kind) => $"{Internal}{kind}_{spec.ConnectorName}_{ExampleId}";

    private static RequiredResource OwnTopics(ConnectorSpec spec, ClusterResources cluster) =>
        new(cluster.TopicArn(OwnNames(spec)), OwnNamesBecause(spec))
        {
            Examples = [.. _internalTopics.Select(kind => cluster.TopicArn(Own(spec, kind)))],
        };

    private static IEnumerable<RequiredResource> Groups(
        ConnectorSpec spec, ConnectorTraits traits, ClusterResources cluster)
    {
        yield return new RequiredResource(cluster.GroupArn(OwnNames(spec)), OwnNamesBecause(spec))
        {
            Examples = [cluster.GroupArn(Own(spec, "cluster"))],
        };
        if (IsServiceWide(spec))
        {
            yield return new RequiredResource(cluster.GroupArn("connect-*"), OwnNamesBecause(spec))
            {
                Examples = [cluster.GroupArn("connect-" + spec.ConnectorName)],
            };
        }
        else if (spec.IsSink)
        {
            yield return new RequiredResource(
                cluster.GroupArn("connect-" + spec.ConnectorName), nameof(spec.ConnectorName), nameof(spec.ConnectorType));
        }

        // Debezium reads its schema history and its signals as consumers with groups of their own.
        if (traits.SchemaHistory is { } history && traits.Prefix is { } prefix)
        {
            var isOld = history.Key.StartsWith("database.", StringComparison.Ordinal);
            yield return new RequiredResource(
                cluster.GroupArn(prefix.Topic + (isOld ? "-dbhistory" : "-schemahistory")), Required.Key(history.Key));
        }

        if (traits.Signal is { } signal)
            yield return new RequiredResource(cluster.GroupArn(traits.SignalGroup), Required.Key(signal.Key));
    }

    /// <summary>
    /// What a source needs that insists on exactly-once delivery: its tasks write in transactions, under ids that begin
    /// with the workers' group. Source: Apache Kafka, KIP-618, ACL requirements; Amazon MSK developer guide, IAM access
    /// control, WriteDataIdempotently.
    /// </summary>
    private static IEnumerable<AccessRequirement> ExactlyOnce(
        ConnectorSpec spec, ConnectorTraits traits, ClusterResources cluster)
    {
        const string key = "exactly.once.support";
        if (!string.Equals(traits.Get(key), "required", StringComparison.OrdinalIgnoreCase))
            return [];
        var ids = new RequiredResource(cluster.Of("transactional-id", OwnNames(spec)), Required.Key(key))
        {
            Examples = [cluster.Of("transactional-id", $"{Own(spec, "cluster")}-{spec.ConnectorName}-0")],
        };
        return
        [
            .. Required.Calls(
                "IdempotentWrites", "exactly-once delivery", ["kafka-cluster:WriteDataIdempotently"],
                [new RequiredResource(spec.MskClusterArn, Required.Key(key))]),
            .. Required.Calls(
                "Transactions", "exactly-once delivery",
                ["kafka-cluster:AlterTransactionalId", "kafka-cluster:DescribeTransactionalId"], [ids]),
        ];
    }

    /// <summary>A topic, or a beginning with <c>*</c>, and what asked for it.</summary>
    private sealed record GrantedTopic(string Name, string Because);

    /// <summary>Topics to grant: those of a list, and what the configuration adds that the list does not cover.</summary>
    private sealed class TopicGrants
    {
        private readonly List<GrantedTopic> _topics;
        private readonly TopicSet _names;

        internal TopicGrants(string field, IReadOnlyList<string> listed)
        {
            _topics = [.. listed.Select(topic => new GrantedTopic(topic, field))];
            _names = new TopicSet(listed);
        }

        internal IReadOnlyList<GrantedTopic> Topics => _topics;

        internal void Add(NamedTopic? topic)
        {
            if (topic is null || _names.Covers(topic.Topic))
                return;
            _names.Add(topic.Topic);
            _topics.Add(new GrantedTopic(topic.Topic, Required.Key(topic.Key)));
        }
    }

    /// <summary>ARNs of what is in a cluster: <c>arn:P:kafka:R:A:topic/NAME/UUID/T</c>.</summary>
    private sealed class ClusterResources(Arn cluster)
    {
        private readonly string _path = cluster.Resource[(cluster.Resource.IndexOf('/', StringComparison.Ordinal) + 1)..];

        internal RequiredResource Topic(GrantedTopic topic) => new(TopicArn(topic.Name), topic.Because)
        {
            Examples = [TopicArn(topic.Name.EndsWith('*') ? topic.Name[..^1] + "example" : topic.Name)],
        };

        internal string TopicArn(string name) => Of("topic", name);

        internal string GroupArn(string name) => Of("group", name);

        internal string Of(string kind, string name) =>
            $"arn:{cluster.Partition}:kafka:{cluster.Region}:{cluster.AccountId}:{kind}/{_path}/{name}";
    }
}
