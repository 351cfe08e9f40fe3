using System.Text.Json;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Specs.Schema;

namespace Kraken.MskConnect.Tests.Connectors.Definitions;

/// <summary>Parts that several families share, and what a definition says of keys that do not go together.</summary>
public class SharedPartsTests
{
    private const string Definition = """
        {
          "classes": { "com.example.connect.OrdersToDynamoDbSink": "sink" },
          "name": "Licensed orders",
          "includes": [ "confluent-licence", "confluent-reporter" ],
          "keys": { "confluent.topic.replication.factor": { "type": "int", "min": 2 } },
          "findings": [
            { "key": "orders.mode", "problem": "needs orders.key", "remedy": "Give orders.key.", "when": { "orders.mode": "upsert", "orders.key": false } },
            { "severity": "information", "key": "orders.old", "problem": "has no effect", "remedy": "Remove it.", "when": { "orders.old": true } }
          ]
        }
        """;

    private static readonly ConnectorSpec _spec = (ConnectorDefinitionTests.Unknown with { ConnectorDefinition = Definition })
        .WithKey("confluent.topic.bootstrap.servers", "b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9096")
        .WithKey("reporter.bootstrap.servers", "b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9096");

    [Fact]
    public void An_included_part_is_derived_as_if_it_stood_in_the_definition()
    {
        var calls = AccessRequirements.Of(_spec).Select(c => $"{c.Action} {c.Resource[(c.Resource.LastIndexOf('/') + 1)..]}").ToList();

        Assert.Contains("kafka-cluster:ReadData _confluent-command", calls);
        Assert.Contains("kafka-cluster:WriteData _confluent-command", calls);
        Assert.Contains($"kafka-cluster:WriteData {_spec.ConnectorName}-success", calls);
        Assert.Contains($"kafka-cluster:WriteData {_spec.ConnectorName}-error", calls);
        Assert.DoesNotContain($"kafka-cluster:ReadData {_spec.ConnectorName}-error", calls);
        Assert.Contains(EgressRules.Derive(_spec), r => r is { Port: 9096 } && r.Reason.Contains("licence", StringComparison.Ordinal));
    }

    [Fact]
    public void A_topic_of_the_licence_that_is_named_takes_the_place_of_the_default()
    {
        var calls = AccessRequirements.Of(_spec.WithKey("confluent.topic", "licences")).Select(c => c.Resource);

        Assert.Contains(calls, r => r.EndsWith("/licences", StringComparison.Ordinal));
        Assert.DoesNotContain(calls, r => r.EndsWith("/_confluent-command", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_brokers_there_is_no_client_of_the_licence() => Assert.DoesNotContain(
        AccessRequirements.Of(_spec.WithKey("confluent.topic.bootstrap.servers", null)),
        c => c.Resource.EndsWith("/_confluent-command", StringComparison.Ordinal));

    [Fact]
    public void A_key_of_the_definition_comes_before_the_shared_one() => Assert.Contains(
        SpecValidator.Validate(_spec.WithKey("confluent.topic.replication.factor", "1")).Findings,
        f => f is { Rule: "NumberRange", Field: "ConnectorConfiguration[confluent.topic.replication.factor]" });

    [Theory]
    [InlineData("orders.mode", "upsert", FindingSeverity.Error)]
    [InlineData("orders.old", "1", FindingSeverity.Information)]
    public void Keys_that_do_not_go_together_are_told(string key, string value, FindingSeverity severity)
    {
        Assert.Contains(
            SpecValidator.Validate(_spec.WithKey(key, value)).Findings,
            f => f.Rule == "KeysConflict" && f.Severity == severity && f.Field == $"ConnectorConfiguration[{key}]");
        Assert.DoesNotContain(SpecValidator.Validate(_spec).Findings, f => f.Rule == "KeysConflict");
    }

    [Theory]
    [InlineData("\"confluent-topic\"", "'confluent-topic'")]
    [InlineData("[ 1 ]", "includes")]
    public void What_is_no_shared_part_is_refused_by_name(string includes, string words)
    {
        var refused = Assert.Throws<KrakenException>(() => DefinitionReader.Read($$"""{ "classes": { "a.B": "sink" }, "name": "x", "includes": {{includes}} }"""));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_names_all_shared_parts()
    {
        using var schema = JsonDocument.Parse(RepositoryFiles.Read("module/connector-definition.schema.json"));
        var named = schema.RootElement.GetProperty("$defs").GetProperty("shared").GetProperty("enum").EnumerateArray().Select(e => e.GetString());
        Assert.Equal(ConnectorCatalogue.SharedParts, named);
    }
}
