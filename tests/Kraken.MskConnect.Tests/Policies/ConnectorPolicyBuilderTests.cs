using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Policies;

public class ConnectorPolicyBuilderTests
{
    private const string ClusterArn = "arn:aws:kafka:us-east-1:123456789012:cluster/" + ReferenceExamples.Cluster;
    private const string Topic = "arn:aws:kafka:us-east-1:123456789012:topic/" + ReferenceExamples.Cluster + "/";
    private const string Id = "????????-????-????-????-????????????-*";
    private const string Group = "arn:aws:kafka:us-east-1:123456789012:group/" + ReferenceExamples.Cluster + "/";

    private static readonly ConnectorSpec _source = ReferenceExamples.DebeziumSource;
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink;

    private static ReasonedStatement Statement(ConnectorSpec spec, string sid) =>
        ConnectorPolicyBuilder.Build(spec).Statements.Single(s => s.Statement.Sid == sid);

    private static string[] Sids(ConnectorSpec spec) =>
        [.. ConnectorPolicyBuilder.Build(spec).Statements.Select(s => s.Statement.Sid!)];

    /// <summary>A statement in one line a part, as the tables below give them.</summary>
    private static string Flat(ReasonedStatement s) => string.Join(
        '\n',
        (string[])
        [
            $"{s.Statement.Sid}: {s.Statement.Effect} ({s.Need})",
            .. s.Statement.Actions,
            .. s.Statement.Resources.Select(r => "on " + r),
            .. s.Statement.Conditions.Select(c => $"if {c.Operator} {c.Key} {string.Join('|', c.Values)}"),
            "because " + string.Join(", ", s.Because),
        ]);

    [Fact]
    public void The_source_examples_policy_is_the_designs_table_statement_by_statement()
    {
        var policy = ConnectorPolicyBuilder.Build(_source);

        Assert.Equal(
            [
                $"""
                Cluster: Allow (cluster)
                kafka-cluster:Connect
                kafka-cluster:DescribeCluster
                on {ClusterArn}
                because MskClusterArn
                """,
                $"""
                WrittenTopics: Allow (written topics)
                kafka-cluster:CreateTopic
                kafka-cluster:DescribeTopic
                kafka-cluster:WriteData
                on {Topic}cdc.orders.mnpi
                on {Topic}cdc.positions.mnpi
                on {Topic}cdc.trades.mnpi
                because KafkaTopicWrite
                """,
                $"""
                InternalTopics: Allow (internal topics)
                kafka-cluster:CreateTopic
                kafka-cluster:DescribeTopic
                kafka-cluster:ReadData
                kafka-cluster:WriteData
                on {Topic}__amazon_msk_connect_configs_debezium-postgres-cdc-dev_{Id}
                on {Topic}__amazon_msk_connect_offsets_debezium-postgres-cdc-dev_{Id}
                on {Topic}__amazon_msk_connect_status_debezium-postgres-cdc-dev_{Id}
                because ConnectorName, InternalTopicScope
                """,
                $"""
                Groups: Allow (groups)
                kafka-cluster:AlterGroup
                kafka-cluster:DescribeGroup
                on {Group}__amazon_msk_connect_cluster_debezium-postgres-cdc-dev_{Id}
                because ConnectorName, InternalTopicScope
                """,
                """
                MskKey: Allow (MSK key)
                kms:Decrypt
                on arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01
                if StringEquals kms:ViaService kafka.us-east-1.amazonaws.com
                because MskKmsKeyArn
                """,
                """
                DatabaseSecret: Allow (database secret)
                secretsmanager:DescribeSecret
                secretsmanager:GetSecretValue
                on arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database-AbC123
                because RdsSecretArn
                """,
                """
                Logs: Allow (logs)
                logs:CreateLogStream
                logs:PutLogEvents
                on arn:aws:logs:us-east-1:123456789012:log-group:/aws/msk-connect/debezium-postgres-cdc-dev:*
                because ConnectorName
                """,
                """
                Plugin: Allow (plugin)
                s3:GetObject
                on arn:aws:s3:::kraken-connect-plugins-dev/*
                because CustomPluginBucketArn
                """,
            ],
            policy.Statements.Select(Flat));
    }

    [Fact]
    public void The_sink_examples_policy_is_the_designs_table_statement_by_statement()
    {
        var policy = ConnectorPolicyBuilder.Build(_sink);

        Assert.Equal(
            [
                $"""
                Cluster: Allow (cluster)
                kafka-cluster:Connect
                kafka-cluster:DescribeCluster
                on {ClusterArn}
                because MskClusterArn
                """,
                $"""
                ReadTopics: Allow (read topics)
                kafka-cluster:DescribeTopic
                kafka-cluster:ReadData
                on {Topic}cdc.orders.mnpi
                on {Topic}cdc.positions.mnpi
                on {Topic}cdc.trades.mnpi
                because KafkaTopicRead
                """,
                $"""
                InternalTopics: Allow (internal topics)
                kafka-cluster:CreateTopic
                kafka-cluster:DescribeTopic
                kafka-cluster:ReadData
                kafka-cluster:WriteData
                on {Topic}__amazon_msk_connect_configs_s3-sink-raw-mnpi-dev_{Id}
                on {Topic}__amazon_msk_connect_offsets_s3-sink-raw-mnpi-dev_{Id}
                on {Topic}__amazon_msk_connect_status_s3-sink-raw-mnpi-dev_{Id}
                because ConnectorName, InternalTopicScope
                """,
                $"""
                Groups: Allow (groups)
                kafka-cluster:AlterGroup
                kafka-cluster:DescribeGroup
                on {Group}__amazon_msk_connect_cluster_s3-sink-raw-mnpi-dev_{Id}
                on {Group}connect-s3-sink-raw-mnpi-dev
                because ConnectorName, InternalTopicScope, ConnectorType
                """,
                """
                SinkObjects: Allow (sink objects)
                s3:AbortMultipartUpload
                s3:PutObject
                on arn:aws:s3:::kraken-raw-mnpi-dev/topics/*
                because S3SinkBucketArn, ConnectorConfiguration[topics.dir]
                """,
                """
                SinkBucket: Allow (sink bucket)
                s3:GetBucketLocation
                s3:ListBucket
                on arn:aws:s3:::kraken-raw-mnpi-dev
                because S3SinkBucketArn
                """,
                """
                SinkKey: Allow (S3 key)
                kms:Decrypt
                kms:GenerateDataKey
                on arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02
                if StringEquals kms:ViaService s3.us-east-1.amazonaws.com
                because S3KmsKeyArn
                """,
                """
                MskKey: Allow (MSK key)
                kms:Decrypt
                on arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01
                if StringEquals kms:ViaService kafka.us-east-1.amazonaws.com
                because MskKmsKeyArn
                """,
                """
                Logs: Allow (logs)
                logs:CreateLogStream
                logs:PutLogEvents
                on arn:aws:logs:us-east-1:123456789012:log-group:/aws/msk-connect/s3-sink-raw-mnpi-dev:*
                because ConnectorName
                """,
                """
                Plugin: Allow (plugin)
                s3:GetObject
                on arn:aws:s3:::kraken-connect-plugins-dev/*
                because CustomPluginBucketArn
                """,
            ],
            policy.Statements.Select(Flat));
    }

    [Fact]
    public void Only_MSK_Connect_may_assume_the_role_and_only_for_this_connector()
    {
        Assert.Equal(
            """
            {"Version":"2012-10-17","Statement":[{"Sid":"MskConnect","Effect":"Allow","Principal":{"Service":"kafkaconnect.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"},"ArnLike":{"aws:SourceArn":"arn:aws:kafkaconnect:us-east-1:123456789012:connector/s3-sink-raw-mnpi-dev/*"}}}]}
            """,
            ConnectorPolicyBuilder.Build(_sink).Trust.ToJson());
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void No_statement_has_an_open_resource_or_a_wildcard_action(ConnectorSpec spec)
    {
        foreach (var statement in ConnectorPolicyBuilder.Build(spec).Document.Statements)
        {
            Assert.NotEmpty(statement.Resources);
            Assert.DoesNotContain("*", statement.Resources);
            Assert.DoesNotContain(statement.Actions, action => action.Contains('*', StringComparison.Ordinal));
            Assert.Matches("^[A-Za-z0-9]+$", statement.Sid!);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Ids_are_unique_and_every_statement_says_why(ConnectorSpec spec)
    {
        var policy = ConnectorPolicyBuilder.Build(spec);

        Assert.Equal(policy.Statements.Count, policy.Statements.Select(s => s.Statement.Sid).Distinct().Count());
        Assert.All(policy.Statements, s => Assert.NotEmpty(s.Because));
        Assert.All(policy.Statements, s => Assert.NotEmpty(s.Need));
    }

    public static TheoryData<ConnectorSpec> Variants => new(
        _source, _sink, _source with { InternalTopicScope = "Service" }, _sink with { KafkaTopicRead = ["cdc.*"] },
        _source with { KafkaTopicWrite = [] }, _sink.WithKey("topics.dir", "/"));

    [Theory]
    [InlineData("cn-north-1", "aws-cn", "kafka.cn-north-1.amazonaws.com|kafka.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", "aws-us-gov", "kafka.us-gov-west-1.amazonaws.com")]
    public void Every_ARN_is_in_the_clusters_partition(string region, string partition, string viaService)
    {
        foreach (var spec in new[] { _source.In(region, partition), _sink.In(region, partition) })
        {
            var policy = ConnectorPolicyBuilder.Build(spec);

            Assert.All(
                policy.Statements.SelectMany(s => s.Statement.Resources),
                resource => Assert.StartsWith($"arn:{partition}:", resource, StringComparison.Ordinal));
            Assert.Contains($"arn:{partition}:kafkaconnect:{region}:", policy.Trust.ToJson(), StringComparison.Ordinal);
            Assert.Equal(viaService, string.Join('|', Statement(spec, "MskKey").Statement.Conditions.Single().Values));
        }
    }

    [Fact]
    public void Under_NONE_the_kafka_grants_are_there_and_said_to_be_unused()
    {
        var none = ConnectorPolicyBuilder.Build(_source);
        var iam = ConnectorPolicyBuilder.Build(_source with { MskAuthenticationType = "IAM" });

        Assert.Equal(none.Document.ToJson(), iam.Document.ToJson());
        Assert.Equal(["KafkaGrantsUnused"], none.Findings.Select(f => f.Rule).Except(iam.Findings.Select(f => f.Rule)));
    }

    [Fact]
    public void Equal_specs_give_equal_policies_whatever_the_order_of_lists()
    {
        var other = _source with { KafkaTopicWrite = ["cdc.positions.mnpi", "cdc.trades.mnpi", "cdc.orders.mnpi", "cdc.orders.mnpi"] };

        Assert.Equal(ConnectorPolicyBuilder.Build(_source).Document.ToJson(), ConnectorPolicyBuilder.Build(other).Document.ToJson());
    }

    [Fact]
    public void The_services_scope_is_what_AWS_documents()
    {
        var spec = _source with { InternalTopicScope = "Service" };

        Assert.Equal([Topic + "__amazon_msk_connect_*"], Statement(spec, "InternalTopics").Statement.Resources);
        Assert.Equal([Group + "__amazon_msk_connect_*", Group + "connect-*"], Statement(spec, "Groups").Statement.Resources);
    }

    [Fact]
    public void Both_topic_lists_are_honoured_for_both_types()
    {
        Assert.Equal([Topic + "signals"], Statement(_source with { KafkaTopicRead = ["signals"] }, "ReadTopics").Statement.Resources);
        Assert.Equal([Topic + "dlq"], Statement(_sink with { KafkaTopicWrite = ["dlq"] }, "WrittenTopics").Statement.Resources);
    }

    [Fact]
    public void A_sinks_dead_letter_queue_is_written()
    {
        var statement = Statement(_sink.WithKey("errors.deadletterqueue.topic.name", "dlq"), "WrittenTopics");

        Assert.Equal([Topic + "dlq"], statement.Statement.Resources);
        Assert.Equal(["ConnectorConfiguration[errors.deadletterqueue.topic.name]"], statement.Because);
    }

    [Fact]
    public void A_topic_that_a_listed_one_covers_is_not_granted_again()
    {
        var spec = _sink.WithKey("errors.deadletterqueue.topic.name", "dlq.orders") with { KafkaTopicWrite = ["dlq.*"] };

        Assert.Equal([Topic + "dlq.*"], Statement(spec, "WrittenTopics").Statement.Resources);
    }

    [Theory]
    [InlineData("schema.history.internal.kafka.topic", "kraken-cdc-schemahistory")]
    [InlineData("database.history.kafka.topic", "kraken-cdc-dbhistory")]
    public void A_schema_history_is_read_and_written_by_a_group_of_its_own(string key, string group)
    {
        var spec = _source.WithKey("connector.class", "io.debezium.connector.mysql.MySqlConnector").WithKey(key, "history");

        Assert.Equal(
            ["kafka-cluster:DescribeClusterDynamicConfiguration"], Statement(spec, "SchemaHistoryCluster").Statement.Actions);
        Assert.Contains(Topic + "history", Statement(spec, "WrittenTopics").Statement.Resources);
        Assert.Equal([Topic + "history"], Statement(spec, "ReadTopics").Statement.Resources);
        Assert.Contains(Group + group, Statement(spec, "Groups").Statement.Resources);
        Assert.Contains($"ConnectorConfiguration[{key}]", Statement(spec, "Groups").Because);
    }

    [Fact]
    public void Signals_are_read()
    {
        var spec = _source.WithKey("signal.kafka.topic", "signals").WithKey("signal.kafka.groupId", "kraken-signal");

        Assert.Equal([Topic + "signals"], Statement(spec, "ReadTopics").Statement.Resources);
        Assert.Contains(Group + "kraken-signal", Statement(spec, "Groups").Statement.Resources);
        Assert.Equal(
            [Topic + "kraken-cdc-signal"],
            Statement(_source.WithKey("signal.enabled.channels", "source,kafka"), "ReadTopics").Statement.Resources);
        Assert.DoesNotContain("ReadTopics", Sids(_source.WithKey("signal.enabled.channels", "source")));
    }

    [Fact]
    public void Heartbeats_and_transactions_are_written()
    {
        var spec = _source.WithKey("heartbeat.interval.ms", "5000").WithKey("provide.transaction.metadata", "true");

        var written = Statement(spec, "WrittenTopics");

        Assert.Contains(Topic + "__debezium-heartbeat.kraken-cdc", written.Statement.Resources);
        Assert.Contains(Topic + "kraken-cdc.transaction", written.Statement.Resources);
        Assert.Equal(
            ["KafkaTopicWrite", "ConnectorConfiguration[heartbeat.interval.ms]", "ConnectorConfiguration[provide.transaction.metadata]"],
            written.Because);
        Assert.Contains(
            Topic + "beat.kraken-cdc",
            Statement(spec.WithKey("heartbeat.topics.prefix", "beat"), "WrittenTopics").Statement.Resources);
    }

    [Fact]
    public void A_Debezium_source_without_a_list_writes_what_its_tables_are_named()
    {
        var spec = _source with { KafkaTopicWrite = [] };

        Assert.Equal(
            [Topic + "kraken-cdc.public.orders", Topic + "kraken-cdc.public.positions", Topic + "kraken-cdc.public.trades"],
            Statement(spec, "WrittenTopics").Statement.Resources);
        Assert.Equal(
            [Topic + "kraken-cdc.*"], Statement(spec.WithKey("table.include.list", null), "WrittenTopics").Statement.Resources);
        Assert.Contains(
            Topic + "kraken-cdc",
            Statement(spec.WithKey("connector.class", "io.debezium.connector.mysql.MySqlConnector"), "WrittenTopics").Statement.Resources);
    }

    [Fact]
    public void A_value_that_is_no_topic_reaches_no_policy()
    {
        var spec = _source.WithKey("signal.kafka.topic", "${vault:topic}").WithKey("schema.history.internal.kafka.topic", "*");

        Assert.Equal(Sids(_source), Sids(spec));
        Assert.Equal(ConnectorPolicyBuilder.Build(_source).Document.ToJson(), ConnectorPolicyBuilder.Build(spec).Document.ToJson());
    }

    [Theory]
    [InlineData(null, "topics/*")]
    [InlineData("raw/mnpi", "raw/mnpi/*")]
    [InlineData("raw/", "raw/*")]
    [InlineData("/raw", "/raw/*")]
    [InlineData("/", "*")]
    [InlineData("", "*")]
    public void Objects_lie_under_topics_dir(string? dir, string objects) => Assert.Equal(
        ["arn:aws:s3:::kraken-raw-mnpi-dev/" + objects],
        Statement(_sink.WithKey("topics.dir", dir), "SinkObjects").Statement.Resources);

    [Fact]
    public void An_S3_sink_of_another_class_gets_the_whole_bucket_and_a_word_about_it()
    {
        var spec = _sink.WithKey("connector.class", "io.example.OtherS3Sink");

        var policy = ConnectorPolicyBuilder.Build(spec);

        Assert.Equal(["arn:aws:s3:::kraken-raw-mnpi-dev/*"], Statement(spec, "SinkObjects").Statement.Resources);
        Assert.Contains(policy.Findings, f => f is { Rule: "SinkPrefixUnknown", Severity: FindingSeverity.Warning });
    }

    [Fact]
    public void Tags_and_ACLs_are_granted_where_the_configuration_sets_them()
    {
        Assert.Equal(
            ["s3:PutObjectTagging"], Statement(_sink.WithKey("s3.object.tagging", "true"), "SinkObjectTags").Statement.Actions);
        Assert.DoesNotContain("SinkObjectTags", Sids(_sink.WithKey("s3.object.tagging", "false")));
        Assert.Equal(
            ["s3:PutObjectAcl"],
            Statement(_sink.WithKey("s3.acl.canned", "bucket-owner-full-control"), "SinkObjectAcl").Statement.Actions);
    }

    [Fact]
    public void What_is_not_given_is_not_granted()
    {
        var bare = _sink with { MskKmsKeyArn = null, S3KmsKeyArn = null };

        Assert.Equal(["Cluster", "ReadTopics", "InternalTopics", "Groups", "SinkObjects", "SinkBucket", "Logs", "Plugin"], Sids(bare));
        Assert.Equal(
            ["Cluster", "ReadTopics", "InternalTopics", "Groups", "Logs", "Plugin"], Sids(bare with { S3SinkBucketArn = null }));
    }

    [Fact]
    public void A_secrets_key_is_used_through_Secrets_Manager_only()
    {
        var statement = Statement(
            _source with { SecretKmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1" }, "SecretKey").Statement;

        Assert.Equal(["kms:Decrypt"], statement.Actions);
        Assert.Equal(["secretsmanager.us-east-1.amazonaws.com"], statement.Conditions.Single().Values);
    }

    [Theory]
    [InlineData("kraken/dev/database-AbC123", new[] { "kraken/dev/database-AbC123" })]
    [InlineData("kraken/dev/database", new[] { "kraken/dev/database-??????" })]
    [InlineData("kraken/dev-orders", new[] { "kraken/dev-orders", "kraken/dev-orders-??????" })]
    public void A_secret_without_its_random_ending_leaves_it_open(string secret, string[] resources)
    {
        const string arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";

        Assert.Equal(
            resources.Select(r => arn + r), Statement(_source with { RdsSecretArn = arn + secret }, "DatabaseSecret").Statement.Resources);
    }

    [Fact]
    public void A_plugins_object_is_granted_alone_where_it_is_known() => Assert.Equal(
        ["arn:aws:s3:::plugins/debezium.zip"],
        Statement(_source with { CustomPluginBucketArn = "arn:aws:s3:::plugins/debezium.zip" }, "Plugin").Statement.Resources);
}
