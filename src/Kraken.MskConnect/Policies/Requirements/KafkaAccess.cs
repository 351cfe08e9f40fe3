using Amazon;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Topics;
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

    /// <summary>Begins the id of the transactions of the workers' leader. Source: Apache Kafka, DistributedConfig.</summary>
    private const string LeaderStart = "connect-cluster-";

    private static readonly string[] _transactionActions =
        ["kafka-cluster:AlterTransactionalId", "kafka-cluster:DescribeTransactionalId"];

    /// <summary>The kinds of topics that the workers keep for themselves.</summary>
    private static readonly string[] _internalTopics = ["configs", "offsets", "status"];

    internal static IEnumerable<AccessRequirement> For(ConnectorSpec spec, ConnectorUse use) =>
        For(spec, use, new ClusterResources(SpecArn.Parse(spec.MskClusterArn, nameof(spec.MskClusterArn))));

    private static IEnumerable<AccessRequirement> For(
        ConnectorSpec spec, ConnectorUse use, ClusterResources cluster) =>
    [
        .. Required.Calls(
            "Cluster", "cluster",
            ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"],
            [new RequiredResource(spec.MskClusterArn, nameof(spec.MskClusterArn))]),
        .. ClusterActions(spec, use),
        .. Required.Calls(
            "WrittenTopics", "written topics",
            ["kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
            Written(spec, use).Select(cluster.Topic)),
        .. Required.Calls(
            "ReadTopics", "read topics",
            ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
            Read(spec, use).Select(cluster.Topic)),
        .. Changed(use, cluster),
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
            Groups(spec, use, cluster)),
        .. Transactions(spec, use, cluster),
        .. ExactlyOnce(spec, use, cluster),
    ];

    /// <summary>Actions on the cluster that the class asks for, one statement for each need.</summary>
    private static IEnumerable<AccessRequirement> ClusterActions(ConnectorSpec spec, ConnectorUse use) =>
        from action in use.ClusterActions
        group action by (action.Sid, action.Need, action.Key) into same
        from requirement in Required.Calls(
            same.Key.Sid, same.Key.Need, [.. same.Select(a => a.Action).Distinct()],
            [new RequiredResource(spec.MskClusterArn, nameof(spec.MskClusterArn), Required.Key(same.Key.Key))])
        select requirement;

    /// <summary>The list where it is given, else the records of a source; and what else the connector writes.</summary>
    private static IEnumerable<GrantedTopic> Written(ConnectorSpec spec, ConnectorUse use)
    {
        var written = new TopicGrants(nameof(spec.KafkaTopicWrite), spec.KafkaTopicWrite);
        foreach (var topic in use.Topics.Where(t => t.Access.HasFlag(TopicAccess.Write)))
        {
            if (topic.Kind != TopicKind.Records || (spec.IsSource && spec.KafkaTopicWrite.Count == 0))
                written.Add(topic);
        }

        return written.Topics;
    }

    private static IEnumerable<GrantedTopic> Read(ConnectorSpec spec, ConnectorUse use)
    {
        var read = new TopicGrants(nameof(spec.KafkaTopicRead), spec.KafkaTopicRead);
        foreach (var topic in use.Topics.Where(t => t.Access.HasFlag(TopicAccess.Read)))
        {
            if (topic.Kind != TopicKind.Records || spec.IsSource)
                read.Add(topic);
        }

        return read.Topics;
    }

    /// <summary>Topics whose partitions or settings the connector reads or changes.</summary>
    private static IEnumerable<AccessRequirement> Changed(ConnectorUse use, ClusterResources cluster)
    {
        (TopicAccess Access, string Sid, string Need, string Action)[] kinds =
        [
            (TopicAccess.Alter, "AlteredTopics", "altered topics", "kafka-cluster:AlterTopic"),
            (TopicAccess.DescribeConfigs, "DescribedTopics", "topic settings", "kafka-cluster:DescribeTopicDynamicConfiguration"),
            (TopicAccess.AlterConfigs, "ConfiguredTopics", "changed topic settings", "kafka-cluster:AlterTopicDynamicConfiguration"),
        ];
        return kinds.SelectMany(kind => Required.Calls(
            kind.Sid, kind.Need, [kind.Action],
            use.Topics.Where(t => t.Access.HasFlag(kind.Access))
                .Select(t => cluster.Topic(new GrantedTopic(t.Topic, Required.Key(t.Key))))));
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

    private static IEnumerable<RequiredResource> Groups(ConnectorSpec spec, ConnectorUse use, ClusterResources cluster)
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

        var byName = "connect-" + spec.ConnectorName;
        if (use.SinkGroup is { } own && own.Value == byName && !IsServiceWide(spec))
            yield return new RequiredResource(cluster.GroupArn(byName), nameof(spec.ConnectorName), nameof(spec.ConnectorType));
        else if (use.SinkGroup is { } other && other.Value != byName)
            yield return new RequiredResource(cluster.GroupArn(other.Value), Required.Key(other.Key));
        foreach (var group in use.Groups.DistinctBy(g => g.Name))
            yield return Named(cluster.GroupArn(group.Name), group);
    }

    private static RequiredResource Named(string arn, UsedName name) => new(arn, Required.Key(name.Key))
    {
        Examples = [arn.EndsWith('*') ? arn[..^1] + "example" : arn],
    };

    /// <summary>The transactions of a client of the connector's own.</summary>
    private static IEnumerable<AccessRequirement> Transactions(ConnectorSpec spec, ConnectorUse use, ClusterResources cluster)
    {
        if (use.TransactionalIds.Count == 0)
            return [];
        var first = use.TransactionalIds[0];
        return
        [
            .. Required.Calls(
                "TransactionalWrites", first.Need, ["kafka-cluster:WriteDataIdempotently"],
                [new RequiredResource(spec.MskClusterArn, Required.Key(first.Key))]),
            .. Required.Calls(
                "TransactionalIds", first.Need, _transactionActions,
                use.TransactionalIds.DistinctBy(i => i.Name).Select(i => Named(cluster.Of("transactional-id", i.Name), i))),
        ];
    }

    /// <summary>
    /// What a source needs that delivers exactly once: its tasks write in transactions, under ids that begin with the
    /// workers' group, and the leader of the workers under one that ends in it. Source: Apache Kafka, KIP-618, ACL
    /// requirements; Amazon MSK developer guide, IAM access control, WriteDataIdempotently.
    /// </summary>
    private static IEnumerable<AccessRequirement> ExactlyOnce(ConnectorSpec spec, ConnectorUse use, ClusterResources cluster)
    {
        if (use.ExactlyOnceKey is not { } key)
            return [];
        var pattern = IsServiceWide(spec) ? Internal + "*" : OwnPattern(spec, WorkersGroup);
        var group = Own(spec, WorkersGroup);
        RequiredResource Ids(string start, string example) => new(cluster.Of("transactional-id", start + pattern), Required.Key(key))
        {
            Examples = [cluster.Of("transactional-id", example)],
        };
        return
        [
            .. Required.Calls(
                "IdempotentWrites", "exactly-once delivery", ["kafka-cluster:WriteDataIdempotently"],
                [new RequiredResource(spec.MskClusterArn, Required.Key(key))]),
            .. Required.Calls(
                "Transactions", "exactly-once delivery", _transactionActions,
                [Ids("", $"{group}-{spec.ConnectorName}-0"), Ids(LeaderStart, LeaderStart + group)]),
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

        internal void Add(UsedTopic topic)
        {
            if (_names.Covers(topic.Topic))
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
