using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Policies.Requirements;

public class AccessRequirementsTests
{
    private const string Topic = "arn:aws:kafka:us-east-1:123456789012:topic/" + ReferenceExamples.Cluster + "/";

    private static readonly ConnectorSpec _source = ReferenceExamples.DebeziumSource with { KafkaTopicWrite = [] };

    [Fact]
    public void Every_requirement_names_the_role_the_need_and_what_causes_it()
    {
        foreach (var requirement in SpecCatalogue.Specs.Values.SelectMany(AccessRequirements.Of))
        {
            Assert.StartsWith("arn:aws", requirement.Principal, StringComparison.Ordinal);
            Assert.Contains(":role/", requirement.Principal, StringComparison.Ordinal);
            Assert.NotEmpty(requirement.Need);
            Assert.NotEmpty(requirement.Because);
            Assert.NotEmpty(requirement.Examples);
            Assert.DoesNotContain(requirement.Examples, e => e != "*" && e.IndexOfAny(['*', '?']) >= 0);
        }
    }

    [Fact]
    public void A_topic_is_required_because_of_its_own_key()
    {
        var spec = ReferenceExamples.S3Sink
            .WithKey("errors.deadletterqueue.topic.name", "orders.dlq") with { KafkaTopicWrite = ["audit"] };
        var because = AccessRequirements.Of(spec).Where(r => r.Action == "kafka-cluster:WriteData" && r.Need == "written topics")
            .ToDictionary(r => r.Resource, r => r.Because.Single());

        Assert.Equal("KafkaTopicWrite", because[Topic + "audit"]);
        Assert.Equal("ConnectorConfiguration[errors.deadletterqueue.topic.name]", because[Topic + "orders.dlq"]);
    }

    [Theory]
    [InlineData("PostgreSQL renamed by RegexRouter", "cdc.orders.mnpi", "cdc.positions.mnpi", "cdc.trades.mnpi")]
    [InlineData("PostgreSQL with topic routing and an outbox", "outbox.event.*")]
    [InlineData("SQL Server with two databases", "erp", "erp.history", "erp.sales.dbo.items", "erp.sales.dbo.orders", "erp.stock.dbo.items", "erp.stock.dbo.orders")]
    [InlineData("MySQL of Debezium 1.x, whole databases", "legacy.billing.*", "legacy.crm.*", "legacy.history")]
    [InlineData("MySQL with schema history, transactions and notifications", "shop", "shop.history", "shop.notifications", "shop.shop.customers", "shop.shop.orders", "shop.transaction")]
    public void Written_topics_follow_from_the_configuration(string name, params string[] topics) =>
        Assert.Equal(topics, Written(SpecCatalogue.Specs[name]));

    [Theory]
    [InlineData("org.apache.kafka.connect.transforms.TimestampRouter", "", "", "kraken-cdc.public.orders-*", "kraken-cdc.public.positions-*", "kraken-cdc.public.trades-*")]
    [InlineData("io.debezium.transforms.ByLogicalTableRouter", "topic.regex", ".*", "all")]
    [InlineData("com.example.Mystery", "", "")]
    [InlineData("io.debezium.transforms.ExtractNewRecordState", "", "", "kraken-cdc.public.orders", "kraken-cdc.public.positions", "kraken-cdc.public.trades")]
    public void Transformations_rename_topics_as_far_as_they_are_known(string type, string key, string value, params string[] topics)
    {
        var spec = _source.WithKey("transforms", "t").WithKey("transforms.t.type", type)
            .WithKey("transforms.t.topic.replacement", "all");
        Assert.Equal(topics, Written(key.Length == 0 ? spec : spec.WithKey("transforms.t." + key, value)));
    }

    [Theory]
    [InlineData("(?<schema>.*)\\.(.*)", "$1")]
    [InlineData("(", "all")]
    [InlineData("(.*)", "no topic: $1")]
    public void A_renaming_that_cannot_be_followed_grants_no_topic(string regex, string replacement) =>
        Assert.Empty(Written(_source.WithKey("transforms", "t")
            .WithKey("transforms.t.type", "org.apache.kafka.connect.transforms.RegexRouter")
            .WithKey("transforms.t.regex", regex).WithKey("transforms.t.replacement", replacement)));

    [Fact]
    public void A_transformation_with_a_predicate_leaves_both_names() => Assert.Equal(
        ["all", "kraken-cdc.public.orders", "kraken-cdc.public.positions", "kraken-cdc.public.trades"],
        Written(_source.WithKey("transforms", "t")
            .WithKey("transforms.t.type", "org.apache.kafka.connect.transforms.RegexRouter")
            .WithKey("transforms.t.regex", ".*").WithKey("transforms.t.replacement", "all")
            .WithKey("transforms.t.predicate", "isOrder")));

    [Fact]
    public void References_are_fetched_by_the_provider_that_they_name()
    {
        var requirements = AccessRequirements.Of(SpecCatalogue.Specs["config providers of all kinds"]);
        string Resource(string action, string need) => requirements.Single(r => r.Action == action && r.Need == need).Resource;

        Assert.Equal(
            "arn:aws:ssm:us-east-1:123456789012:parameter/kraken/dev/user",
            Resource("ssm:GetParameter", "referenced parameters"));
        Assert.Equal(
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/other-??????",
            Resource("secretsmanager:GetSecretValue", "referenced secrets"));
        Assert.Equal("arn:aws:s3:::kraken-certificates/rds/ca.pem", Resource("s3:GetObject", "referenced files"));
    }

    [Theory]
    [InlineData("${secretsmanager:*:password}")]
    [InlineData("${secretsmanager::password}")]
    [InlineData("${ssm::*}")]
    [InlineData("${s3import:us-east-1:bucket/*}")]
    [InlineData("${vault:path:key}")]
    [InlineData("${file:/opt/secret.properties:key}")]
    public void A_reference_that_would_widen_the_grant_or_is_no_ones_of_AWS_asks_for_nothing(string value) => Assert.DoesNotContain(
        AccessRequirements.Of(_source.WithKey("database.user", value)),
        r => r.Need.StartsWith("referenced", StringComparison.Ordinal));

    [Fact]
    public void A_provider_is_known_by_its_class_where_the_configuration_declares_it() => Assert.Contains(
        AccessRequirements.Of(_source
            .WithKey("config.providers.vault.class", "com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider")
            .WithKey("database.user", "${vault:team/other:user}")),
        r => r.Resource.EndsWith("secret:team/other-??????", StringComparison.Ordinal));

    [Theory]
    [InlineData("${secretsmanager:team/other:user}", "secretsmanager", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:team/other-??????")]
    [InlineData("${ssm::/team/user}", "ssm", "arn:aws:ssm:eu-west-1:123456789012:parameter/team/user")]
    public void What_a_provider_fetches_is_in_the_region_that_its_declaration_names(string value, string provider, string arn) => Assert.Contains(
        AccessRequirements.Of(_source.WithKey($"config.providers.{provider}.param.region", "eu-west-1").WithKey("database.user", value)),
        r => r.Resource == arn);

    [Theory]
    [InlineData("true", new[] { "CreateSchema", "GetSchemaByDefinition", "GetSchemaVersion", "PutSchemaVersionMetadata", "RegisterSchemaVersion" })]
    [InlineData("false", new[] { "GetSchemaByDefinition" })]
    public void A_source_reads_versions_of_schemas_where_it_registers_them(string registers, string[] actions)
    {
        var spec = _source
            .WithKey("value.converter", "com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter")
            .WithKey("value.converter.schemaAutoRegistrationEnabled", registers);
        var calls = AccessRequirements.Of(spec).Where(r => r.Action.StartsWith("glue:", StringComparison.Ordinal)).ToList();

        Assert.Equal(actions, calls.Select(r => r.Action["glue:".Length..]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(calls.Where(r => r.Action == "glue:GetSchemaVersion"), r => Assert.Equal("*", r.Resource));
    }

    [Fact]
    public void A_sink_that_assumes_a_role_needs_that_role_and_not_the_bucket()
    {
        var policy = ConnectorPolicyBuilder.Build(SpecCatalogue.Specs["a sink that assumes another role"]);

        Assert.Contains(policy.Statements, s => s.Need == "S3 role");
        Assert.DoesNotContain(policy.Statements, s => s.Need.StartsWith("sink", StringComparison.Ordinal));
        Assert.Contains(policy.Findings, f => f.Rule == "SinkRoleAssumed");
    }

    [Theory]
    [InlineData("alias/raw", null)]
    [InlineData("0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02", null)]
    [InlineData("aaaaaaaa-3b7e-4c9d-8a52-1e4d7b9c0a02", "arn:aws:kms:us-east-1:123456789012:key/aaaaaaaa-3b7e-4c9d-8a52-1e4d7b9c0a02")]
    public void The_key_of_uploads_is_granted_where_it_is_one_and_not_the_buckets(string given, string? granted)
    {
        var policy = ConnectorPolicyBuilder.Build(ReferenceExamples.S3Sink.WithKey("s3.sse.kms.key.id", given));

        Assert.Equal(granted, policy.Statements.SingleOrDefault(s => s.Need == "S3 key of uploads")?.Statement.Resources.Single());
        Assert.Equal(given.StartsWith("alias", StringComparison.Ordinal), policy.Findings.Any(f => f.Rule == "SinkKeyNotGranted"));
    }

    [Fact]
    public void A_sink_with_Glue_schemas_reads_their_versions_and_says_why_of_all()
    {
        var policy = ConnectorPolicyBuilder.Build(ReferenceExamples.S3Sink.WithKey(
            "value.converter", "com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter"));

        var statement = Assert.Single(policy.Statements, s => s.Need == "schema registry");
        Assert.Equal(["glue:GetSchemaVersion"], statement.Statement.Actions);
        Assert.Equal(["*"], statement.Statement.Resources);
        Assert.Contains(policy.Findings, f => f.Rule == "SchemaVersionsOpen");
    }

    [Fact]
    public void Topics_that_routing_leads_to_and_no_list_grants_are_a_warning_that_names_the_key()
    {
        var spec = SpecCatalogue.Specs["PostgreSQL renamed by RegexRouter"] with { KafkaTopicWrite = ["cdc.orders.mnpi"] };
        var finding = Assert.Single(
            SpecValidator.Validate(spec).Findings, f => f.Rule == "TopicNotGranted" && f.Severity == FindingSeverity.Warning);

        Assert.Contains("transforms.route", finding.Field, StringComparison.Ordinal);
        Assert.Contains("cdc.trades.mnpi, cdc.positions.mnpi", finding.Message, StringComparison.Ordinal);
    }

    private static string[] Written(ConnectorSpec spec) =>
    [
        .. AccessRequirements.Of(spec)
            .Where(r => r.Action == "kafka-cluster:WriteData" && r.Need == "written topics")
            .Select(r => r.Resource[(r.Resource.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal),
    ];
}
