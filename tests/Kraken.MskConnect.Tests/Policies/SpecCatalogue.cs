using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Policies;

/// <summary>Realistic specs of every kind of connector and place that the policy knows, by name.</summary>
public static class SpecCatalogue
{
    private const string Keys = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a";

    private static readonly ConnectorSpec _source = ReferenceExamples.DebeziumSource with { MskAuthenticationType = "IAM" };
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink with { MskAuthenticationType = "IAM" };

    /// <summary>Specs whose policies have no room in a role's inline policy.</summary>
    public static IReadOnlyDictionary<string, ConnectorSpec> Large { get; } = new Dictionary<string, ConnectorSpec>
    {
        ["60 topics written and read"] = _source with { KafkaTopicWrite = Topics(60), KafkaTopicRead = Topics(60) },
        ["150 topics"] = _source with { KafkaTopicWrite = Topics(150) },
        ["1,000 topics"] = _source with { KafkaTopicWrite = Topics(1000) },
        ["1,000 topics with long names"] = _source with
        {
            KafkaTopicWrite = [.. Enumerable.Range(0, 1000).Select(i => $"inventory-cdc.warehouse.stock_{i:D4}.v1")],
        },
        ["1,000 topics in China"] = _source with
        {
            Region = "cn-north-1",
            MskClusterArn = _source.MskClusterArn.Replace("arn:aws:", "arn:aws-cn:", StringComparison.Ordinal)
                .Replace("us-east-1", "cn-north-1", StringComparison.Ordinal),
            KafkaTopicWrite = [.. Topics(999), "kraken*"],
        },
    };

    public static IReadOnlyDictionary<string, ConnectorSpec> Specs { get; } = new Dictionary<string, ConnectorSpec>
    {
        ["the reference's source"] = ReferenceExamples.DebeziumSource,
        ["the reference's sink"] = ReferenceExamples.S3Sink,
        ["PostgreSQL, topics from tables, heartbeat and signals"] = With(
            _source with { KafkaTopicWrite = [], KafkaTopicRead = ["cdc-signals"] },
            ("topic.prefix", "cdc"), ("heartbeat.interval.ms", "10000"), ("signal.enabled.channels", "source,kafka"),
            ("signal.kafka.topic", "cdc-signals"), ("signal.kafka.bootstrap.servers", "b-1.kraken:9098"),
            ("database.server.name", null)),
        ["MySQL with schema history, transactions and notifications"] = With(
            _source with { ConnectorName = "mysql-cdc", KafkaTopicWrite = [], KafkaTopicRead = ["shop.history"] },
            ("connector.class", "io.debezium.connector.mysql.MySqlConnector"), ("topic.prefix", "shop"),
            ("database.server.id", "184054"), ("database.server.name", null), ("database.port", "3306"), ("plugin.name", null), ("slot.name", null),
            ("table.include.list", @"shop\.orders,shop\.customers"), ("provide.transaction.metadata", "true"),
            ("schema.history.internal.kafka.topic", "shop.history"),
            ("schema.history.internal.kafka.bootstrap.servers", "b-1.kraken:9098"),
            ("notification.enabled.channels", "sink"), ("notification.sink.topic.name", "shop.notifications")),
        ["MySQL of Debezium 1.x, whole databases"] = With(
            _source with { ConnectorName = "mysql-old", KafkaTopicWrite = [], KafkaTopicRead = ["legacy.history"] },
            ("connector.class", "io.debezium.connector.mysql.MySqlConnector"), ("database.server.name", "legacy"),
            ("table.include.list", null), ("database.include.list", "billing,crm"),
            ("database.history.kafka.topic", "legacy.history"), ("include.schema.changes", "false")),
        ["SQL Server with two databases"] = With(
            _source with { ConnectorName = "sqlserver-cdc", KafkaTopicWrite = [], KafkaTopicRead = ["erp.history"] },
            ("connector.class", "io.debezium.connector.sqlserver.SqlServerConnector"), ("topic.prefix", "erp"),
            ("database.server.name", null), ("database.names", "sales,stock"), ("database.port", "1433"),
            ("table.include.list", "dbo.orders,dbo.items"), ("schema.history.internal.kafka.topic", "erp.history"),
            ("schema.history.internal.kafka.bootstrap.servers", "b-1.kraken:9098")),
        ["PostgreSQL with topic routing and an outbox"] = With(
            _source with { ConnectorName = "outbox", KafkaTopicWrite = [] },
            ("topic.prefix", "app"), ("database.server.name", null), ("table.include.list", "public.outbox"),
            ("transforms", "outbox"), ("transforms.outbox.type", "io.debezium.transforms.outbox.EventRouter")),
        ["PostgreSQL renamed by RegexRouter"] = With(
            _source with { KafkaTopicWrite = [] },
            ("transforms", "route"), ("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter"),
            ("transforms.route.regex", @"kraken-cdc\.public\.(.*)"), ("transforms.route.replacement", "cdc.$1.mnpi")),
        ["a sink with dead letters, tags, an ACL and a prefix of its own"] = With(
            _sink with { ConnectorName = "sink-dlq", KafkaTopicWrite = ["orders.dlq"] },
            ("errors.deadletterqueue.topic.name", "orders.dlq"), ("s3.object.tagging", "true"),
            ("s3.acl.canned", "bucket-owner-full-control"), ("topics.dir", "raw/mnpi")),
        ["a sink by pattern, no keys"] = With(
            _sink with { ConnectorName = "sink-regex", KafkaTopicRead = ["cdc.*"], S3KmsKeyArn = null, MskKmsKeyArn = null },
            ("topics", null), ("topics.regex", @"cdc\..*"), ("topics.dir", "")),
        ["a sink with several keys"] = With(
            _sink with { ConnectorName = "sink-keys", SecretKmsKeyArn = Keys + "03", RdsSecretArn = _source.RdsSecretArn },
            ("s3.ssea.name", "aws:kms"), ("s3.sse.kms.key.id", Keys + "04")),
        ["a sink that assumes another role"] = With(
            _sink with { ConnectorName = "sink-role", S3KmsKeyArn = null },
            ("s3.credentials.provider.class", "io.confluent.connect.s3.auth.AwsAssumeRoleCredentialsProvider"),
            ("s3.credentials.provider.sts.role.arn", "arn:aws:iam::210987654321:role/raw-zone-writer"),
            ("s3.credentials.provider.sts.role.session.name", "sink-role"), ("s3.credentials.provider.sts.role.external.id", "raw-zone")),
        ["a source with Glue schemas"] = With(
            _source with { ConnectorName = "glue-source" },
            ("value.converter", "com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter"),
            ("value.converter.region", "us-east-1"), ("value.converter.registry.name", "cdc"),
            ("value.converter.schemaAutoRegistrationEnabled", "true")),
        ["config providers of all kinds"] = With(
            _source with { ConnectorName = "providers", RdsSecretArn = null },
            ("database.user", "${ssm::/kraken/dev/user}"), ("database.password", "${secretsmanager:kraken/dev/other:password}"),
            ("database.sslrootcert", "${s3import:us-east-1:kraken-certificates/rds/ca.pem}")),
        ["exactly once"] = With(_source with { ConnectorName = "eos" }, ("exactly.once.support", "required")),
        ["an unknown class by its lists"] = _sink with
        {
            ConnectorName = "iceberg", S3SinkBucketArn = null, S3KmsKeyArn = null,
            KafkaTopicRead = ["orders"], KafkaTopicWrite = ["control-iceberg"],
            ConnectorConfiguration = new Dictionary<string, string>
            {
                ["connector.class"] = "org.example.IcebergSink", ["topics"] = "orders", ["tasks.max"] = "1",
            },
        },
        ["AWS's wide internal scope"] = _sink with { ConnectorName = "wide", InternalTopicScope = "Service" },
        ["China"] = _sink.In("cn-north-1", "aws-cn"),
        ["GovCloud"] = _source.In("us-gov-west-1", "aws-us-gov"),
        ["a secret without its random ending"] = _source with
        {
            RdsSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database",
        },
        ["a long name, a plugin's object, a role path"] = _sink with
        {
            ConnectorName = new string('s', 120) + "-sink", RolePath = "/connect/",
            CustomPluginBucketArn = "arn:aws:s3:::kraken-connect-plugins-dev/plugins/confluent-s3-sink.zip",
        },
    };

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. Specs.Keys];

    private static ConnectorSpec With(ConnectorSpec spec, params (string Key, string? Value)[] entries) =>
        entries.Aggregate(spec, (changed, entry) => changed.WithKey(entry.Key, entry.Value));

    /// <summary>So many topics with names of the reference's form.</summary>
    public static IReadOnlyList<string> Topics(int count) =>
        [.. Enumerable.Range(0, count).Select(i => $"cdc.table{i:D4}.mnpi")];
}
