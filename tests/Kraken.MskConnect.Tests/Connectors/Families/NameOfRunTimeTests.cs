using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>A name that a config provider gives at run time, or that is none, is told and granted nothing.</summary>
public class NameOfRunTimeTests
{
    private const string Reference = "cdc-${ssm::/orders/name}";

    private static readonly FamilyCase _postgres = new("PostgreSQL", "made up", """
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=orders
        plugin.name=pgoutput
        database.hostname=db.example.com
        database.user=postgres
        database.dbname=postgres
        table.include.list=public.orders
        heartbeat.interval.ms=1000
        provide.transaction.metadata=true
        signal.enabled.channels=kafka
        signal.kafka.bootstrap.servers=b-1.example.com:9098
        """);

    private static readonly FamilyCase _mongo = new("MongoDB", "made up", """
        connector.class=com.mongodb.kafka.connect.MongoSourceConnector
        connection.uri=mongodb://db.example.com:27017
        database=inventory
        collection=orders
        heartbeat.interval.ms=1000
        """);

    [Theory]
    [InlineData("topic.prefix")]
    [InlineData("topic.delimiter")]
    [InlineData("topic.heartbeat.prefix")]
    [InlineData("topic.heartbeat.name")]
    [InlineData("topic.transaction")]
    [InlineData("signal.data.collection")]
    [InlineData("signal.kafka.topic")]
    [InlineData("offsets.storage.topic")]
    public void A_topic_of_run_time_is_told(string key) => AssertTold(_postgres.Spec.WithKey(key, Reference), key, "TopicUnknown");

    [Theory]
    [InlineData("signal.consumer.group.id")]
    public void A_group_of_run_time_is_told(string key) => AssertTold(_postgres.Spec.WithKey(key, Reference), key, "GroupUnknown");

    [Theory]
    [InlineData("heartbeat.topic.name")]
    [InlineData("errors.deadletterqueue.topic.name")]
    public void A_topic_of_MongoDB_at_run_time_is_told(string key) => AssertTold(_mongo.Spec.WithKey(key, Reference), key, "TopicUnknown");

    [Theory]
    [InlineData("io.lenses.streamreactor.connect.aws.s3.source.S3SourceConnector", "connect.s3.kcql", "INSERT INTO cdc-${ssm::/orders/name} SELECT * FROM raw:orders")]
    [InlineData("com.couchbase.connect.kafka.CouchbaseSourceConnector", "couchbase.collection.to.topic", "a.b=cdc-${ssm::/orders/name}")]
    [InlineData("com.couchbase.connect.kafka.CouchbaseSourceConnector", "couchbase.black.hole.topic", Reference)]
    [InlineData("org.apache.kafka.connect.mirror.MirrorSourceConnector", "source.cluster.alias", Reference)]
    [InlineData("org.apache.kafka.connect.mirror.MirrorCheckpointConnector", "source.cluster.alias", Reference)]
    [InlineData("org.apache.kafka.connect.mirror.MirrorSourceConnector", "replication.policy.separator", Reference)]
    public void A_topic_of_another_family_at_run_time_is_told(string className, string key, string value)
    {
        var spec = _postgres.Spec with
        {
            ConnectorConfiguration = new Dictionary<string, string> { ["connector.class"] = className, [key] = value },
        };

        Assert.Contains(
            SpecValidator.Validate(spec).Findings,
            f => f.Rule == "TopicUnknown" && f.Severity == FindingSeverity.Warning && f.Field == $"ConnectorConfiguration[{key}]");
        Assert.DoesNotContain(AccessRequirements.Of(spec), r => r.Action.StartsWith("kafka-cluster:", StringComparison.Ordinal) && r.Resource.Contains("ssm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("orders,${ssm::/orders/topics}", "org.apache.kafka.connect.mirror.IdentityReplicationPolicy")]
    [InlineData("orders,.*", "org.apache.kafka.connect.mirror.IdentityReplicationPolicy")]
    public void Replicated_topics_that_cannot_be_named_are_told(string topics, string policy)
    {
        var spec = _postgres.Spec with
        {
            ConnectorConfiguration = new Dictionary<string, string>
            {
                ["connector.class"] = "org.apache.kafka.connect.mirror.MirrorSourceConnector",
                ["source.cluster.alias"] = "primary",
                ["topics"] = topics,
                ["replication.policy.class"] = policy,
            },
        };

        Assert.Contains(SpecValidator.Validate(spec).Findings, f => f.Rule == "TopicsNotDerived" && f.Field == "ConnectorConfiguration[topics]");
        Assert.Contains(AccessRequirements.Of(spec), r => r.Action == "kafka-cluster:WriteData" && r.Resource.EndsWith("/orders", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("topic.delimiter", "/")]
    [InlineData("topic.heartbeat.prefix", "my heartbeat")]
    [InlineData("topic.transaction", "a:b")]
    [InlineData("offsets.storage.topic", "a b")]
    public void A_part_that_no_name_can_have_is_an_error(string key, string value) => AssertWrong(_postgres.Spec.WithKey(key, value), key);

    [Fact]
    public void A_heartbeat_topic_of_MongoDB_that_is_no_name_is_an_error() =>
        AssertWrong(_mongo.Spec.WithKey("heartbeat.topic.name", "my heartbeat"), "heartbeat.topic.name");

    [Theory]
    [InlineData("regex")]
    [InlineData("replacement")]
    public void A_router_of_run_time_is_an_unknown_transformation(string option)
    {
        var spec = _postgres.Spec.WithKey("transforms", "r").WithKey("transforms.r.type", "org.apache.kafka.connect.transforms.RegexRouter")
            .WithKey("transforms.r.regex", "(.*)").WithKey("transforms.r.replacement", "cdc.$1").WithKey("transforms.r." + option, Reference);

        Assert.Contains(SpecValidator.Validate(spec).Findings, f => f is { Rule: "TransformUnknown", Severity: FindingSeverity.Warning });
        Assert.DoesNotContain(AccessRequirements.Of(spec), r => r.Resource.EndsWith("/orders.public.orders", StringComparison.Ordinal));
    }

    [Fact]
    public void Databases_of_run_time_take_the_prefix_that_covers_them()
    {
        var spec = new FamilyCase("SQL Server", "made up", """
            connector.class=io.debezium.connector.sqlserver.SqlServerConnector
            topic.prefix=orders
            database.hostname=db.example.com
            database.user=u
            database.names=${ssm::/orders/databases}
            table.include.list=dbo.orders
            """).Spec;

        var written = AccessRequirements.Of(spec).Where(r => r.Action == "kafka-cluster:WriteData").Select(r => r.Resource[(r.Resource.LastIndexOf('/') + 1)..]);
        Assert.Contains("orders.*", written);
        Assert.DoesNotContain(written, t => t.Contains("ssm", StringComparison.Ordinal));
    }

    private static void AssertTold(ConnectorSpec spec, string key, string rule)
    {
        Assert.Contains(
            SpecValidator.Validate(spec).Findings,
            f => f.Rule == rule && f.Severity == FindingSeverity.Warning && f.Field == $"ConnectorConfiguration[{key}]");
        Assert.DoesNotContain(
            AccessRequirements.Of(spec), r => r.Action.StartsWith("kafka-cluster:", StringComparison.Ordinal) && r.Resource.Contains("ssm", StringComparison.Ordinal));
        Assert.Contains(PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec))), c => c.IsInconclusive);
    }

    private static void AssertWrong(ConnectorSpec spec, string key) => Assert.Contains(
        SpecValidator.Validate(spec).Findings,
        f => f.Rule == "TopicName" && f.Severity == FindingSeverity.Error && f.Field == $"ConnectorConfiguration[{key}]");
}
