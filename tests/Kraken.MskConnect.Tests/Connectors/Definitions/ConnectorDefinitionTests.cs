using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Reading;
using Kraken.MskConnect.Tests.Specs.Schema;

namespace Kraken.MskConnect.Tests.Connectors.Definitions;

/// <summary>A definition that a user gives makes an unknown class known, and grants nothing that no grant may be.</summary>
public class ConnectorDefinitionTests
{
    private const string Class = "com.example.connect.OrdersToDynamoDbSink";

    internal static readonly string Text = DefinitionFile.Read(RepositoryFiles.Read("examples/connector-definitions/orders-to-dynamodb.json"), "");

    private static readonly JsonSchema _schema = JsonSchema.FromText(RepositoryFiles.Read("module/connector-definition.schema.json"));

    internal static readonly ConnectorSpec Unknown = ReferenceExamples.S3Sink with
    {
        ConnectorConfiguration = new Dictionary<string, string>
        {
            ["connector.class"] = Class,
            ["tasks.max"] = "1",
            ["topics"] = string.Join(',', ReferenceExamples.S3Sink.KafkaTopicRead),
            ["orders.table"] = "orders",
            ["orders.api.url"] = "https://orders.example.com:8444/v1",
        },
        S3SinkBucketArn = null,
        S3KmsKeyArn = null,
    };

    private static readonly ConnectorSpec _defined = Unknown with { ConnectorDefinition = Text };

    [Fact]
    public void AnUnknown_class_is_warned_of_and_its_proof_is_inconclusive()
    {
        Assert.Contains(SpecValidator.Validate(Unknown).Findings, f => f is { Rule: "ConnectorClassUnknown", Severity: FindingSeverity.Warning });
        var checks = PolicyProof.Check(Unknown, PolicySet.Of(ConnectorPolicyBuilder.Build(Unknown)));

        var unknown = Assert.Single(checks, c => !c.Passed);
        Assert.Equal((PolicyCheckKind.Unknown, true), (unknown.Kind, unknown.IsInconclusive));
        Assert.Equal(["ConnectorConfiguration[connector.class]"], unknown.Because);
        Assert.Contains(Class, unknown.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void With_aText_everything_is_derived_and_proven()
    {
        Assert.DoesNotContain(SpecValidator.Validate(_defined).Findings, f => f.Rule == "ConnectorClassUnknown");
        var calls = AccessRequirements.Of(_defined).Select(r => $"{r.Action} {r.Resource}").ToList();

        Assert.Contains("dynamodb:PutItem arn:aws:dynamodb:us-east-1:123456789012:table/orders", calls);
        Assert.Contains("dynamodb:UpdateItem arn:aws:dynamodb:us-east-1:123456789012:table/orders", calls);
        Assert.Contains(calls, c => c.StartsWith("kafka-cluster:WriteData", StringComparison.Ordinal) && c.EndsWith("/orders-audit", StringComparison.Ordinal));
        Assert.Contains(EgressRules.Derive(_defined), r => r is { Port: 8444, Reason: "orders API (orders.api.url)" });
        Assert.All(PolicyProof.Check(_defined, PolicySet.Of(ConnectorPolicyBuilder.Build(_defined))), c => Assert.True(c.Passed, c.Reason));
    }

    [Fact]
    public void A_condition_decides_by_the_default_of_its_key()
    {
        var insert = _defined.WithKey("orders.mode", "insert");

        Assert.DoesNotContain(AccessRequirements.Of(insert), r => r.Action == "dynamodb:UpdateItem");
    }

    [Theory]
    [InlineData("orders.table", null, "KeyMissing")]
    [InlineData("orders.mode", "replace", "ValueAllowed")]
    public void The_keys_of_aText_are_checked(string key, string? value, string rule) => Assert.Contains(
        SpecValidator.Validate(_defined.WithKey(key, value)).Findings,
        f => f.Rule == rule && f.Field == $"ConnectorConfiguration[{key}]" && f.Severity == FindingSeverity.Error);

    [Theory]
    [InlineData("${secretsmanager:orders:table}")]
    [InlineData("*")]
    public void A_value_that_is_known_at_run_time_only_is_granted_nothing(string value)
    {
        var spec = _defined.WithKey("orders.table", value);

        Assert.DoesNotContain(AccessRequirements.Of(spec), r => r.Action.StartsWith("dynamodb:", StringComparison.Ordinal));
        Assert.Contains(SpecValidator.Validate(spec).Findings, f => f is { Rule: "ResourceUnknown", Severity: FindingSeverity.Warning });
        Assert.Contains(PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec))), c => c.IsInconclusive);
    }

    [Fact]
    public void An_ARN_in_a_key_stands_for_the_whole_ARN()
    {
        const string arn = "arn:aws:dynamodb:eu-west-1:210987654321:table/other";

        Assert.Contains(AccessRequirements.Of(_defined.WithKey("orders.table", arn)), r => r.Action == "dynamodb:PutItem" && r.Resource == arn);
    }

    [Theory]
    [InlineData("orders.arn", "orders")]
    [InlineData("orders.arn", "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/orders")]
    public void A_value_that_leads_to_no_resource_is_told_and_granted_nothing(string key, string value)
    {
        var definition = JsonNode.Parse(Text)!.AsObject();
        definition["aws_calls"] = JsonNode.Parse("""[{ "need": "x", "actions": ["dynamodb:PutItem"], "resources": ["${config:orders.arn}"] }]""");
        var spec = (Unknown with { ConnectorDefinition = definition.ToJsonString() }).WithKey(key, value);

        Assert.Contains(
            SpecValidator.Validate(spec).Findings,
            f => f is { Rule: "ResourceFormat", Severity: FindingSeverity.Error } && f.Field == $"ConnectorConfiguration[{key}]");
        Assert.DoesNotContain(AccessRequirements.Of(spec), r => r.Action == "dynamodb:PutItem");
    }

    [Theory]
    [InlineData("""{ "actions": ["dynamodb:*"] }""", "'dynamodb:*'")]
    [InlineData("""{ "actions": ["s3:Get*"] }""", "'s3:Get*'")]
    [InlineData("""{ "actions": ["*"] }""", "'*'")]
    [InlineData("""{ "resources": ["*"] }""", "'*', which names no resource")]
    [InlineData("""{ "resources": ["arn:aws:s3:::*"] }""", "'arn:aws:s3:::*', which names no resource")]
    [InlineData("""{ "resources": ["arn:aws:s3:::?*"] }""", "names no resource")]
    [InlineData("""{ "resources": ["arn:aws:s3:::*/orders"] }""", "names no resource")]
    [InlineData("""{ "resources": ["arn:${partition}:dynamodb:${region}:${account_id}:table/*"] }""", "names no resource")]
    [InlineData("""{ "actions": ["kafka-cluster:ReadData"], "resources": ["arn:aws:kafka:us-east-1:123456789012:topic/*"] }""", "names no resource")]
    [InlineData("""{ "actions": ["iam:PassRole"], "resources": ["*"], "allow_any_resource": true }""", "on roles that it does not name")]
    [InlineData("""{ "actions": ["sts:AssumeRole"], "resources": ["arn:aws:iam::*:role/orders"] }""", "on roles that it does not name")]
    [InlineData("""{ "actions": ["sts:TagSession"], "resources": ["arn:aws:iam::${account_id}:role/*"], "allow_any_resource": true }""", "on roles that it does not name")]
    [InlineData("""{ "resources": ["table/orders"] }""", "not the ARN of a resource")]
    [InlineData("""{ "resources": ["arn:aws:dynamodb:*:123456789012:table/orders"] }""", "every region or account")]
    [InlineData("""{ "resources": ["arn:aws:dynamodb:us-east-1:*:table/orders"] }""", "every region or account")]
    [InlineData("""{ "need": "---" }""", "has no letter")]
    [InlineData("""{ "resources": ["arn:aws:dynamodb:${env}:1:table/x"] }""", "placeholder")]
    public void What_noText_may_grant_is_refused_by_its_place(string change, string words)
    {
        var call = JsonNode.Parse(change)!.AsObject();
        call["need"] ??= "x";
        call["actions"] ??= new JsonArray("dynamodb:PutItem");
        call["resources"] ??= new JsonArray("arn:aws:dynamodb:us-east-1:123456789012:table/orders");
        AssertRefused(new JsonObject { ["aws_calls"] = new JsonArray(call) }, words);
    }

    [Theory]
    [InlineData("""{ "topics": [{ "topic": "*", "access": "write" }] }""", "every topic")]
    [InlineData("""{ "topics": [{ "topic": "__amazon_msk_connect_configs_*", "access": "read" }] }""", "the workers' own")]
    [InlineData("""{ "topics": [{ "topic": "orders", "access": "own" }] }""", "'own'")]
    [InlineData("""{ "topics": [{ "topic": "orders" }] }""", "topics[0].access")]
    [InlineData("""{ "consumer_groups": [{ "name": "*" }] }""", "every topic or group")]
    [InlineData("""{ "keys": { "a": "number" } }""", "'number'")]
    [InlineData("""{ "keys": { "a": { "typ": "int" } } }""", "keys.a.typ")]
    [InlineData("""{ "connections": [{ "key": "a", "what": "x", "default_port": 70000 }] }""", "default_port")]
    [InlineData("""{ "permissions": [] }""", "'permissions'")]
    [InlineData("""{ "classes": {} }""", "'classes'")]
    [InlineData("""{ "classes": { "a": "both" } }""", "classes.a")]
    public void What_is_not_of_the_format_is_refused_by_its_place(string change, string words) =>
        AssertRefused(JsonNode.Parse(change)!.AsObject(), words);

    [Fact]
    public void A_key_that_aText_declares_secret_is_masked()
    {
        const string secret = "pin-4711-canary";
        var findings = SpecValidator.Validate(_defined.WithKey("orders.pin", secret)).Findings;

        Assert.Contains(findings, f => f.Rule == "LiteralSecret" && f.Field == "ConnectorConfiguration[orders.pin]");
        Assert.DoesNotContain(secret, string.Concat(findings), StringComparison.Ordinal);
        Assert.Equal(Redaction.Mask, Redaction.Value("orders.pin", secret));
    }

    [Fact]
    public void AText_without_the_class_is_told() => Assert.Contains(
        SpecValidator.Validate(_defined.WithKey("connector.class", "com.example.Other")).Findings, f => f.Rule == "DefinitionUnused");

    [Fact]
    public void A_spec_file_names_theTexts_file_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("kraken-definition-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "d.json"), Text);
            var path = Path.Combine(folder, "spec.json");
            File.WriteAllText(path, """{ "connector_name": "orders", "connector_definition": "d.json" }""");

            var text = Assert.Single(SpecReader.ReadFile(path)).Spec.ConnectorDefinition;

            Assert.Equal("Orders to DynamoDB", DefinitionReader.Read(text!).Name);
            Assert.DoesNotContain('\n', text!);
            File.WriteAllText(path, """{ "connector_name": "orders", "connector_definition": "missing.json" }""");
            Assert.Contains("missing.json", Assert.Throws<KrakenException>(() => SpecReader.ReadFile(path)).Message, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "d.json"), "[]");
            File.WriteAllText(path, """{ "connector_name": "orders", "connector_definition": "d.json" }""");
            Assert.Contains("JSON object", Assert.Throws<KrakenException>(() => SpecReader.ReadFile(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_schema_takes_the_example_and_every_family_of_the_module()
    {
        AssertPasses(Text, "the example");
        var folder = Path.Combine(RepositoryFiles.Root, "src", "Kraken.MskConnect", "Connectors", "Families");
        var files = Directory.EnumerateFiles(folder, "*.json").ToList();

        Assert.Equal(ConnectorCatalogue.Families.Count, files.Count);
        Assert.All(files, file => AssertPasses(File.ReadAllText(file), file));
    }

    private static void AssertPasses(string text, string name)
    {
        using var json = JsonDocument.Parse(text);
        Assert.True(_schema.Evaluate(json.RootElement).IsValid, name);
    }

    private static void AssertRefused(JsonObject change, string words)
    {
        var definition = JsonNode.Parse(Text)!.AsObject();
        foreach (var (name, value) in change)
            definition[name] = value?.DeepClone();
        var finding = Assert.Single(
            SpecValidator.Validate(Unknown with { ConnectorDefinition = definition.ToJsonString() }).Findings,
            f => f.Field == "ConnectorDefinition");

        Assert.Equal((FindingSeverity.Error, "DefinitionFormat"), (finding.Severity, finding.Rule));
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Remedy);
    }
}
