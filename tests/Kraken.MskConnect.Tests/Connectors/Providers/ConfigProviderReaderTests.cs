using System.Text.Json;
using System.Text.Json.Nodes;
using Kraken.MskConnect.Connectors.Providers;
using Kraken.MskConnect.Tests.Specs.Schema;

namespace Kraken.MskConnect.Tests.Connectors.Providers;

/// <summary>A declaration of a config provider that says something wrong names the place.</summary>
public sealed class ConfigProviderReaderTests
{
    private const string Declaration = """
        {
          "classes": ["com.example.Provider"],
          "names": ["*example*"],
          "name": "Example",
          "sources": ["example"],
          "derived": "The call.",
          "not_derived": "Nothing.",
          "parameters": {"region": "string", "address": "string"},
          "region_parameter": "region",
          "reference": {"form": "${example:NAME}", "what": "thing", "name": "key", "remedy": "Give its name"},
          "aws_calls": [{"need": "things", "actions": ["ssm:GetParameter"], "resources": ["arn:${partition}:ssm:${config:region|${region}}:${account_id}:parameter/${config:reference.name}"]}],
          "connections": [{"key": "address", "what": "server"}],
          "findings": [{"key": "region", "problem": "is wrong", "remedy": "Leave it out.", "when": {"connector:config.action.reload": "restart"}}]
        }
        """;

    [Fact]
    public void The_declaration_is_read() => Assert.Equal("Example", Read(Declaration).Name);

    [Theory]
    [InlineData("extra", "1", "extra")]
    [InlineData("name", null, "name")]
    [InlineData("classes", "[]", "classes")]
    [InlineData("sources", null, "sources")]
    [InlineData("derived", null, "derived")]
    [InlineData("reference", null, "reference")]
    [InlineData("reference", """{"form": "x", "what": "thing", "name": "value", "remedy": "y"}""", "reference.name")]
    [InlineData("reference", """{"form": "x", "what": "thing", "name": "key", "remedy": "y", "pattern": "("}""", "reference.pattern")]
    [InlineData("reference", """{"form": "x", "what": "thing", "name": "key", "remedy": "y", "pattern": "(?=a)"}""", "reference.pattern")]
    [InlineData("region_parameter", "\"place\"", "'place'")]
    [InlineData("connections", """[{"key": "host", "what": "server"}]""", "'host'")]
    [InlineData("findings", """[{"key": "region", "problem": "x", "remedy": "y", "when": {"reference.nmae": true}}]""", "'reference.nmae'")]
    [InlineData("doubts", """[{"key": "key", "problem": "x", "remedy": "y"}]""", "'key'")]
    [InlineData("aws_calls", """[{"need": "x", "actions": ["ssm:*"], "resources": ["arn:aws:ssm:us-east-1:123456789012:parameter/x"]}]""", "wildcard")]
    [InlineData("aws_calls", """[{"need": "x", "actions": ["ssm:GetParameter"], "resources": ["*"]}]""", "names no resource")]
    [InlineData("aws_calls", """[{"need": "x", "actions": ["ssm:GetParameter"], "resources": ["arn:${partition}:ssm:${regoin}:1:parameter/x"]}]""", "regoin")]
    public void What_is_wrong_is_refused_by_its_place(string part, string? value, string words)
    {
        var declaration = JsonNode.Parse(Declaration)!.AsObject();
        declaration.Remove(part);
        if (value is not null)
            declaration[part] = JsonNode.Parse(value);

        var refused = Assert.Throws<KrakenException>(() => Read(declaration.ToJsonString()));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Remedy);
    }

    [Fact]
    public void Each_file_is_a_declaration_that_begins_with_its_classes()
    {
        var folder = Path.Combine(RepositoryFiles.Root, "src", "Kraken.MskConnect", "Connectors", "Providers");
        var files = Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

        Assert.Equal(files, ConfigProviderCatalogue.Declarations);
        foreach (var name in ConfigProviderCatalogue.Declarations)
        {
            using var stream = File.OpenRead(Path.Combine(folder, name + ".json"));
            var (head, whole) = (ConfigProviderHead.Read(name, stream), ConfigProviderCatalogue.Definition(name));
            Assert.Equal(whole.Classes, head.Classes);
            Assert.Equal(whole.AssumedNames, head.Names);
        }

        var classes = ConfigProviderCatalogue.Declarations.SelectMany(d => ConfigProviderCatalogue.Definition(d).Classes).ToList();
        Assert.Equal(classes.Distinct(), classes);
    }

    [Theory]
    [InlineData(null, "secretsmanager", "aws-secrets-manager")]
    [InlineData(null, "secretManager", "aws-secrets-manager")]
    [InlineData(null, "ssm-secrets", "aws-secrets-manager")]
    [InlineData(null, "SSM", "aws-ssm-parameter-store")]
    [InlineData(null, "s3import", "aws-s3-import")]
    [InlineData(null, "aws-ssm", "aws-ssm-parameter-store")]
    [InlineData(null, "aws", "lenses-aws-secrets")]
    [InlineData(null, "directory", "kafka-built-in")]
    [InlineData(null, "timestamp", null)]
    [InlineData("com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider", "secrets", "aws-ssm-parameter-store")]
    [InlineData("SsmParamStore", "secrets", "aws-ssm-parameter-store")]
    [InlineData("SecretsManagerConfigProvider", "sm", "aws-secrets-manager")]
    [InlineData("com.example.SecretsManagerConfigProvider", "secretsmanager", null)]
    public void A_provider_is_known_by_its_class_and_else_by_its_name(string? givenClass, string name, string? declaration) => Assert.Equal(
        declaration is null ? null : ConfigProviderCatalogue.Definition(declaration).Name, ConfigProviderCatalogue.Find(givenClass, name)?.Name);

    private static ConfigProviderDefinition Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return ConfigProviderReader.Read(json.RootElement);
    }
}
