using Kraken.LocalAws;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Policies;

namespace Kraken.MskConnect.Tests.Exporting;

/// <summary>Specs as people write them, by what is special about each; they stand on what LocalAws seeds.</summary>
internal static class RealisticSpecs
{
    private const string Password = "canary-password";

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, ConnectorSpec> All { get; } =
        Examples().Concat(Realistic()).ToDictionary(StringComparer.Ordinal);

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    private static ConnectorSpec Sink => ReferenceExamples.S3Sink;

    private static ConnectorSpec FixedSink =>
        Sink with { AutoscalingMaxWorkerCount = SpecDefaults.AutoscalingMaxWorkerCount };

    private static IEnumerable<KeyValuePair<string, ConnectorSpec>> Examples() =>
        from file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "specs"))
        select KeyValuePair.Create(
            "examples/" + Path.GetFileName(file), Assert.Single(SpecReader.ReadFile(file)).Spec);

    private static Dictionary<string, ConnectorSpec> Realistic() => new()
    {
        ["the reference's source"] = Source,
        ["the reference's sink"] = Sink,
        ["the reference's source with its password"] =
            Source.WithKey("database.user", "app").WithKey("database.password", Password),
        ["a password in a URL"] = Source
            .WithKey("connector.class", "io.confluent.connect.jdbc.JdbcSourceConnector")
            .WithKey("database.password", null)
            .WithKey("mode", "bulk")
            .WithKey("topic.prefix", "kraken-")
            .WithKey("connection.url", $"jdbc:postgresql://db.example.com:6432/kraken?user=app&password={Password}"),
        ["a JAAS line"] = Sink.WithKey(
            "consumer.override.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required "
            + $"username=\"app\" password=\"{Password}\";"),
        ["a JAAS line without a secret"] = Source.WithKey(
            "schema.history.internal.producer.sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;"),
        ["150 topics"] = Source with { KafkaTopicWrite = SpecCatalogue.Topics(150) },
        ["1,000 topics"] = Source with { KafkaTopicWrite = SpecCatalogue.Topics(1000) },
        ["provisioned capacity"] = FixedSink with { ProvisionedWorkerCount = 3, ProvisionedMcuCount = 2 },
        ["provisioned capacity of one unit"] = FixedSink with { ProvisionedWorkerCount = 1 },
        ["autoscaling of its own"] = Sink with
        {
            AutoscalingMcuCount = 4,
            AutoscalingMinWorkerCount = 2,
            AutoscalingMaxWorkerCount = 10,
            AutoscalingScaleInCpu = 15,
            AutoscalingScaleOutCpu = 65,
            AutoscalingMaxTaskCount = 40,
            KafkaConnectVersion = "3.7.x",
        },
        ["a worker configuration on a sink"] =
            Sink with { WorkerConfigurationArn = LocalAwsSeed.WorkerConfigurationArn },
        ["a permissions boundary and a role's path"] = Sink with
        {
            PermissionsBoundaryArn = "arn:aws:iam::aws:policy/PowerUserAccess",
            RolePath = "/kraken/connect/",
        },
        ["IPv4 and IPv6"] = Sink with { NetworkType = "DUAL" },
        ["brokers behind private connectivity"] = Sink.WithKey(
            "confluent.topic.bootstrap.servers", "b-1.iam.x.a1b2c3.c5.kafka.us-east-1.amazonaws.com:14001"),
        ["egress to networks"] = Sink with { EgressDestination = ["10.20.0.0/16", "192.168.0.0/24", "2001:db8::/32"] },
        ["egress to a prefix list and a group"] =
            Source with { EgressDestination = ["pl-0123456789abcdef0", LocalAwsSeed.ClusterSecurityGroupId] },
        ["all optional texts"] = Sink with
        {
            Description = "Raw \"MNPI\" data, l'été: 100 %",
            NetworkType = "DUAL",
            LogRetentionInDays = 365,
            LogGroupKmsKeyArn = LocalAwsSeed.MskKeyArn,
            InternalTopicScope = "Service",
            EncryptionInTransit = "TLS",
        },
        ["a secret's own key"] = Source with { SecretKmsKeyArn = LocalAwsSeed.S3KeyArn },
        ["a secret without its suffix"] =
            Source with { RdsSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database" },
        ["a secret whose suffix is a word"] =
            Source with { RdsSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev-readers" },
        ["the plugin's own object"] =
            Sink with { CustomPluginBucketArn = LocalAwsSeed.PluginBucketArn + "/plugins/confluent-s3-sink.zip" },
        ["IAM and plain keys"] = Sink with
        {
            MskAuthenticationType = "IAM",
            MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
            MskKmsKeyArn = null,
            S3KmsKeyArn = null,
        },
        ["a sink with all its switches"] = Sink
            .WithKey("errors.deadletterqueue.topic.name", "dlq.raw")
            .WithKey("topics.dir", "raw/in")
            .WithKey("s3.object.tagging", "true")
            .WithKey("s3.acl.canned", "bucket-owner-full-control") with
            {
                KafkaTopicWrite = ["dlq.raw"],
            },
        ["topics by their beginning"] = Sink
            .WithKey("topics", null)
            .WithKey("topics.regex", "cdc\\..*") with
            {
                KafkaTopicRead = ["cdc.*"],
            },
        ["topics derived from the tables"] = Source with { KafkaTopicWrite = [] },
        ["all of Debezium's own topics"] = Source
            .WithKey("connector.class", "io.debezium.connector.mysql.MySqlConnector")
            .WithKey("database.server.name", null)
            .WithKey("database.server.id", "4711")
            .WithKey("topic.prefix", "kraken-cdc")
            .WithKey("schema.history.internal.kafka.topic", "kraken-cdc.history")
            .WithKey("schema.history.internal.kafka.bootstrap.servers", "b-1.example.com:9096")
            .WithKey("signal.kafka.topic", "kraken-cdc.signals")
            .WithKey("signal.kafka.bootstrap.servers", "b-1.example.com:9096")
            .WithKey("heartbeat.interval.ms", "5000")
            .WithKey("provide.transaction.metadata", "true") with
            {
                KafkaTopicWrite =
                [
                    "kraken-cdc", "kraken-cdc.public.*", "kraken-cdc.history", "kraken-cdc.transaction",
                    "__debezium-heartbeat.kraken-cdc",
                ],
                KafkaTopicRead = ["kraken-cdc.history", "kraken-cdc.signals"],
            },
        ["partitions and replicas"] = Source with { TopicPartitionCount = 6, TopicReplicationFactor = 3 },
        ["many topics"] = Source with
        {
            KafkaTopicWrite = [.. Enumerable.Range(0, 60).Select(i => $"cdc.table{i:D3}")],
        },
        ["the longest name"] = Sink with { ConnectorName = "Raw-" + new string('x', 124) },
        ["a configuration that is hard to write"] = Source
            .WithKey("transforms", "route")
            .WithKey("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter")
            .WithKey("transforms.route.regex", "(?<a>.*)\\.(keep)\\.'\"(.*)")
            .WithKey("transforms.route.replacement", "cdc.$1")
            .WithKey("snapshot.select.statement.overrides.public.orders", "select *\n  from orders -- \ttab: # no\n")
            .WithKey("tombstones.on.delete", "true")
            .WithKey("null.like", "null")
            .WithKey("number.like", "007")
            .WithKey("sign", "~")
            .WithKey("quotes", "‘typo’ ‚graphic‛")
            .WithKey("column.mask", " leading and trailing ")
            .WithKey("empty", ""),
        ["no tags"] = Sink with { CommonTag = new Dictionary<string, string>() },
    };
}
