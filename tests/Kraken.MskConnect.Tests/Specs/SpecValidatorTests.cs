using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Tests.Specs;

public class SpecValidatorTests
{
    private static readonly ConnectorSpec _source = ReferenceExamples.DebeziumSource;
    // With what the reference's example lacks, so that the sink's tasks start.
    private static readonly ConnectorSpec _sink =
        ReferenceExamples.S3Sink.WithKey("locale", "en-US").WithKey("timezone", "UTC");

    private static IReadOnlyList<SpecFinding> Errors(ConnectorSpec spec) =>
        [.. SpecValidator.Validate(spec).Findings.Where(f => f.Severity == FindingSeverity.Error)];

    private static IEnumerable<(string Field, string Rule)> Warnings(ConnectorSpec spec) =>
        SpecValidator.Validate(spec).Findings.Where(f => f.Severity == FindingSeverity.Warning).Select(f => (f.Field, f.Rule));

    private static SpecFinding OnlyError(ConnectorSpec spec, string field, string rule)
    {
        var error = Assert.Single(Errors(spec));
        Assert.Equal((field, rule), (error.Field, error.Rule));
        Assert.StartsWith(field, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
        if (error.Value is not null)
            Assert.Contains(error.Value, error.Message, StringComparison.Ordinal);
        return error;
    }

    [Fact]
    public void The_source_example_is_valid_and_is_told_what_it_may_not_want()
    {
        var validation = SpecValidator.Validate(_source);

        Assert.True(validation.IsValid, string.Join('\n', validation.Findings));
        Assert.Equal(
            [
                ("ConnectorConfiguration[table.include.list]", "TopicNotGranted"),
                ("AutoscalingMaxWorkerCount", "AutoscaledSingleTask"),
            ],
            Warnings(_source));
    }

    [Fact]
    public void The_sink_example_is_valid_without_any_finding()
    {
        var validation = SpecValidator.Validate(_sink);

        Assert.True(validation.IsValid);
        Assert.Empty(validation.Findings);
    }

    [Fact]
    public void The_references_sink_example_is_valid_and_is_told_without_what_its_tasks_fail() => Assert.Equal(
        [
            (FindingSeverity.Warning, "ConnectorConfiguration[locale]", "PartitionerKeyMissing"),
            (FindingSeverity.Warning, "ConnectorConfiguration[timezone]", "PartitionerKeyMissing"),
        ],
        SpecValidator.Validate(ReferenceExamples.S3Sink).Findings.Select(f => (f.Severity, f.Field, f.Rule)));

    [Theory]
    [InlineData("path.format", null, "PartitionerKeyMissing")]
    [InlineData("partition.duration.ms", null, "PartitionerKeyMissing")]
    [InlineData("partition.duration.ms", "-1", "NumberRange")]
    [InlineData("topics.dir", "../other", "TopicsDir")]
    [InlineData("topics.dir", "a/./b", "TopicsDir")]
    public void A_sink_has_what_its_delivery_needs(string key, string? value, string rule) =>
        OnlyError(_sink.WithKey(key, value), $"ConnectorConfiguration[{key}]", rule);

    [Fact]
    public void A_sink_without_the_size_that_has_no_default_is_told() =>
        OnlyError(_sink.WithKey("flush.size", null), "ConnectorConfiguration[flush.size]", "KeyMissing");

    [Theory]
    [InlineData("60000", "Error")]
    [InlineData("-1", null)]
    [InlineData("0", null)]
    public void A_schedule_needs_a_time_zone(string interval, string? severity)
    {
        var spec = _sink.WithKey("timezone", null).WithKey("rotate.schedule.interval.ms", interval)
            .WithKey("partitioner.class", "io.confluent.connect.storage.partitioner.DefaultPartitioner");

        var found = SpecValidator.Validate(spec).Findings.Where(f => f.Field == "ConnectorConfiguration[timezone]");
        Assert.Equal(severity is null ? [] : [severity], found.Select(f => f.Severity.ToString()));
    }

    [Fact]
    public void A_sink_without_its_buckets_region_is_told_which_one_it_takes()
    {
        const string region = "ConnectorConfiguration[s3.region]";

        Assert.Contains((region, "SinkRegionDefault"), Warnings(_sink.WithKey("s3.region", null)));
        Assert.DoesNotContain(
            (region, "SinkRegionDefault"), Warnings(_sink.In("us-west-2", "aws").WithKey("s3.region", null)));
    }

    [Theory]
    [InlineData("flush.size")]
    [InlineData("rotate.interval.ms")]
    [InlineData("rotate.schedule.interval.ms")]
    [InlineData("s3.part.size")]
    [InlineData("errors.retry.timeout")]
    [InlineData("errors.deadletterqueue.topic.replication.factor")]
    public void A_number_of_the_sink_is_one(string key) => AssertNumber(_sink, key);

    [Theory]
    [InlineData("max.batch.size")]
    [InlineData("max.queue.size")]
    [InlineData("poll.interval.ms")]
    [InlineData("heartbeat.interval.ms")]
    [InlineData("snapshot.fetch.size")]
    [InlineData("schema.history.internal.kafka.recovery.attempts")]
    public void A_number_of_the_source_is_one(string key) => AssertNumber(_source, key);

    [Theory]
    [InlineData("")]
    [InlineData("3,000")]
    [InlineData("x")]
    public void The_number_of_tasks_and_the_port_are_numbers(string value)
    {
        OnlyError(_source.WithKey("tasks.max", value), "ConnectorConfiguration[tasks.max]", "NumberFormat");
        OnlyError(_source.WithKey("database.port", value.Length == 0 ? "0" : value), "ConnectorConfiguration[database.port]", "PortFormat");
    }

    [Fact]
    public void The_partitions_of_created_topics_are_a_number() =>
        AssertNumber(_source.WithKey("topic.creation.default.replication.factor", "3"), "topic.creation.default.partitions");

    private static void AssertNumber(ConnectorSpec spec, string key)
    {
        var field = $"ConnectorConfiguration[{key}]";
        foreach (var value in (string[])["x", "", " ", "1e3", "1,000", "1000.0", "0x10", "1_000", "1000ms"])
            OnlyError(spec.WithKey(key, value), field, "NumberFormat");
        OnlyError(spec.WithKey(key, "-2"), field, "NumberRange");
        Assert.Empty(Errors(spec.WithKey(key, "${ssm::/kraken/number}")));
    }

    [Fact]
    public void A_number_is_not_greater_than_its_type()
    {
        OnlyError(_sink.WithKey("flush.size", "2147483648"), "ConnectorConfiguration[flush.size]", "NumberRange");
        OnlyError(_sink.WithKey("s3.part.size", "5242879"), "ConnectorConfiguration[s3.part.size]", "NumberRange");
        Assert.Empty(Errors(_sink.WithKey("flush.size", " 2147483647 ").WithKey("rotate.interval.ms", "9223372036854775807")));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public void A_name_that_paths_take_for_a_folder_is_none(string name) =>
        OnlyError(_sink with { ConnectorName = name }, "ConnectorName", "ConnectorNameDots");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t \n")]
    public void What_is_blank_is_not_given(string blank)
    {
        foreach (var field in SpecFields.All.Where(f => f is { IsRequired: true, Kind: SpecFieldKind.Text }))
        {
            var errors = Errors(field.Set(_sink, blank)).Where(e => e.Field == field.Name).ToList();
            Assert.Contains("Required", errors.Select(e => e.Rule));
        }
    }

    [Fact]
    public void An_empty_spec_misses_every_required_field_at_once()
    {
        var errors = Errors(new ConnectorSpec()).Where(f => f.Rule == "Required");

        Assert.Equal(SpecFields.All.Where(f => f.IsRequired).Select(f => f.Name), errors.Select(f => f.Field));
    }

    [Fact]
    public void Errors_come_first_then_the_order_of_the_fields()
    {
        var findings = SpecValidator.Validate(_source with { LogRetentionInDays = 8, Region = "nowhere" }).Findings;

        Assert.Equal(["Region", "LogRetentionInDays"], findings.Take(2).Select(f => f.Field));
        Assert.All(findings.Skip(2), f => Assert.NotEqual(FindingSeverity.Error, f.Severity));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Orders_v1.2-dev")]
    public void A_name_of_letters_digits_dots_underscores_and_hyphens_is_taken(string name) =>
        Assert.Empty(Errors(_sink with { ConnectorName = name }));

    [Fact]
    public void A_name_of_128_characters_is_taken_and_one_more_is_not()
    {
        Assert.Empty(Errors(_sink with { ConnectorName = new string('a', 128) }));
        OnlyError(_sink with { ConnectorName = new string('a', 129) }, "ConnectorName", "ConnectorNameLength");
    }

    [Theory]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("a/b")]
    [InlineData("${a}")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void A_name_with_characters_that_mean_something_in_patterns_is_refused(string name) =>
        OnlyError(_sink with { ConnectorName = name }, "ConnectorName", "ConnectorNameCharacters");

    [Fact]
    public void A_description_has_at_most_1024_characters()
    {
        Assert.Empty(Errors(_sink with { Description = new string('x', 1024) }));
        OnlyError(_sink with { Description = new string('x', 1025) }, "Description", "DescriptionLength");
    }

    [Theory]
    [InlineData("us-east-1", true)]
    [InlineData("us-gov-west-1", true)]
    [InlineData("cn-northwest-1", true)]
    [InlineData("eusc-de-east-1", true)]
    [InlineData("us-east-1a", false)]
    [InlineData("US-EAST-1", false)]
    [InlineData("virginia", false)]
    public void A_region_has_the_form_of_one(string region, bool isRegion) =>
        Assert.Equal(!isRegion, Errors(_sink with { Region = region }).Any(f => f.Rule == "RegionFormat"));

    [Theory]
    [InlineData("12345678901")]
    [InlineData("1234567890123")]
    [InlineData("12345678901a")]
    public void An_account_id_has_12_digits(string accountId) =>
        OnlyError(_sink with { AccountId = accountId }, "AccountId", "AccountIdFormat");

    [Fact]
    public void Words_are_taken_in_any_case_of_letters_and_held_as_AWS_spells_them()
    {
        var spec = _sink with
        {
            ConnectorType = "SINK", MskAuthenticationType = "none", EncryptionInTransit = "tls", NetworkType = "ipv4",
            InternalTopicScope = "service",
        };

        Assert.Empty(Errors(spec));
        Assert.Equal(
            ("sink", "NONE", "TLS", "IPV4", "Service"),
            (spec.ConnectorType, spec.MskAuthenticationType, spec.EncryptionInTransit, spec.NetworkType, spec.InternalTopicScope));
    }

    [Fact]
    public void Words_that_are_none_of_the_choices_are_refused()
    {
        OnlyError(_sink with { ConnectorType = "pump" }, "ConnectorType", "ConnectorTypeAllowed");
        OnlyError(_sink with { MskAuthenticationType = "SCRAM" }, "MskAuthenticationType", "MskAuthenticationTypeAllowed");
        OnlyError(_sink with { EncryptionInTransit = "SSL" }, "EncryptionInTransit", "EncryptionInTransitAllowed");
        OnlyError(_sink with { NetworkType = "IPV6" }, "NetworkType", "NetworkTypeAllowed");
        OnlyError(_sink with { InternalTopicScope = "All" }, "InternalTopicScope", "InternalTopicScopeAllowed");
    }

    [Fact]
    public void IAM_goes_with_TLS_only() => OnlyError(
        _sink with { MskAuthenticationType = "IAM", EncryptionInTransit = "PLAINTEXT", MskBootstrapServer = "proxy.example:7000" },
        "EncryptionInTransit", "EncryptionForIam");

    [Theory]
    [InlineData("3.7.1")]
    [InlineData("2.7.2")]
    [InlineData("3.9.0")]
    public void A_patch_of_a_Kafka_Connect_version_or_a_newer_one_is_a_warning(string version)
    {
        var spec = _sink with { KafkaConnectVersion = version };

        Assert.Empty(Errors(spec));
        Assert.Contains(("KafkaConnectVersion", "KafkaConnectVersionUnknown"), Warnings(spec));
    }

    [Theory]
    [InlineData("2.7.1", null)]
    [InlineData("3.7.x", null)]
    [InlineData("2.8.0", "KafkaConnectVersionAllowed")]
    [InlineData("latest", "KafkaConnectVersionFormat")]
    [InlineData("", "KafkaConnectVersionFormat")]
    public void A_Kafka_Connect_version_is_one_that_MSK_Connect_runs(string version, string? rule)
    {
        var spec = _sink with { KafkaConnectVersion = version };
        if (rule is null)
            Assert.Empty(SpecValidator.Validate(spec).Findings);
        else
            OnlyError(spec, "KafkaConnectVersion", rule);
    }

    [Fact]
    public void A_Kafka_Connect_version_newer_than_this_module_is_a_warning()
    {
        var spec = _sink with { KafkaConnectVersion = "4.0.x" };

        Assert.Empty(Errors(spec));
        Assert.Equal([("KafkaConnectVersion", "KafkaConnectVersionUnknown")], Warnings(spec));
    }

    [Theory]
    [InlineData("vpc-0a1b2c3d", true)]
    [InlineData("vpc-0a1b2c3d4e5f60718", true)]
    [InlineData("vpc-0a1b2c3", false)]
    [InlineData("vpc-0A1B2C3D", false)]
    [InlineData("my-vpc", false)]
    public void A_VPC_id_has_the_form_of_one(string id, bool isId)
    {
        if (isId)
            Assert.Empty(Errors(_sink with { VpcId = id }));
        else
            OnlyError(_sink with { VpcId = id }, "VpcId", "VpcIdFormat");
    }

    [Fact]
    public void Each_wrong_subnet_is_named_and_so_is_one_given_twice()
    {
        var errors = Errors(_sink with { SubnetId = ["subnet-0a1b2c3d", "one", "two", "subnet-0a1b2c3d"] });

        Assert.Equal(
            [("SubnetIdFormat", "one"), ("SubnetIdFormat", "two"), ("SubnetIdTwice", "subnet-0a1b2c3d")],
            errors.Select(f => (f.Rule, f.Value!)));
    }

    [Theory]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("10.1.2.3/32", true)]
    [InlineData("::/0", true)]
    [InlineData("2001:db8::/32", true)]
    [InlineData("pl-0a1b2c3d", true)]
    [InlineData("sg-0a1b2c3d4e5f60718", true)]
    [InlineData("10.1.2.3/16", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("10.1.0.0/33", false)]
    [InlineData("db.example", false)]
    [InlineData("", false)]
    public void An_egress_destination_is_a_CIDR_block_a_prefix_list_or_a_group(string destination, bool isOne)
    {
        var spec = _sink with { EgressDestination = [destination] };
        if (isOne)
            Assert.Empty(Errors(spec));
        else
            OnlyError(spec, "EgressDestination", "EgressDestinationFormat");
    }

    [Fact]
    public void No_egress_destination_at_all_is_refused() =>
        OnlyError(_sink with { EgressDestination = [] }, "EgressDestination", "EgressDestinationEmpty");

    private const string PrivateBroker = "b-1.";

    private const string Broker = "b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com";
    private const string Balancer = "nlb.elb.us-east-1.amazonaws.com";

    [Theory]
    [InlineData(Broker + ":9098", "IAM", "TLS", true)]
    [InlineData(Broker + ":9198", "IAM", "TLS", true)]
    [InlineData(Broker + ":9094", "IAM", "TLS", false)]
    [InlineData(Broker + ":9092", "IAM", "TLS", false)]
    [InlineData(Broker + ":9096", "IAM", "TLS", false)]
    [InlineData(Broker + ":14001", "IAM", "TLS", true)]
    [InlineData(Broker + ":9094", "NONE", "TLS", true)]
    [InlineData(Broker + ":9194", "NONE", "TLS", true)]
    [InlineData(Broker + ":9092", "NONE", "PLAINTEXT", true)]
    [InlineData(Broker + ":9092", "NONE", "TLS", false)]
    [InlineData(Broker + ":9094", "NONE", "PLAINTEXT", false)]
    [InlineData(Broker + ":9096", "NONE", "TLS", false)]
    [InlineData(Broker + ":9098", "NONE", "TLS", false)]
    [InlineData(Balancer + ":9094", "NONE", "TLS", true)]
    [InlineData(Balancer + ":9096", "NONE", "TLS", true)]
    [InlineData(Balancer + ":6001", "NONE", "TLS", true)]
    [InlineData(Balancer + ":9098", "NONE", "TLS", true)]
    [InlineData(Balancer + ":9094", "IAM", "TLS", true)]
    public void A_brokers_port_agrees_with_authentication_and_encryption(
        string servers, string authentication, string encryption, bool agrees)
    {
        var spec = _sink with
        {
            MskBootstrapServer = servers, MskAuthenticationType = authentication, EncryptionInTransit = encryption,
        };
        if (agrees)
            Assert.Empty(Errors(spec));
        else
            OnlyError(spec, "MskBootstrapServer", "BootstrapServerPort");
    }

    [Theory]
    [InlineData(Broker + ":20098", "IAM", "TLS", true)]
    [InlineData(Broker + ":20098", "NONE", "TLS", false)]
    [InlineData(Broker + ":20096", "IAM", "TLS", false)]
    [InlineData(Broker + ":20096", "NONE", "TLS", false)]
    [InlineData(Broker + ":20094", "NONE", "TLS", true)]
    [InlineData(Broker + ":20094", "IAM", "TLS", false)]
    [InlineData(Broker + ":20092", "NONE", "PLAINTEXT", true)]
    [InlineData(Broker + ":20092", "NONE", "TLS", false)]
    [InlineData(PrivateBroker + "iam.x.a1b2c3.c5.kafka.us-east-1.amazonaws.com:14001", "IAM", "TLS", true)]
    [InlineData(PrivateBroker + "iam.x.a1b2c3.c5.kafka.us-east-1.amazonaws.com:14001", "NONE", "TLS", false)]
    [InlineData(PrivateBroker + "scram.x.a1b2c3.c5.kafka.us-east-1.amazonaws.com:14002", "IAM", "TLS", false)]
    [InlineData(PrivateBroker + "tls.x.a1b2c3.c5.kafka.us-east-1.amazonaws.com:14001", "NONE", "TLS", true)]
    public void A_brokers_port_for_IPv6_or_private_connectivity_agrees_too(
        string servers, string authentication, string encryption, bool agrees)
    {
        var spec = _sink with
        {
            MskBootstrapServer = servers, MskAuthenticationType = authentication, EncryptionInTransit = encryption, NetworkType = "DUAL",
        };
        if (agrees)
            Assert.Empty(Errors(spec));
        else
            OnlyError(spec, "MskBootstrapServer", "BootstrapServerPort");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("IPV4")]
    public void A_broker_is_reached_over_IPv6_by_a_connector_that_has_it(string? networkType) => OnlyError(
        _sink with { MskBootstrapServer = Broker + ":20094", NetworkType = networkType }, "MskBootstrapServer", "BootstrapServerNetwork");

    [Theory]
    [InlineData(Balancer + ":9098", "NONE")]
    [InlineData(Balancer + ":9094", "IAM")]
    public void A_load_balancer_on_a_port_of_the_other_authentication_is_a_warning(string servers, string authentication) =>
        Assert.Equal(
            [("MskBootstrapServer", "BootstrapServerPort")],
            Warnings(_sink with { MskBootstrapServer = servers, MskAuthenticationType = authentication }));

    [Fact]
    public void A_broker_in_another_region_is_a_warning() => Assert.Equal(
        [("MskBootstrapServer", "BootstrapServerRegion")],
        Warnings(_sink with { MskBootstrapServer = "b-1.x.a1b2c3.c5.kafka.eu-west-1.amazonaws.com:9094" }));

    [Theory]
    [InlineData("broker")]
    [InlineData("broker:")]
    [InlineData("broker:0")]
    [InlineData("broker:65536")]
    [InlineData("broker:9094,")]
    [InlineData(":9094")]
    [InlineData("bro ker:9094")]
    [InlineData("https://broker:9094")]
    public void A_bootstrap_server_is_host_and_port(string servers) =>
        OnlyError(_sink with { MskBootstrapServer = servers }, "MskBootstrapServer", "BootstrapServerFormat");

    [Fact]
    public void Several_bootstrap_servers_may_have_spaces_between_them() =>
        Assert.Empty(Errors(_sink with { MskBootstrapServer = "a.example:9094, b.example:9094" }));

    public static TheoryData<string, string, string> WrongArns => new()
    {
        { "MskClusterArn", "kraken-dev", "ArnFormat" },
        { "MskClusterArn", "arn:aws:kafka:us-east-1:123456789012:cluster/kraken-dev", "ArnKind" },
        { "MskClusterArn", "arn:aws:kafka:us-east-1:123456789012:cluster/kraken-dev/*", "ArnKind" },
        { "MskClusterArn", "arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/5c1d6e1b-5/t", "ArnKind" },
        { "MskClusterArn", "arn:aws:kafka:eu-west-1:123456789012:cluster/kraken-dev/5c1d6e1b-5", "ArnRegion" },
        { "MskClusterArn", "arn:aws:kafka:us-east-1:210987654321:cluster/kraken-dev/5c1d6e1b-5", "ArnAccount" },
        { "MskClusterArn", "arn:aws-cn:kafka:us-east-1:123456789012:cluster/kraken-dev/5c1d6e1b-5", "ArnPartition" },
        { "MskKmsKeyArn", "arn:aws:kms:us-east-1:123456789012:alias/kraken", "ArnKind" },
        { "MskKmsKeyArn", "arn:aws:kms:eu-west-1:123456789012:key/1", "ArnRegion" },
        { "MskKmsKeyArn", "arn:aws:kms:us-east-1:210987654321:key/1", "ArnAccount" },
        { "RdsSecretArn", "kraken/dev/database", "ArnFormat" },
        { "RdsSecretArn", "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/*", "ArnKind" },
        { "RdsSecretArn", "arn:aws:secretsmanager:us-west-2:123456789012:secret:kraken/dev-AbC123", "ArnRegion" },
        { "S3SinkBucketArn", "kraken-raw-mnpi-dev", "ArnFormat" },
        { "S3SinkBucketArn", "arn:aws:s3:us-east-1::kraken-raw-mnpi-dev", "ArnRegion" },
        { "S3SinkBucketArn", "arn:aws:s3::123456789012:kraken-raw-mnpi-dev", "ArnAccount" },
        { "S3SinkBucketArn", "arn:aws-us-gov:s3:::kraken-raw-mnpi-dev", "ArnPartition" },
        { "S3SinkBucketArn", "arn:aws:s3:::kraken-raw-mnpi-dev/topics", "ArnKind" },
        { "S3KmsKeyArn", "arn:aws:kms:eu-west-1:123456789012:key/1", "ArnRegion" },
        { "CustomPluginArn", "arn:aws:kafkaconnect:us-east-1:123456789012:connector/a/b", "ArnKind" },
        { "CustomPluginArn", "arn:aws:kafkaconnect:us-west-1:123456789012:custom-plugin/a/b", "ArnRegion" },
        { "CustomPluginBucketArn", "arn:aws:s3:::B", "ArnKind" },
        { "CustomPluginBucketArn", "arn:aws:s3:::bucket/*", "ArnKind" },
        { "WorkerConfigurationArn", "arn:aws:kafkaconnect:us-east-1:123456789012:custom-plugin/a/b", "ArnKind" },
        { "LogGroupKmsKeyArn", "arn:aws:kms:us-east-1:210987654321:key/1", "ArnAccount" },
        { "SecretKmsKeyArn", "key/1", "ArnFormat" },
        { "PermissionsBoundaryArn", "arn:aws:iam::123456789012:role/r", "ArnKind" },
        { "PermissionsBoundaryArn", "arn:aws:iam::210987654321:policy/p", "ArnAccount" },
        { "PermissionsBoundaryArn", "arn:aws:iam:us-east-1:123456789012:policy/p", "ArnRegion" },
    };

    [Theory]
    [MemberData(nameof(WrongArns))]
    public void An_ARN_is_of_its_kind_and_agrees_with_region_account_and_partition(string field, string arn, string rule)
    {
        var spec = SpecReader.Apply(_sink, new Dictionary<string, object?> { [field] = arn }, "test").Spec;

        var error = Errors(spec).First(f => f.Field == field);

        Assert.Equal(rule, error.Rule);
        Assert.Equal(arn, error.Value);
    }

    [Theory]
    [InlineData("PermissionsBoundaryArn", "arn:aws:iam::aws:policy/PowerUserAccess")]
    [InlineData("PermissionsBoundaryArn", "arn:aws:iam::123456789012:policy/team/boundary")]
    [InlineData("CustomPluginBucketArn", "arn:aws:s3:::bucket-of-another-account/plugins/debezium.zip")]
    [InlineData("WorkerConfigurationArn", "arn:aws:kafkaconnect:us-east-1:123456789012:worker-configuration/a/b-1")]
    [InlineData("MskClusterArn", "arn:aws:kafka:us-east-1:123456789012:cluster/serverless/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-s1")]
    public void An_ARN_that_agrees_is_taken(string field, string arn) =>
        Assert.Empty(Errors(SpecReader.Apply(_sink, new Dictionary<string, object?> { [field] = arn }, "test").Spec));

    [Fact]
    public void A_missing_region_or_account_is_said_once_and_not_of_every_ARN()
    {
        OnlyError(_sink with { Region = "" }, "Region", "Required");
        OnlyError(_sink with { AccountId = "" }, "AccountId", "Required");
    }

    [Fact]
    public void The_bucket_key_is_in_the_buckets_region()
    {
        var spec = (_sink with { S3KmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/1" }).WithKey("s3.region", "eu-west-1");

        Assert.Empty(Errors(spec));
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    public void Other_partitions_are_valid_where_all_agrees(string region, string partition)
    {
        Assert.Empty(Errors(_source.In(region, partition)));
        Assert.Empty(Errors(_sink.In(region, partition)));
    }

    [Fact]
    public void Revisions_count_from_1()
    {
        OnlyError(_sink with { CustomPluginRevision = 0 }, "CustomPluginRevision", "CustomPluginRevisionRange");
        OnlyError(_sink with { WorkerConfigurationRevision = -1 }, "WorkerConfigurationRevision", "WorkerConfigurationRevisionRange");
    }

    [Theory]
    [InlineData("orders", true)]
    [InlineData("orders.*", true)]
    [InlineData("orders*dev", false)]
    [InlineData("or ders", false)]
    [InlineData("", false)]
    [InlineData("..", false)]
    public void A_granted_topic_is_a_name_or_the_beginning_of_one(string topic, bool isOne)
    {
        var spec = _sink with { KafkaTopicRead = [.. _sink.KafkaTopicRead, topic] };
        if (isOne)
            Assert.Empty(Errors(spec));
        else
            OnlyError(spec, "KafkaTopicRead", "TopicName");
    }

    [Theory]
    [InlineData("__*")]
    [InlineData("__amazon_msk_connect_*")]
    public void A_grant_that_reaches_other_connectors_internal_topics_is_a_warning(string topic) =>
        Assert.Contains(("KafkaTopicRead", "TopicGrantTooWide"), Warnings(_sink with { KafkaTopicRead = [topic, .. _sink.KafkaTopicRead] }));

    [Theory]
    [InlineData("KafkaTopicRead")]
    [InlineData("KafkaTopicWrite")]
    public void Every_topic_is_granted_where_it_is_asked_for_by_name_alone(string field)
    {
        var spec = field == "KafkaTopicRead" ? _sink with { KafkaTopicRead = ["*"] } : _source with { KafkaTopicWrite = ["*"] };

        var error = OnlyError(spec, field, "AllTopics");
        Assert.Contains("AllowAllTopics", error.Remedy, StringComparison.Ordinal);
        var allowed = spec with { AllowAllTopics = true };
        Assert.Empty(Errors(allowed));
        Assert.Contains((field, "TopicGrantTooWide"), Warnings(allowed));
    }

    [Fact]
    public void To_allow_every_topic_without_a_list_that_asks_for_them_is_a_warning() =>
        Assert.Contains(("AllowAllTopics", "AllowAllTopicsUnused"), Warnings(_sink with { AllowAllTopics = true }));

    [Fact]
    public void A_sink_has_topics_to_read() => Assert.Contains(
        ("KafkaTopicRead", "TopicsToRead"), Errors(_sink with { KafkaTopicRead = [] }).Select(f => (f.Field, f.Rule)));

    [Fact]
    public void A_source_has_topics_to_write_or_a_prefix_to_derive_them_from()
    {
        var spec = _source with { KafkaTopicWrite = [] };

        Assert.Empty(Errors(spec));
        Assert.Contains(SpecValidator.Validate(spec).Findings, f => f is { Rule: "TopicsDerived", Severity: FindingSeverity.Information });
        OnlyError(spec.WithKey("connector.class", "com.example.MySource"), "KafkaTopicWrite", "TopicsToWrite");
        Assert.Equal(
            [("KafkaTopicWrite", "TopicsToWrite"), ("ConnectorConfiguration[topic.prefix]", "KeyMissing")],
            Errors(spec.WithKey("database.server.name", null)).Select(e => (e.Field, e.Rule)).OrderByDescending(e => e.Field, StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_that_is_unusual_for_the_type_is_a_warning()
    {
        Assert.Contains(("KafkaTopicRead", "TopicListUnusual"), Warnings(_source with { KafkaTopicRead = ["x"] }));
        Assert.Contains(("KafkaTopicWrite", "TopicListUnusual"), Warnings(_sink with { KafkaTopicWrite = ["x"] }));
    }

    [Fact]
    public void A_list_that_the_configuration_asks_for_is_not_unusual()
    {
        Assert.Empty(Warnings((_sink with { KafkaTopicWrite = ["dlq"] }).WithKey("errors.deadletterqueue.topic.name", "dlq")));
        Assert.DoesNotContain(
            ("KafkaTopicRead", "TopicListUnusual"),
            Warnings((_source with { KafkaTopicRead = ["signals"] }).WithKey("signal.kafka.topic", "signals")));
    }

    [Fact]
    public void A_topic_in_topics_must_be_granted()
    {
        var error = OnlyError(
            _sink.WithKey("topics", "cdc.trades.mnpi, cdc.secrets , cdc.more"), "ConnectorConfiguration[topics]", "TopicNotGranted");

        Assert.Contains("cdc.secrets, cdc.more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_in_topics_is_a_name()
    {
        OnlyError(_sink.WithKey("topics", "cdc.trades.mnpi,cdc.*"), "ConnectorConfiguration[topics]", "TopicName");
        Assert.Equal([("ConnectorConfiguration[topics]", "TopicUnknown")], Warnings(
            _sink.WithKey("topics", "${ssm:topics}") with { WorkerConfigurationArn = "arn:aws:kafkaconnect:us-east-1:123456789012:worker-configuration/a/b-1" }));
    }

    [Fact]
    public void A_grant_with_a_star_covers_what_begins_so() =>
        Assert.Empty(Errors(_sink with { KafkaTopicRead = ["cdc.*"] }));

    [Fact]
    public void A_sink_takes_topics_or_a_pattern_and_not_both()
    {
        OnlyError(_sink.WithKey("topics", null), "ConnectorConfiguration[topics]", "SinkTopics");
        OnlyError(_sink.WithKey("topics.regex", "cdc\\..*"), "ConnectorConfiguration[topics.regex]", "SinkTopics");
        Assert.Empty(Errors(_sink.WithKey("topics", null).WithKey("topics.regex", "cdc\\..*")));
    }

    [Fact]
    public void A_pattern_matches_a_granted_topic()
    {
        var sink = _sink.WithKey("topics", null);

        OnlyError(sink.WithKey("topics.regex", "orders\\..*"), "ConnectorConfiguration[topics.regex]", "TopicNotGranted");
        Assert.Equal(
            [("ConnectorConfiguration[topics.regex]", "TopicsRegexFormat")], Warnings(sink.WithKey("topics.regex", "cdc(")));
    }

    [Theory]
    [InlineData("postgresql.PostgresConnector", "signal.kafka.topic", "signals")]
    [InlineData("mysql.MySqlConnector", "schema.history.internal.kafka.topic", "history")]
    [InlineData("mysql.MySqlConnector", "database.history.kafka.topic", "history")]
    public void A_topic_that_Debezium_is_told_to_use_needs_no_list(string connector, string key, string topic)
    {
        var source = _source.WithKey("connector.class", "io.debezium.connector." + connector);
        var spec = source.WithKey(key, topic);

        Assert.Empty(Errors(spec));
        Assert.Empty(Errors(spec with { KafkaTopicRead = [topic] }));
        OnlyError(source.WithKey(key, "no topic"), $"ConnectorConfiguration[{key}]", "TopicName");
    }

    [Fact]
    public void A_dead_letter_queue_needs_no_list()
    {
        const string key = "errors.deadletterqueue.topic.name";

        Assert.Empty(Errors(_sink.WithKey(key, "dlq")));
        Assert.Empty(Errors(_sink.WithKey(key, "dlq") with { KafkaTopicWrite = ["dlq"] }));
        OnlyError(_sink.WithKey(key, "d l q"), $"ConnectorConfiguration[{key}]", "TopicName");
    }

    [Fact]
    public void A_topic_behind_a_reference_is_a_warning() => Assert.Contains(
        ("ConnectorConfiguration[signal.kafka.topic]", "TopicUnknown"),
        Warnings(_source.WithKey("signal.kafka.topic", "${ssm:topic}")));

    [Fact]
    public void Heartbeats_need_no_list()
    {
        var spec = _source.WithKey("heartbeat.interval.ms", "10000");

        Assert.Empty(Errors(spec));
        Assert.DoesNotContain(Warnings(spec), w => w.Field == "ConnectorConfiguration[heartbeat.interval.ms]");
    }

    [Fact]
    public void Tables_whose_topics_are_not_granted_are_a_warning_and_no_error()
    {
        var granted = _source with { KafkaTopicWrite = ["kraken-cdc.public.*"] };

        Assert.DoesNotContain(Warnings(granted), w => w.Rule == "TopicNotGranted");
        Assert.Contains(
            ("ConnectorConfiguration[database.server.name]", "TopicNotGranted"), Warnings(_source.WithKey("table.include.list", null)));
    }

    [Fact]
    public void Topic_creation_wants_partitions_and_replicas()
    {
        OnlyError(_source with { TopicPartitionCount = 3 }, "TopicReplicationFactor", "TopicCreationBoth");
        OnlyError(_source with { TopicReplicationFactor = 3 }, "TopicPartitionCount", "TopicCreationBoth");
        OnlyError(_source with { TopicPartitionCount = 0, TopicReplicationFactor = 3 }, "TopicPartitionCount", "TopicPartitionCountRange");
        OnlyError(
            (_source with { TopicPartitionCount = 6, TopicReplicationFactor = 3 }).WithKey("topic.creation.default.partitions", "3"),
            "TopicPartitionCount", "TopicCreationTwice");
        Assert.Empty(Errors(_source with { TopicPartitionCount = 1, TopicReplicationFactor = 1 }));
        Assert.Contains(
            ("TopicPartitionCount", "TopicCreationUnused"), Warnings(_sink with { TopicPartitionCount = 1, TopicReplicationFactor = 1 }));
    }

    [Fact]
    public void A_configuration_names_a_class_of_the_type()
    {
        const string field = "ConnectorConfiguration[connector.class]";

        OnlyError(
            _sink.WithKey("connector.class", null), field, "ConnectorClass");
        OnlyError(_sink with { ConnectorType = "source", KafkaTopicWrite = ["x"] }, field, "ConnectorClassType");
        Assert.Contains(Errors(_source with { ConnectorType = "sink" }), f => f.Rule == "ConnectorClassType");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void Tasks_are_counted_from_1(string tasks) =>
        OnlyError(_sink.WithKey("tasks.max", tasks), "ConnectorConfiguration[tasks.max]", "NumberRange");

    [Fact]
    public void A_key_has_no_white_space() => Assert.Contains(Errors(_sink.WithKey("flush size", "1")), f => f.Rule == "ConfigurationKey");

    [Fact]
    public void A_database_port_is_a_port()
    {
        OnlyError(_source.WithKey("database.port", "70000"), "ConnectorConfiguration[database.port]", "PortFormat");
        Assert.Contains(
            ("ConnectorConfiguration[database.port]", "PortUnknown"),
            Warnings(_source.WithKey("database.port", "${secretsmanager:kraken/dev/database:port}")));
    }

    [Theory]
    [InlineData("connection.url", "${secretsmanager:kraken/dev/database:url}")]
    [InlineData("connection.url", @"jdbc:sqlserver://db.example\orders;encrypt=true")]
    [InlineData("connection.uri", "jdbc:oracle:thin:@orders_high")]
    [InlineData("value.converter.schema.registry.url", "http://r.example:${ssm::/registry/port}")]
    [InlineData("source.cluster.bootstrap.servers", "b-1.primary.example")]
    public void A_port_that_nobody_can_know_is_a_warning(string key, string value)
    {
        var finding = Assert.Single(SpecValidator.Validate(_sink.WithKey(key, value)).Findings, f => f.Rule == "PortUnknown");

        Assert.Equal((FindingSeverity.Warning, $"ConnectorConfiguration[{key}]"), (finding.Severity, finding.Field));
        Assert.Contains("AdditionalEgress", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_and_a_group_can_stand_in_an_IAM_policy()
    {
        OnlyError(
            _source.WithKey("database.server.name", "${env}"), "ConnectorConfiguration[database.server.name]", "TopicName");
        OnlyError(_source.WithKey("signal.kafka.groupId", "a*"), "ConnectorConfiguration[signal.kafka.groupId]", "GroupName");
    }

    [Fact]
    public void Autoscaling_a_single_task_is_a_warning_that_a_fixed_count_ends()
    {
        Assert.DoesNotContain(
            Warnings(_source with { ProvisionedWorkerCount = 1 }), w => w.Rule == "AutoscaledSingleTask");
        var mySql = SpecValidator.Validate(_source.WithKey("connector.class", "io.debezium.connector.mysql.MySqlConnector"));
        Assert.Contains("fails with more than one task", mySql.Findings.Single(f => f.Rule == "AutoscaledSingleTask").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sinks_bucket_is_the_bucket_of_its_ARN()
    {
        OnlyError(_sink.WithKey("s3.bucket.name", "other"), "ConnectorConfiguration[s3.bucket.name]", "SinkBucket");
        OnlyError(_sink.WithKey("s3.bucket.name", null), "ConnectorConfiguration[s3.bucket.name]", "KeyMissing");
        OnlyError(_sink with { S3SinkBucketArn = null }, "S3SinkBucketArn", "SinkBucketMissing");
        OnlyError(_sink.WithKey("topics.dir", "a/*"), "ConnectorConfiguration[topics.dir]", "TopicsDir");
    }

    [Fact]
    public void A_bucket_or_key_without_use_is_a_warning()
    {
        var spec = _source with { S3SinkBucketArn = _sink.S3SinkBucketArn, S3KmsKeyArn = _sink.S3KmsKeyArn };

        Assert.Contains(("S3SinkBucketArn", "SinkBucketUnused"), Warnings(spec));
        Assert.Contains(("S3KmsKeyArn", "SinkKeyUnused"), Warnings(spec));
    }

    [Fact]
    public void A_literal_secret_is_a_warning_that_does_not_show_it()
    {
        var findings = SpecValidator.Validate(_source.WithKey("database.password", "canary-4711")).Findings;

        var finding = Assert.Single(findings, f => f.Rule == "LiteralSecret");
        Assert.Equal(("ConnectorConfiguration[database.password]", Redaction.Mask), (finding.Field, finding.Value));
        Assert.DoesNotContain("canary-4711", string.Concat(findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_a_URL_is_a_literal_secret_too() => Assert.Contains(
        ("ConnectorConfiguration[connection.url]", "LiteralSecret"),
        Warnings(_sink.WithKey("connection.url", "jdbc:postgresql://db/x?user=a&password=canary")));

    [Fact]
    public void A_reference_whose_secret_is_granted_needs_no_warning()
    {
        Assert.DoesNotContain(Warnings(_source with { RdsSecretArn = null }), w => w.Rule == "SecretNotGranted");
        Assert.DoesNotContain(
            Warnings(_source.WithKey("database.password", "${secretsmanager:kraken/prod/database:password}")), w => w.Rule == "SecretNotGranted");
    }

    [Theory]
    [InlineData("${secretsmanager::password}", "RdsSecretArn", true)]
    [InlineData("${secretsmanager:kraken/*:password}", "RdsSecretArn", true)]
    [InlineData("${secretsmanager:kraken/*:password}", "AdditionalPolicyStatement", false)]
    [InlineData("${ssm::/kraken/*}", "AdditionalPolicyStatement", true)]
    [InlineData("${ssm::/kraken/*}", "AdditionalPolicyStatement", false)]
    [InlineData("${s3import:us-east-1:truststore.jks}", "AdditionalPolicyStatement", false)]
    public void A_reference_that_no_policy_can_grant_is_a_warning_that_names_the_input(string value, string input, bool isSource)
    {
        var spec = (isSource ? _source : _sink).WithKey("ssl.truststore.location", value);
        var finding = Assert.Single(SpecValidator.Validate(spec).Findings, f => f.Rule == "SecretNotGranted");

        Assert.Equal((FindingSeverity.Warning, "ConnectorConfiguration[ssl.truststore.location]"), (finding.Severity, finding.Field));
        Assert.Contains(input, finding.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Kraken.MskConnect.Policies.Requirements.AccessRequirements.Of(spec), r => r.Because.Contains("ConnectorConfiguration[ssl.truststore.location]"));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("sm", "com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider", false)]
    [InlineData("other", "com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider", true)]
    public void A_provider_that_the_configuration_declares_is_declared(string? listed, string? providerClass, bool isWarned)
    {
        var spec = (_sink with { WorkerConfigurationArn = null })
            .WithKey("connection.password", "${sm:kraken/dev/database:password}")
            .WithKey("config.providers", listed).WithKey("config.providers.sm.class", providerClass);

        Assert.Equal(isWarned, Warnings(spec).Any(w => w.Rule == "ConfigProvider"));
    }

    [Fact]
    public void A_template_of_the_connectors_own_is_no_reference() => Assert.DoesNotContain(
        Warnings((_sink with { WorkerConfigurationArn = null }).WithKey("file.name.template", "{{topic}}-${timestamp:unit=YYYY}")),
        w => w.Rule == "ConfigProvider");

    [Fact]
    public void A_worker_configuration_answers_the_warning_about_references() => Assert.DoesNotContain(
        Warnings(_source with { WorkerConfigurationArn = "arn:aws:kafkaconnect:us-east-1:123456789012:worker-configuration/a/b-1" }),
        w => w.Rule == "ConfigProvider");

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(8, true)]
    [InlineData(0, false)]
    [InlineData(16, false)]
    public void A_worker_has_1_2_4_or_8_MCUs(int count, bool isAllowed)
    {
        if (isAllowed)
        {
            Assert.Empty(Errors(_sink with { AutoscalingMcuCount = count }));
            return;
        }

        OnlyError(_sink with { AutoscalingMcuCount = count }, "AutoscalingMcuCount", "McuCountAllowed");
    }

    [Fact]
    public void Workers_are_1_or_more_and_in_order()
    {
        Assert.Empty(Errors(_sink with { AutoscalingMinWorkerCount = 10, AutoscalingMaxWorkerCount = 10 }));
        OnlyError(_sink with { AutoscalingMinWorkerCount = 0 }, "AutoscalingMinWorkerCount", "AutoscalingMinWorkerCountRange");
        Assert.Contains(
            ("AutoscalingMaxWorkerCount", "AutoscalingMaxWorkerCountRange"),
            Errors(_sink with { AutoscalingMaxWorkerCount = 0 }).Select(f => (f.Field, f.Rule)));
        OnlyError(_sink with { AutoscalingMinWorkerCount = 5 }, "AutoscalingMinWorkerCount", "WorkerCountOrder");
    }

    [Fact]
    public void More_than_10_workers_are_a_warning()
    {
        Assert.Equal(
            [("AutoscalingMinWorkerCount", "WorkerCountUnusual"), ("AutoscalingMaxWorkerCount", "WorkerCountUnusual")],
            Warnings(_sink with { AutoscalingMinWorkerCount = 11, AutoscalingMaxWorkerCount = 40 }));
        Assert.Equal(
            [("ProvisionedWorkerCount", "WorkerCountUnusual")],
            Warnings(_sink with { ProvisionedWorkerCount = 11, AutoscalingMaxWorkerCount = 2 }));
    }

    [Fact]
    public void Scaling_is_1_to_100_per_cent_and_in_order()
    {
        Assert.Empty(Errors(_sink with { AutoscalingScaleInCpu = 1, AutoscalingScaleOutCpu = 100 }));
        OnlyError(_sink with { AutoscalingScaleInCpu = 0 }, "AutoscalingScaleInCpu", "AutoscalingScaleInCpuRange");
        OnlyError(_sink with { AutoscalingScaleOutCpu = 101 }, "AutoscalingScaleOutCpu", "AutoscalingScaleOutCpuRange");
        OnlyError(_sink with { AutoscalingScaleInCpu = 80 }, "AutoscalingScaleInCpu", "ScaleCpuOrder");
    }

    [Fact]
    public void There_are_as_many_tasks_as_workers_at_least()
    {
        Assert.Empty(Errors(_sink with { AutoscalingMaxTaskCount = 4 }));
        OnlyError(_sink with { AutoscalingMaxTaskCount = 3 }, "AutoscalingMaxTaskCount", "MaxTaskCountRange");
    }

    [Fact]
    public void A_fixed_number_of_workers_goes_without_autoscaling()
    {
        var fixedCount = _sink with { ProvisionedWorkerCount = 10, ProvisionedMcuCount = 8, AutoscalingMaxWorkerCount = 2 };

        Assert.Empty(Errors(fixedCount));
        OnlyError(fixedCount with { ProvisionedWorkerCount = 0 }, "ProvisionedWorkerCount", "ProvisionedWorkerCountRange");
        OnlyError(fixedCount with { ProvisionedMcuCount = 3 }, "ProvisionedMcuCount", "McuCountAllowed");
        OnlyError(fixedCount with { ProvisionedWorkerCount = null }, "ProvisionedMcuCount", "ProvisionedWithoutWorkers");
        OnlyError(fixedCount with { AutoscalingMaxWorkerCount = 4 }, "ProvisionedWorkerCount", "CapacityExclusive");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(1096, true)]
    [InlineData(2192, true)]
    [InlineData(2557, true)]
    [InlineData(2922, true)]
    [InlineData(3288, true)]
    [InlineData(3653, true)]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    [InlineData(8, false)]
    [InlineData(3654, false)]
    [InlineData(int.MinValue, false)]
    public void The_retention_is_one_that_CloudWatch_Logs_takes(int days, bool isAllowed)
    {
        if (isAllowed)
            Assert.Empty(Errors(_sink with { LogRetentionInDays = days }));
        else
            OnlyError(_sink with { LogRetentionInDays = days }, "LogRetentionInDays", "LogRetentionAllowed");
    }

    private static ConnectorSpec Tagged(params (string Key, string Value)[] tags) =>
        _sink with { CommonTag = tags.ToDictionary(t => t.Key, t => t.Value) };

    [Fact]
    public void A_role_takes_50_tags_with_our_own()
    {
        static (string, string)[] Some(int count) => [.. Enumerable.Range(0, count).Select(i => ($"t{i}", "v"))];

        Assert.Empty(Errors(Tagged(Some(47))));
        OnlyError(Tagged(Some(48)), "CommonTag", "TagCount");
        Assert.Empty(Errors(Tagged([.. Some(47), ("env", "dev")])));
    }

    [Fact]
    public void Tags_keep_to_the_limits()
    {
        var key = new string('k', 128);

        Assert.Empty(Errors(Tagged((key, new string('v', 256)), ("empty", ""), ("ä:/=+-@._ 1", "ok"))));
        OnlyError(Tagged((key + "k", "v")), $"CommonTag[{key}k]", "TagKey");
        OnlyError(Tagged(("a", new string('v', 257))), "CommonTag[a]", "TagValue");
        OnlyError(Tagged(("a", "1;2")), "CommonTag[a]", "TagValue");
        OnlyError(Tagged(("a,b", "1")), "CommonTag[a,b]", "TagKey");
        OnlyError(Tagged(("aws:a", "1")), "CommonTag[aws:a]", "TagKeyReserved");
        OnlyError(Tagged(("kraken:a", "1")), "CommonTag[kraken:a]", "TagKeyReserved");
        OnlyError(Tagged(("Env", "dev")), "CommonTag[Env]", "TagKeyCase");
        Assert.Equal([("CommonTag[env]", "TagEnv")], Warnings(Tagged(("env", "prod"))));
    }

    [Fact]
    public void The_environment_can_be_a_tags_value() =>
        OnlyError(_sink with { Env = "dev;prod" }, "Env", "EnvTagValue");

    [Theory]
    [InlineData("/", true)]
    [InlineData("/msk-connect/dev/", true)]
    [InlineData("", false)]
    [InlineData("msk", false)]
    [InlineData("/msk", false)]
    [InlineData("//", false)]
    [InlineData("/a b/", false)]
    public void A_role_path_begins_and_ends_with_a_slash(string path, bool isPath)
    {
        if (isPath)
            Assert.Empty(Errors(_sink with { RolePath = path }));
        else
            OnlyError(_sink with { RolePath = path }, "RolePath", "RolePathFormat");
    }

    [Fact]
    public void A_role_path_has_at_most_512_characters()
    {
        Assert.Empty(Errors(_sink with { RolePath = "/" + new string('p', 510) + "/" }));
        OnlyError(_sink with { RolePath = "/" + new string('p', 511) + "/" }, "RolePath", "RolePathFormat");
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var spec = _source with
        {
            ConnectorName = "a b", Region = "here", AccountId = "1", ConnectorType = "x", AutoscalingMcuCount = 3,
            LogRetentionInDays = 2, RolePath = "x",
        };

        Assert.Equal(
            ["ConnectorName", "Region", "AccountId", "ConnectorType", "AutoscalingMcuCount", "LogRetentionInDays", "RolePath"],
            Errors(spec).Where(f => !f.Rule.StartsWith("Arn", StringComparison.Ordinal)).Select(f => f.Field));
    }
}
