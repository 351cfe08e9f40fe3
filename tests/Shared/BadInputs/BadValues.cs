using Kraken.MskConnect.Specs;

namespace Kraken.Tests.Shared;

/// <summary>A mistake.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Field">What the error must name.</param>
/// <param name="Spoil">Makes the mistake in a spec.</param>
public sealed record BadValue(string Name, string Field, Action<Dictionary<string, object?>> Spoil);

/// <summary>Values that are of the right type and wrong, by the rules of their fields.</summary>
public static class BadValues
{
    private const string Account = "123456789012";
    private const string Uuid = "5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5";

    private static readonly Dictionary<string, object?> _statement = new()
    {
        ["actions"] = new List<object?> { "lambda:InvokeFunction" },
        ["resources"] = new List<object?> { $"arn:aws:lambda:us-east-1:{Account}:function:enrich" },
        ["reason"] = "enrich orders",
    };

    private static Dictionary<string, object?> Rule(string peer) => new() { ["port"] = 5439L, [peer] = "10.0.0.0/16", ["reason"] = "warehouse" };

    /// <summary>A right value of a field that the examples leave out.</summary>
    public static object Valid(SpecField field) => field.TerraformName switch
    {
        "kafka_topics_read" or "kafka_topics_write" => new List<object?> { "cdc.signal" },
        "egress_destinations" => new List<object?> { "10.0.0.0/16" },
        "rds_secret_arn" => $"arn:aws:secretsmanager:us-east-1:{Account}:secret:kraken/dev/database-AbC123",
        "s3_sink_bucket_arn" => "arn:aws:s3:::kraken-raw-mnpi-dev",
        "worker_configuration_arn" => $"arn:aws:kafkaconnect:us-east-1:{Account}:worker-configuration/kraken-secrets/{Uuid}",
        "permissions_boundary_arn" => $"arn:aws:iam::{Account}:policy/boundary",
        "description" => "Orders to the lake",
        "encryption_in_transit" => "TLS",
        "network_type" => "IPV4",
        "role_path" => "/connect/",
        "additional_policy_statements" => new List<object?> { new Dictionary<string, object?>(_statement) },
        "additional_egress" => new List<object?> { Rule("destination") },
        "additional_ingress" => new List<object?> { Rule("source") },
        "additional_managed_policy_arns" => new List<object?> { $"arn:aws:iam::{Account}:policy/orders" },
        "additional_consumer_groups" or "additional_transactional_ids" => new List<object?> { "orders-copier" },
        "internal_topic_scope" => "Connector",
        "accepted_findings" => new List<object?> { new Dictionary<string, object?> { ["rule"] = "WorkerCountUnusual", ["reason"] = "measured" } },
        var name when name.EndsWith("_kms_key_arn", StringComparison.Ordinal) =>
            $"arn:aws:kms:us-east-1:{Account}:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01",
        _ => field.Kind switch
        {
            SpecFieldKind.Text => "a text",
            SpecFieldKind.TextList => new List<object?> { "a text" },
            SpecFieldKind.TextMap => new Dictionary<string, object?> { ["key"] = "a text" },
            SpecFieldKind.Boolean => true,
            _ => 1L,
        },
    };

    /// <summary>Mistakes that both examples can have.</summary>
    public static IEnumerable<BadValue> OfBoth() =>
    [
        .. Texts("connector_name", "ConnectorName", "a b", "a/b", "a*", "a?", "orders-ü", "a,b", "\"a\"", "$a", new string('a', 129)),
        .. Texts("env", "Env", "de<v", "dev!", "a;b", new string('e', 257)),
        .. Texts("fleet", "Fleet", "orders<v", "orders!", "a;b", new string('f', 257)),
        .. Texts("region", "Region", "us_east_1", "US-EAST-1", "nowhere", "us-east-1a", "us-east", "-", "us east 1", "https://us-east-1"),
        .. Texts("account_id", "AccountId", "12345678901", "1234567890123", "abcdefghijkl", "1234-5678-901", "１２３４５６７８９０１２"),
        .. Texts("connector_type", "ConnectorType", "both", "sources", "si nk"),
        .. Texts("kafkaconnect_version", "KafkaConnectVersion", "2.7", "latest", "1.0.0", "3.7", "v2.7.1"),
        .. Texts("vpc_id", "VpcId", "vpc-xyz", "vpc-0a1b", "subnet-0a1b2c3d4e5f60718", "VPC-0a1b2c3d4e5f60718"),
        .. Texts("msk_bootstrap_servers", "MskBootstrapServer", "host", "host:0", "host:65536", "host:port", "http://host:9094", "a b:9094", ":9094", "host:9094,", "-a:9094"),
        .. Texts("msk_authentication_type", "MskAuthenticationType", "SCRAM", "TLS", "I AM"),
        .. Texts("encryption_in_transit", "EncryptionInTransit", "SSL", "none"),
        .. Texts("network_type", "NetworkType", "IPV6", "any"),
        .. Texts("internal_topic_scope", "InternalTopicScope", "All", "Account"),
        .. Texts("role_path", "RolePath", "connect", "/connect", "connect/", "//", "/a b/", "/" + new string('p', 511) + "/"),
        .. Texts("description", "Description", new string('d', 1025)),
        .. Arns("msk_cluster_arn", "MskClusterArn", "kafka", "cluster/kraken-dev/" + Uuid, "cluster/kraken-dev", "cluster/*/*", "topic/kraken-dev/" + Uuid + "/t"),
        .. Arns("msk_kms_key_arn", "MskKmsKeyArn", "kms", "key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01", "alias/msk", "key/*"),
        .. Arns("custom_plugin_arn", "CustomPluginArn", "kafkaconnect", "custom-plugin/p/" + Uuid, "custom-plugin/p", "connector/p/" + Uuid, "custom-plugin/*/*"),
        .. Arns("worker_configuration_arn", "WorkerConfigurationArn", "kafkaconnect", "worker-configuration/w/" + Uuid, "worker-configuration/w", "custom-plugin/w/" + Uuid),
        .. Arns("log_group_kms_key_arn", "LogGroupKmsKeyArn", "kms", "key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01", "alias/logs"),
        .. Arns("secret_kms_key_arn", "SecretKmsKeyArn", "kms", "key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01", "alias/secrets"),
        .. Texts("custom_plugin_bucket_arn", "CustomPluginBucketArn", "kraken-plugins", "arn:aws:s3:us-east-1::b-u-c", "arn:aws:s3::123456789012:b-u-c", "arn:aws:s3:::UPPER", "arn:aws:s3:::b-u-c/*", "arn:aws-cn:s3:::b-u-c", "s3://b-u-c"),
        .. Texts("permissions_boundary_arn", "PermissionsBoundaryArn", "boundary", $"arn:aws:iam::{Account}:role/r", "arn:aws:iam::210987654321:policy/p", $"arn:aws:iam:us-east-1:{Account}:policy/p"),
        .. Lists("subnet_ids", "SubnetId", ["subnet-xyz"], ["vpc-0a1b2c3d4e5f60718"], ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60001"]),
        .. Lists("kafka_topics_read", "KafkaTopicRead", ["a b"], ["a*b"], ["."], [".."], [new string('t', 250)], ["a/b"], ["ü"]),
        .. Lists("kafka_topics_write", "KafkaTopicWrite", ["a b"], ["a*b"], ["."], [".."], [new string('t', 250)], ["a/b"], ["ü"]),
        .. Lists("egress_destinations", "EgressDestination", ["everywhere"], ["10.0.0.1/16"], ["10.0.0.0/33"], ["sg-xyz"], ["10.0.0.0"], []),
        .. Lists("additional_consumer_groups", "AdditionalConsumerGroup", ["*"], ["a b"], ["a*b"], ["a/b"], ["a?"], ["g", "g"]),
        .. Lists("additional_transactional_ids", "AdditionalTransactionalId", ["*"], ["a b"], ["${x}"], ["t", "t"]),
        .. Lists("additional_managed_policy_arns", "AdditionalManagedPolicyArn", ["orders"], [$"arn:aws:iam::{Account}:role/orders"], ["arn:aws:iam::210987654321:policy/orders"], ["arn:aws-cn:iam::aws:policy/orders"]),
        .. Statements("actions", "Action", "*", "s3:*", "s3:Get*", "kafka-cluster:*", "iam:Pass?ole", "GetObject", "s3:", "s3 :GetObject"),
        .. Statements("resources", "Resource", "*", "**", "arn:aws:s3:::*", "arn:aws:lambda:*:*:function:*", "arn:aws:*", "bucket", "arn:*:s3:::b", "arn:aws:s*:::b/k", "arn:aws-cn:s3:::b/k"),
        .. Statements("reason", "Reason", "…", new string('r', 256)),
        .. Statements("conditions", "Condition", "StringEquals"),
        .. Statements("NotAction", "NotAction", "s3:GetObject"), .. Statements("effect", "effect", "Deny"), .. Statements("reasn", "reasn", "x"),
        .. Without("additional_policy_statements", "AdditionalPolicyStatement", _statement, ("actions", "Action"), ("resources", "Resource")),
        .. Conditions("StringEqual", "aws:SourceVpc", "vpc-1"), .. Conditions("StringEquals", "SourceVpc", "vpc-1"),
        .. Conditions("Bool", "aws:SecureTransport", "yes"), .. Conditions("NumericLessThan", "s3:max-keys", "ten"), .. Conditions("IpAddress", "aws:SourceIp", "everywhere"),
        new("additional_policy_statements: every role", "AdditionalPolicyStatement[0].Resource", s => s["additional_policy_statements"] = new Dictionary<string, object?>(_statement)
        {
            ["actions"] = "iam:PassRole", ["resources"] = $"arn:aws:iam::{Account}:role/*", ["allow_any_resource"] = true,
        }),
        .. Rules("port", "FromPort", 0L, -1L), .. Rules("port", "Port", 65_536L, "many", 1.5), .. Rules("destination", "Destination", "everywhere", "10.0.0.1/16", "sg-x", "12345/sg-0a1b2c3d"),
        .. Rules("protocol", "Protocol", "sctp", "256", "47", "-1"), .. Rules("from_port", "FromPort", 1L), .. Rules("reason", "Reason", new string('r', 256)), .. Rules("dest", "dest", "10.0.0.0/8"),
        .. Without("additional_egress", "AdditionalEgress", Rule("destination"), ("port", "FromPort"), ("destination", "Destination")),
        new("additional_egress: a range from above", "AdditionalEgress[0].FromPort", s => s["additional_egress"] = new Dictionary<string, object?> { ["from_port"] = 9L, ["to_port"] = 8L, ["destination"] = "10.0.0.0/8", ["reason"] = "x" }),
        new("additional_egress: the same twice", "AdditionalEgress[1]", s => s["additional_egress"] = new List<object?> { Rule("destination"), Rule("destination") }),
        .. Numbers("custom_plugin_revision", "CustomPluginRevision", 0),
        .. Numbers("worker_configuration_revision", "WorkerConfigurationRevision", 0),
        .. Numbers("autoscaling_mcu_count", "AutoscalingMcuCount", 0, 3, 16),
        .. Numbers("autoscaling_min_worker_count", "AutoscalingMinWorkerCount", 0, 9),
        .. Numbers("autoscaling_max_worker_count", "AutoscalingMaxWorkerCount", 0),
        .. Numbers("autoscaling_scale_in_cpu", "AutoscalingScaleInCpu", 0, 80, 99, 101),
        .. Numbers("autoscaling_scale_out_cpu", "AutoscalingScaleOutCpu", 0, 101),
        .. Numbers("autoscaling_max_task_count", "AutoscalingMaxTaskCount", 0, 1),
        .. Numbers("provisioned_mcu_count", "ProvisionedMcuCount", 1, 3),
        .. Numbers("provisioned_worker_count", "ProvisionedWorkerCount", 0),
        .. Numbers("log_retention_in_days", "LogRetentionInDays", 2, 8, 4000),
        .. Numbers("topic_partition_count", "TopicPartitionCount", 0),
        .. Numbers("topic_replication_factor", "TopicReplicationFactor", 0),
        .. Numbers("max_over_grant", "MaxOverGrant", 1001),
        .. Keys("connector.class", null, ""), .. Keys("tasks.max", "0", "-1", "many", "1.5"), .. Keys("some key", "x"),
        .. Tags("aws:x", "v"), .. Tags("kraken:x", "v"), .. Tags("a<b", "v"), .. Tags(new string('k', 129), "v"), .. Tags("k", new string('v', 257)), .. Tags("k", "a<b"), .. Tags("PROJECT", "v"),
        new("common_tags: fifty more", "CommonTag", s =>
        {
            for (var i = 0; i < 50; i++)
                Map(s, "common_tags")[$"k{i}"] = "v";
        }),
    ];

    /// <summary>Mistakes that only a Debezium source can have.</summary>
    public static IEnumerable<BadValue> OfSource() =>
    [
        .. Arns("rds_secret_arn", "RdsSecretArn", "secretsmanager", "secret:kraken/dev/database-AbC123", "secret:*", "key/x"),
        .. Keys("topic.prefix", "a b", "a/b"), .. Keys("database.server.name", "a b"), .. Keys("signal.kafka.groupId", "a b"),
        .. Keys("signal.kafka.topic", "a b"), .. Keys("database.port", "0", "70000", "port"),
        new("connector_type: a sink with a source's class", "ConnectorConfiguration[connector.class]", s =>
        {
            s["connector_type"] = "sink";
            s["kafka_topics_read"] = new List<object?> { "cdc.trades.mnpi" };
            Map(s, "connector_configuration")["topics"] = "cdc.trades.mnpi";
        }),
    ];

    /// <summary>Mistakes that only an S3 sink can have.</summary>
    public static IEnumerable<BadValue> OfSink() =>
    [
        .. Texts("s3_sink_bucket_arn", "S3SinkBucketArn", "kraken-raw", "arn:aws:s3:us-east-1::b-u-c", "arn:aws:s3:::UPPER", "arn:aws:s3:::b-u-c/key", "arn:aws-us-gov:s3:::kraken-raw-mnpi-dev"),
        .. Arns("s3_kms_key_arn", "S3KmsKeyArn", "kms", "key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01", "alias/s3"),
        .. Keys("s3.bucket.name", "another-bucket", null), .. Keys("topics", null, "not.granted", "a b", "cdc.trades.mnpi,a b"),
        .. Keys("topics.regex", "cdc.*"), .. Keys("errors.deadletterqueue.topic.name", "a b"), .. Keys("flush.size", "0", "many", null), .. Keys("topics.dir", "a*", "${x}"),
        new("kafka_topics_read: empty", "KafkaTopicRead", s => s["kafka_topics_read"] = new List<object?>()),
    ];

    private static IEnumerable<BadValue> Texts(string name, string field, params string[] values) =>
        values.Select(v => new BadValue($"{name}: {(v.Length > 150 ? v[..60] : v)}", field, s => s[name] = v));

    private static IEnumerable<BadValue> Numbers(string name, string field, params long[] values) =>
        values.Select(v => new BadValue($"{name}: {v}", field, s => s[name] = v));

    private static IEnumerable<BadValue> Lists(string name, string field, params string[][] lists) => lists.Select(l =>
        new BadValue($"{name}: [{string.Join(", ", l.Select(e => e.Length > 60 ? e[..60] : e))}]", field, s => s[name] = l.Cast<object?>().ToList()));

    private static IEnumerable<BadValue> Keys(string key, params string?[] values) => values.Select(v => new BadValue(
        $"connector_configuration: {key} = {v ?? "none"}", $"ConnectorConfiguration[{key}]", s =>
        {
            Map(s, "connector_configuration").Remove(key);
            if (v is not null)
                Map(s, "connector_configuration")[key] = v;
        }));

    private static IEnumerable<BadValue> Tags(string key, string value) =>
        [new($"common_tags: {key[..Math.Min(20, key.Length)]} = {value[..Math.Min(20, value.Length)]}", $"CommonTag[{(key == "PROJECT" ? "project" : key[..Math.Min(100, key.Length)])}", s => Map(s, "common_tags")[key] = value)];

    /// <summary>An ARN of another service, partition, region or account, with blanks, cut short; and wrong resources.</summary>
    private static IEnumerable<BadValue> Arns(string name, string field, string service, string resource, params string[] wrong) => Texts(
        name, field,
        [
            resource, "arn", $"arn:aws:{service}", $"arn:aws:sqs:us-east-1:{Account}:{resource}",
            $"arn:aws-cn:{service}:us-east-1:{Account}:{resource}", $"arn:aws:{service}:eu-west-1:{Account}:{resource}",
            $"arn:aws:{service}:us-east-1:210987654321:{resource}", $"arn:aws:{service}::{Account}:{resource}",
            $"arn:aws:{service}:us-east-1::{resource}", $"arn:aws:{service}:us-east-1:{Account}:",
            $" arn:aws:{service}:us-east-1:{Account}:{resource}", $"arn:aws:{service}:us-east-1:{Account}:{resource} ",
            .. wrong.Select(w => $"arn:aws:{service}:us-east-1:{Account}:{w}"),
        ]);

    private static IEnumerable<BadValue> Statements(string member, string named, params string[] values) => values.Select(v => new BadValue(
        $"additional_policy_statements: {member} = {(v.Length > 60 ? v[..60] : v)}", $"AdditionalPolicyStatement[0].{named}",
        s => s["additional_policy_statements"] = new List<object?> { new Dictionary<string, object?>(_statement) { [member] = v } }));

    private static IEnumerable<BadValue> Rules(string member, string named, params object[] values) => values.Select(v => new BadValue(
        $"additional_egress: {member} = {(v is string { Length: > 60 } text ? text[..60] : v)}", $"AdditionalEgress[0].{named}",
        s => s["additional_egress"] = new List<object?> { new Dictionary<string, object?>(Rule("destination")) { [member] = v } }));

    private static IEnumerable<BadValue> Conditions(string name, string key, string value) =>
    [
        new(
            $"additional_policy_statements: {name} of {key}", $"AdditionalPolicyStatement[0].Condition.{name}.{key}",
            s => s["additional_policy_statements"] = new List<object?>
            {
                new Dictionary<string, object?>(_statement)
                {
                    ["conditions"] = new Dictionary<string, object?> { [name] = new Dictionary<string, object?> { [key] = value } },
                },
            }),
    ];

    private static IEnumerable<BadValue> Without(
        string name, string field, Dictionary<string, object?> valid, params (string Member, string Named)[] members) =>
        members.Select(m => new BadValue($"{name}: no {m.Member}", $"{field}[0].{m.Named}", s =>
        {
            var entry = new Dictionary<string, object?>(valid);
            entry.Remove(m.Member);
            s[name] = new List<object?> { entry };
        }));

    private static Dictionary<string, object?> Map(Dictionary<string, object?> spec, string name) =>
        (Dictionary<string, object?>)spec[name]!;
}
