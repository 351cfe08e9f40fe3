using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Json.Schema;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Schema;
using Kraken.SchemaWriter;
using Kraken.Tests.Shared;
using Xunit.Abstractions;

namespace Kraken.MskConnect.Tests.Specs.Schema;

/// <summary>The JSON Schema of spec files, asked by a validator that is not ours.</summary>
public class SpecSchemaTests(ITestOutputHelper output)
{
    private const string File = "module/spec.schema.json";

    private static readonly JsonSchema _schema = JsonSchema.FromText(RepositoryFiles.Read(File));

    private static readonly JsonSerializerOptions _json = new()
    {
        Encoder = JavaScriptEncoder.Default,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    [Fact]
    public void The_schema_of_the_repository_is_the_one_that_the_fields_make() =>
        Assert.Equal(SpecSchema.Text(), RepositoryFiles.Read(File));

    [Fact]
    public void The_schema_is_one_of_its_dialect()
    {
        using var schema = JsonDocument.Parse(RepositoryFiles.Read(File));

        Assert.True(MetaSchemas.Draft202012.Evaluate(schema.RootElement).IsValid);
    }

    [Fact]
    public void Every_example_of_the_repository_passes_here_and_there()
    {
        var files = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "examples"), "*.json", SearchOption.AllDirectories)
            .Where(f => !f.Contains("connector-definitions", StringComparison.Ordinal)).ToList();

        Assert.True(files.Count >= 3);
        foreach (var file in files)
        {
            Assert.True(Passes(System.IO.File.ReadAllText(file)), file);
            Assert.All(SpecReader.ReadFile(file), reading => Assert.True(reading.Validate().IsValid, string.Join('\n', reading.Validate().Findings)));
        }
    }

    [Fact]
    public void An_example_names_the_schema_where_it_is()
    {
        var file = Path.Combine(RepositoryFiles.Root, "examples", "fleet", "s3-sinks-dev.json");
        using var example = JsonDocument.Parse(System.IO.File.ReadAllText(file));

        var named = example.RootElement.GetProperty("$schema").GetString()!;

        Assert.Equal(
            Path.GetFullPath(Path.Combine(RepositoryFiles.Root, File)), Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, named)));
    }

    public static TheoryData<string, Action<Dictionary<string, object?>>> GoodForms => new()
    {
        { "the parameter's name", s => Rename(s, "vpc_id", "VpcId") },
        { "the schema's place", s => s["$schema"] = "../spec.schema.json" },
        { "null for an optional input", s => s["description"] = null },
        { "a blank ARN", s => s["permissions_boundary_arn"] = "" },
        { "a blank choice", s => s["network_type"] = "" },
        { "a single text for a list", s => s["subnet_ids"] = "subnet-0a1b2c3d4e5f60001" },
        { "an account as a number", s => s["account_id"] = 123456789012L },
        { "a number in the configuration", s => ((Dictionary<string, object?>)s["connector_configuration"]!)["tasks.max"] = 1L },
        { "an end of a number's range", s => s["autoscaling_scale_out_cpu"] = 100L },
        { "one of the numbers", s => s["log_retention_in_days"] = 0L },
        { "an AWS managed policy", s => s["permissions_boundary_arn"] = "arn:aws:iam::aws:policy/PowerUserAccess" },
    };

    [Theory]
    [MemberData(nameof(GoodForms))]
    public void What_the_reader_takes_passes(string what, Action<Dictionary<string, object?>> change)
    {
        var spec = Example();
        change(spec);
        var text = JsonSerializer.Serialize(spec, _json);

        Assert.True(SpecReader.ReadText(text, SpecFormat.Json, what)[0].Validate().IsValid, what);
        Assert.True(Passes(text), what);
        Assert.True(Passes($"[{text}, {text}]"), what);
        Assert.True(Passes($$"""{ "defaults": {{text}}, "connectors": [ { "connector_name": "other" } ] }"""), what);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{ "connectors": [] }""")]
    [InlineData("""{ "connectors": [ { "vpc_id": [] } ] }""")]
    [InlineData("""{ "connectors": [ { } ], "defaults": { "no_such_input": 1 } }""")]
    [InlineData("""{ "connectors": [ { } ], "vpc_id": "vpc-0a1b2c3d" }""")]
    [InlineData("[ { } ]")]
    public void What_is_no_file_of_specs_is_refused(string text) => Assert.False(Passes(text));

    [Fact]
    public void A_required_input_under_both_names_is_refused()
    {
        var spec = Example();
        spec["VpcId"] = spec["vpc_id"];

        Assert.False(Passes(JsonSerializer.Serialize(spec, _json)));
    }

    [Fact]
    public void Every_mechanical_mistake_that_validation_finds_is_refused()
    {
        var (asked, passed) = (0, new List<string>());

        // JSON has no halves of pairs; that a rule names a port in one of two ways is said by a rule.
        foreach (var bad in BadInputs.All(Path.Combine(AppContext.BaseDirectory, "specs"))
            .Where(b => !b.Name.Contains("surrogate", StringComparison.Ordinal) && !b.Name.Contains("no port", StringComparison.Ordinal)))
        {
            var text = JsonSerializer.Serialize(bad.Spec, _json);
            if (!SpecReader.ReadText(text, SpecFormat.Json, "test")[0].Validate().Findings.Any(IsMechanical))
                continue;
            asked++;
            if (Passes(text))
                passed.Add(bad.Name);
        }

        output.WriteLine($"{asked} mistakes");
        Assert.True(asked > 700, $"only {asked} mistakes");
        Assert.Empty(passed);
    }

    /// <summary>Missing, of a wrong type, unknown, out of range, no choice, no ARN of the kind: what a schema can say.</summary>
    private static bool IsMechanical(SpecFinding finding)
    {
        if (finding.Severity != FindingSeverity.Error)
            return false;
        if (finding.Rule is "Required" or "WrongType" or "UnknownField" or "ArnFormat" or "ArnKind" or "ArnLength")
            return true;
        if (SpecFields.Find(finding.Field) is not { } field)
            return false;
        return (field.Choices.Count > 0 && finding.Rule == field.Name + "Allowed")
            || finding.Rule == field.Values?.Rule
            || (finding.Rule == field.Range?.Rule && long.TryParse(finding.Value, out var number) && !field.Range.Has(number));
    }

    private static Dictionary<string, object?> Example() =>
        ExampleSpec.Read(Path.Combine(AppContext.BaseDirectory, "specs", "s3-sink-raw-mnpi-dev.tfvars.json"));

    private static void Rename(Dictionary<string, object?> spec, string name, string other)
    {
        spec[other] = spec[name];
        spec.Remove(name);
    }

    private static bool Passes(string text)
    {
        using var document = JsonDocument.Parse(text);
        return _schema.Evaluate(document.RootElement).IsValid;
    }
}
