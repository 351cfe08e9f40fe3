using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Acls;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Policies;

/// <summary>What the workers of a connector keep for themselves is theirs alone, whatever other connectors are called.</summary>
public class InternalTopicScopeTests
{
    private const string Id = "3f2b8c1d-6a7e-4f90-8b12-c3d4e5f60718-2";
    private const string Arn = "arn:aws:kafkaconnect:us-east-1:123456789012:connector/orders/" + Id;

    private static readonly ConnectorSpec _orders = SpecCatalogue.Specs["exactly once"] with { ConnectorName = "orders" };

    /// <summary>Names that hold one another, joined by whatever a name may have.</summary>
    public static TheoryData<string> Others =>
    [
        .. from part in (string[])["v2", "eu", "orders", "0", "aaaaaaaa", "aaaaaaaa-bbbb"]
           from between in (string[])["_", "-", ".", ""]
           from name in (string[])[$"orders{between}{part}", $"{part}{between}orders", $"{part}{between}orders{between}{part}"]
           where name != "orders"
           select name,
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Neither_of_two_connectors_reaches_what_is_the_others(string other)
    {
        var there = _orders with { ConnectorName = other };
        foreach (var (spec, neighbour) in new[] { (_orders, there), (there, _orders) })
        {
            NamedPolicy[] policy = [new("policy", ConnectorPolicyBuilder.Build(spec).Document)];
            foreach (var call in Calls(spec.ConnectorName))
                Assert.True(PolicyEvaluator.Evaluate(policy, call).IsAllowed, call.Resource);
            foreach (var call in Calls(neighbour.ConnectorName))
                Assert.False(PolicyEvaluator.Evaluate(policy, call).IsAllowed, call.Resource);
        }
    }

    [Fact]
    public void A_kind_of_topic_that_MSK_Connect_does_not_keep_is_not_granted()
    {
        NamedPolicy[] policy = [new("policy", ConnectorPolicyBuilder.Build(_orders).Document)];

        Assert.False(PolicyEvaluator.Evaluate(policy, Call("ReadData", "topic", "__amazon_msk_connect_cluster_orders_" + Id)).IsAllowed);
        Assert.False(PolicyEvaluator.Evaluate(policy, Call("ReadData", "topic", "__amazon_msk_connect_secrets_orders_" + Id)).IsAllowed);
        Assert.False(PolicyEvaluator.Evaluate(policy, Call("AlterGroup", "group", "__amazon_msk_connect_configs_orders_" + Id)).IsAllowed);
    }

    [Theory]
    [InlineData("__amazon_msk_connect_*_orders_*", 4)]
    [InlineData("__amazon_msk_connect_configs_orders_*", 2)]
    [InlineData("__amazon_msk_connect_*orders_????????-????-????-????-????????????-*", 2)]
    [InlineData("__amazon_msk_connect_offsets_orders*", 2)]
    public void A_pattern_that_leaves_room_for_other_names_fails_at_its_neighbours(string pattern, int leastActions)
    {
        var spec = _orders with { MskAuthenticationType = "IAM" };
        var wide = new PolicyStatement
        {
            Sid = "Wide",
            Actions = ["kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData", "kafka-cluster:WriteData"],
            Resources = [$"arn:aws:kafka:us-east-1:123456789012:topic/{ReferenceExamples.Cluster}/{pattern}"],
        };
        var derived = ConnectorPolicyBuilder.Build(spec).Document;

        var failed = PolicyProof.Check(spec, new PolicySet([new("p", new PolicyDocument([.. derived.Statements, wide]))]))
            .Where(c => !c.Passed).ToList();

        var neighbours = failed.Where(c => c.Kind == PolicyCheckKind.Neighbour).ToList();
        Assert.All(neighbours, c => Assert.Equal(("another connector's own topics and groups", "Wide"), (c.What, c.Statement)));
        Assert.True(neighbours.Count >= leastActions, $"{neighbours.Count}");
        Assert.Contains(failed, c => c.Kind == PolicyCheckKind.Excess);
    }

    [Fact]
    public void The_service_scope_is_AWSs_documented_pattern() => Assert.Contains(
        $"arn:aws:kafka:us-east-1:123456789012:topic/{ReferenceExamples.Cluster}/__amazon_msk_connect_*",
        ConnectorPolicyBuilder.Build(_orders with { InternalTopicScope = "Service" }).Document.Statements.SelectMany(s => s.Resources));

    [Fact]
    public void A_binding_of_a_connector_that_exists_reaches_no_other_connectors_topics()
    {
        var before = KafkaAcls.Of(_orders, "User:connect").Where(a => a.ResourceName.Contains("orders", StringComparison.Ordinal));
        var after = KafkaAcls.Of(_orders, "User:connect", Arn)
            .Where(a => a.ResourceName.Contains("__amazon_msk_connect_", StringComparison.Ordinal)).ToList();

        Assert.Contains(before, a => a is { PatternType: "Prefixed", ResourceName: "__amazon_msk_connect_configs_orders_", Beyond: not null });
        Assert.Superset(
            new[] { "configs", "offsets", "status", "cluster" }.Select(kind => $"__amazon_msk_connect_{kind}_orders_{Id} Literal").ToHashSet(),
            after.Select(a => $"{a.ResourceName} {a.PatternType}").ToHashSet());
        Assert.All(after, a => Assert.Null(a.Beyond));
        Assert.Equal(
            [$"__amazon_msk_connect_cluster_orders_{Id}-", $"connect-cluster-__amazon_msk_connect_cluster_orders_{Id}"],
            after.Where(a => a is { ResourceType: "TransactionalId", Operation: "Write" }).Select(a => a.ResourceName));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("arn:aws:kafkaconnect:us-east-1:123456789012:connector/orders_v2/" + Id)]
    [InlineData("arn:aws:kafkaconnect:eu-west-1:123456789012:connector/orders/" + Id)]
    [InlineData("arn:aws:kafkaconnect:us-east-1:210987654321:connector/orders/" + Id)]
    [InlineData("arn:aws:kafkaconnect:us-east-1:123456789012:connector/orders/*")]
    [InlineData(Arn + "\n")]
    public void An_ARN_that_is_not_the_connectors_is_refused(string arn) => Assert.StartsWith(
        "ConnectorArn", Assert.Throws<KrakenException>(() => KafkaAcls.Of(_orders, "User:connect", arn)).Message, StringComparison.Ordinal);

    /// <summary>Calls on what MSK Connect keeps for a connector of that name.</summary>
    private static IEnumerable<PolicyRequest> Calls(string connector) =>
    [
        .. from kind in (string[])["configs", "offsets", "status"]
           from action in (string[])["CreateTopic", "DescribeTopic", "ReadData", "WriteData"]
           select Call(action, "topic", $"__amazon_msk_connect_{kind}_{connector}_{Id}"),
        Call("AlterGroup", "group", $"__amazon_msk_connect_cluster_{connector}_{Id}"),
        Call("DescribeGroup", "group", $"__amazon_msk_connect_cluster_{connector}_{Id}"),
        Call("AlterTransactionalId", "transactional-id", $"__amazon_msk_connect_cluster_{connector}_{Id}-{connector}-0"),
    ];

    private static PolicyRequest Call(string action, string kind, string name) =>
        new("kafka-cluster:" + action, $"arn:aws:kafka:us-east-1:123456789012:{kind}/{ReferenceExamples.Cluster}/{name}");
}
