using System.Collections;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Specs;

/// <summary>A blank optional text is one that was not given, and a spec that holds one comes as far as validation.</summary>
public class BlankTextTests
{
    public static TheoryData<string, string> Blanks => Each("", " \t");

    [Theory]
    [MemberData(nameof(Blanks))]
    public void A_blank_text_stands_for_the_default(string name, string blank)
    {
        var field = SpecFields.Find(name)!;
        var json = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { [field.TerraformName] = blank });
        SpecReading[] readings =
        [
            .. SpecReader.ReadText(json, SpecFormat.Json, "specs.json"),
            .. SpecReader.ReadText(json, SpecFormat.Yaml, "specs.yaml"),
            .. SpecReader.FromObject(new Hashtable { [name] = blank }, "pipeline"),
            SpecReader.Apply(new ConnectorSpec(), new Hashtable { [name] = blank }, "parameters"),
        ];

        foreach (var reading in readings)
        {
            Assert.Empty(reading.Findings);
            Assert.Equal(field.Default, field.Value(reading.Spec));
        }
    }

    [Theory]
    [InlineData("""{ "defaults": { "log_group_kms_key_arn": "shared" }, "connectors": [ { "log_group_kms_key_arn": "" } ] }""")]
    [InlineData("""{ "defaults": { "log_group_kms_key_arn": "" }, "connectors": [ { } ] }""")]
    public void A_blank_text_of_a_fleet_takes_the_shared_value_away(string json) =>
        Assert.Null(Assert.Single(SpecReader.ReadText(json, SpecFormat.Json, "fleet.json")).Spec.LogGroupKmsKeyArn);

    [Fact]
    public void A_blank_parameter_takes_the_value_of_a_piped_spec_away()
    {
        var spec = ReferenceExamples.S3Sink with { PermissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary" };

        var reading = SpecReader.Apply(spec, new Hashtable { ["PermissionsBoundaryArn"] = "" }, "parameters");

        Assert.Null(reading.Spec.PermissionsBoundaryArn);
    }

    [Fact]
    public void A_blank_required_text_is_missing()
    {
        var reading = Assert.Single(SpecReader.ReadText("""{ "vpc_id": "" }""", SpecFormat.Json, "specs.json"));

        Assert.Contains(reading.Validate().Findings, f => f is { Field: "VpcId", Rule: "Required" });
    }

    [Theory]
    [MemberData(nameof(Blanks))]
    public async Task A_spec_that_was_made_with_a_blank_text_is_refused_before_any_call(string name, string blank)
    {
        using var rehearsal = new Rehearsal();
        var spec = SpecFields.Find(name)!.With(ReferenceExamples.S3Sink, blank);

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default));

        Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Empty(rehearsal.TakeRequests());
    }

    public static TheoryData<string, string> Empty => Each("");

    [Theory]
    [MemberData(nameof(Empty))]
    public void An_empty_text_has_one_error(string name, string blank)
    {
        var findings = SpecValidator.Validate(SpecFields.Find(name)!.With(ReferenceExamples.DebeziumSource, blank)).Findings;

        var error = Assert.Single(findings.Where(f => f.Severity == FindingSeverity.Error), f => f.Field == name);
        Assert.NotEmpty(error.Remedy);
    }

    private static TheoryData<string, string> Each(params string[] blanks)
    {
        var all = new TheoryData<string, string>();
        foreach (var field in SpecFields.All.Where(f => f is { Kind: SpecFieldKind.Text, IsRequired: false }))
        {
            foreach (var blank in blanks)
                all.Add(field.Name, blank);
        }

        return all;
    }
}
