using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs.Foreign;

public sealed class KafkaConnectConfigTests
{
    private const string Config = """
        {
          "connector.class": "io.confluent.connect.s3.S3SinkConnector", "name": "orders-sink", "tasks.max": 2,
          "topics.regex": "orders\\..*", "s3.bucket.name": "orders-lake", "aws.secret.access.key": "c4n4ry"
        }
        """;

    private static readonly string[] _missing =
    [
        "env", "vpc_id", "subnet_ids", "msk_cluster_arn", "msk_bootstrap_servers", "custom_plugin_arn", "custom_plugin_bucket_arn",
        "kafka_topics_read",
    ];

    [Theory]
    [InlineData(Config)]
    [InlineData($$"""{ "name": "orders-sink", "config": {{Config}} }""")]
    [InlineData($$"""{ "name": "orders-sink", "config": {{Config}}, "tasks": [ { "connector": "orders-sink", "task": 0 } ], "type": "sink" }""")]
    [InlineData($$"""{ "orders-sink": { "info": { "name": "orders-sink", "config": {{Config}}, "tasks": [], "type": "sink" } } }""")]
    [InlineData($$"""[ { "name": "orders-sink", "config": {{Config}} } ]""")]
    public void Each_body_of_the_REST_API_is_read(string text)
    {
        var reading = ForeignFiles.One(text);

        Assert.Equal(("orders-sink", "sink"), (reading.Spec.ConnectorName, reading.Spec.ConnectorType));
        Assert.Equal("2", reading.Spec.ConnectorConfiguration["tasks.max"]);
        Assert.DoesNotContain("name", reading.Spec.ConnectorConfiguration.Keys);
        Assert.Equal(_missing, reading.Missing);
    }

    [Fact]
    public void A_properties_file_is_read_as_Java_reads_it()
    {
        var reading = ForeignFiles.One(
            """
            # The sink of orders
            ! and of refunds
            name = orders-sink
            connector.class: io.confluent.connect.s3.S3SinkConnector
            topics=orders,\
                   refunds
            s3.bucket.name=orders-lake
            transforms.x.replacement=a\:b\u0041
            tasks.max=1
            tasks.max=3
            """,
            SpecFormat.Properties);

        Assert.Equal(("orders-sink", "sink"), (reading.Spec.ConnectorName, reading.Spec.ConnectorType));
        Assert.Equal(["orders", "refunds"], reading.Spec.KafkaTopicRead);
        Assert.Equal("a:bA", reading.Spec.ConnectorConfiguration["transforms.x.replacement"]);
        Assert.Equal("3", reading.Spec.ConnectorConfiguration["tasks.max"]);
    }

    [Fact]
    public void Defaults_complete_it_and_tell_the_place()
    {
        var defaults = ForeignFiles.All;
        defaults["kafka_topics_read"] = new[] { "orders.*" };
        var reading = ForeignFiles.One(Config, defaults: defaults);

        Assert.Empty(reading.Missing);
        Assert.Equal(("eu-west-1", "123456789012"), (reading.Spec.Region, reading.Spec.AccountId));
        Assert.Equal("arn:aws:s3:::orders-lake", reading.Spec.S3SinkBucketArn);
    }

    [Fact]
    public void The_properties_of_a_worker_are_no_connector() =>
        Assert.Equal(
            "'file' does not contain a spec, but properties without connector.class.",
            Assert.Throws<KrakenException>(() => ForeignFiles.Read("bootstrap.servers=b:9092", SpecFormat.Properties)).Message);

    [Fact]
    public void The_type_of_a_class_that_nobody_knows_is_asked_for()
    {
        Assert.Contains("connector_type", ForeignFiles.One("""{ "connector.class": "com.example.Mover", "topics": "a" }""").Missing);
        Assert.Equal("sink", ForeignFiles.One("""{ "connector.class": "com.example.MoverSink" }""").Spec.ConnectorType);
    }

    [Fact]
    public void A_default_never_replaces_what_the_file_says_and_fills_a_spec_file_too()
    {
        var reading = ForeignFiles.One("""{ "connector_name": "a", "env": "prod" }""", defaults: ForeignFiles.All);

        Assert.Equal(("prod", "vpc-0a1b2c3d4e5f60718"), (reading.Spec.Env, reading.Spec.VpcId));
        var fleet = ForeignFiles.Read("""{ "defaults": { "env": "test" }, "connectors": [ {}, { "env": "prod" } ] }""", defaults: ForeignFiles.All);
        Assert.Equal(["test", "prod"], fleet.Select(r => r.Spec.Env));
        Assert.All(fleet, r => Assert.Equal("vpc-0a1b2c3d4e5f60718", r.Spec.VpcId));
    }
}
