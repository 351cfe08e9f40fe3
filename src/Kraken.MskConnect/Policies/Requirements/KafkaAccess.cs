using Amazon;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Policies.Evaluation;
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
    internal const string ExampleId = "0f1e2d3c-4b5a-4697-8877-665544332211-4";

    /// <summary>
    /// The form of every such id: a UUID and a number. With a star in its place the name of a connector would also match
    /// within the names of others: <c>orders</c> within <c>orders_v2</c>.
    /// </summary>
    private const string IdForm = "????????-????-????-????-????????????-*";

    /// <summary>The kind of the group by which the workers of a connector find each other.</summary>
    private const string WorkersGroup = "cluster";

    /// <summary>The kinds of topics that the workers keep for themselves.</summary>
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
            OwnTopics(spec, cluster)),
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

    /// <summary>Whether a topic is one of those that the role may use as the workers' own.</summary>
    internal static bool IsOwnTopic(ConnectorSpec spec, string topic) => IsServiceWide(spec)
        ? topic.StartsWith(Internal, StringComparison.Ordinal)
        : _internalTopics.Any(kind => Wildcard.Matches(OwnPattern(spec, kind), topic));

    /// <summary>Whether a resource's name is one that MSK Connect gives to what workers keep for themselves.</summary>
    internal static bool IsInternalName(string name) => name.StartsWith(Internal, StringComparison.Ordinal);

    /// <summary>The pattern of the names of one kind that MSK Connect gives the connector's own topics and group.</summary>
    private static string OwnPattern(ConnectorSpec spec, string kind) => Own(spec, kind, IdForm);

    private static string Own(ConnectorSpec spec, string kind, string id = ExampleId) =>
        $"{Internal}{kind}_{spec.ConnectorName}_{id}";

    private static string[] OwnNamesBecause(ConnectorSpec spec) =>
        [nameof(spec.ConnectorName), nameof(spec.InternalTopicScope)];

    private static IEnumerable<RequiredResource> OwnTopics(ConnectorSpec spec, ClusterResources cluster)
    {
        if (IsServiceWide(spec))
        {
            return
            [
                new RequiredResource(cluster.TopicArn(Internal + "*"), OwnNamesBecause(spec))
                {
                    Examples = [.. _internalTopics.Select(kind => cluster.TopicArn(Own(spec, kind)))],
                },
            ];
        }

        return _internalTopics.Select(kind =>
            new RequiredResource(cluster.TopicArn(OwnPattern(spec, kind)), OwnNamesBecause(spec))
            {
                Examples = [cluster.TopicArn(Own(spec, kind))],
            });
    }

    private static IEnumerable<RequiredResource> Groups(
        ConnectorSpec spec, ConnectorTraits traits, ClusterResources cluster)
    {
        yield return new RequiredResource(
            cluster.GroupArn(IsServiceWide(spec) ? Internal + "*" : OwnPattern(spec, WorkersGroup)), OwnNamesBecause(spec))
        {
            Examples = [cluster.GroupArn(Own(spec, WorkersGroup))],
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
        var ids = new RequiredResource(
            cluster.Of("transactional-id", IsServiceWide(spec) ? Internal + "*" : OwnPattern(spec, WorkersGroup)),
            Required.Key(key))
        {
            Examples = [cluster.Of("transactional-id", $"{Own(spec, WorkersGroup)}-{spec.ConnectorName}-0")],
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
            Finding = topic.Name == KafkaTopic.Every
                ? "reaches every topic of the cluster, including the internal topics of other connectors"
                : null,
        };

        internal string TopicArn(string name) => Of("topic", name);

        internal string GroupArn(string name) => Of("group", name);

        internal string Of(string kind, string name) =>
            $"arn:{cluster.Partition}:kafka:{cluster.Region}:{cluster.AccountId}:{kind}/{_path}/{name}";
    }
}
