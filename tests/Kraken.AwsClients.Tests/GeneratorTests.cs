using System.Collections.Immutable;
using Kraken.AwsClients.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Kraken.AwsClients.Tests;

/// <summary>What the generator says of models that it cannot make a client from, and when it runs again.</summary>
public class GeneratorTests
{
    private const string Metadata = """ "metadata": { "serviceId": "Toy Shop", "apiVersion": "2020-01-01", "endpointPrefix": "toys", "protocol": "json", "jsonVersion": "1.1", "targetPrefix": "Toys" } """;

    [Fact]
    public void A_model_and_its_settings_become_a_client()
    {
        var result = Run(("models/toys.json", Model("""{ "type": "string" }""")), ("services/toys.json", "{}"));

        Assert.Empty(result.Diagnostics);
        Assert.Contains(result.GeneratedTrees, tree => tree.ToString().Contains("class AmazonToyShopClient", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_without_settings_is_an_error()
    {
        AssertError("services/toys.json is missing", ("models/toys.json", Model("""{ "type": "string" }""")));
    }

    [Theory]
    [InlineData("""{ "type": "document" }""", "'Toy' has the type 'document'")]
    [InlineData("""{ "type": "list", "flattened": true, "member": { "shape": "Toy" } }""", "'flattened'")]
    [InlineData("""{ "type": "string", "enum": [ "1st" ] }""", "the constant '1st'")]
    [InlineData("""{ "type": "structure", "members": { "toy": { "shape": "Toy" } } }""", "has its class's name")]
    [InlineData("""{ "type": "structure", "members": { "a": { "shape": "Nowhere" } } }""", "'Nowhere' is missing")]
    public void A_model_with_what_the_generator_does_not_know_is_an_error_that_names_it(string toy, string expected)
    {
        AssertError(expected, ("models/toys.json", Model(toy)), ("services/toys.json", "{}"));
    }

    [Theory]
    [InlineData("{ \"metadata\": ")]
    [InlineData("{} {}")]
    [InlineData("{ \"a\" 1 }")]
    [InlineData("")]
    public void A_file_that_is_no_json_is_an_error(string text)
    {
        AssertError("not JSON at line 1", ("models/toys.json", text), ("services/toys.json", "{}"));
    }

    [Fact]
    public void Names_with_escapes_are_read()
    {
        var result = Run(("models/toys.json", Model("""{ "type": "string", "enum": [ "a\u002db", "c" ] }""")), ("services/toys.json", "{}"));

        Assert.Contains(result.GeneratedTrees, tree => tree.ToString().Contains("AB = new(\"a-b\")", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_files_are_left_alone()
    {
        Assert.Empty(Run(("other/toys.json", "{}"), ("models/notes.txt", "x")).GeneratedTrees);
    }

    private static string Model(string toy) => $$"""
        {
          {{Metadata}},
          "operations": { "Buy": { "name": "Buy", "http": { "method": "POST", "requestUri": "/" }, "input": { "shape": "BuyRequest" } } },
          "shapes": { "BuyRequest": { "type": "structure", "members": { "toyName": { "shape": "Toy" } } }, "Toy": {{toy}} }
        }
        """;

    private static void AssertError(string expected, params (string Path, string Text)[] files)
    {
        var result = Run(files);

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(("KRAWS01", DiagnosticSeverity.Error), (error.Id, error.Severity));
        Assert.Contains("'toys'", error.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains(expected, error.GetMessage(null), StringComparison.Ordinal);
    }

    private static GeneratorDriverRunResult Run(params (string Path, string Text)[] files) =>
        CSharpGeneratorDriver.Create(
                [new ClientGenerator().AsSourceGenerator()],
                files.Select(file => (AdditionalText)new File(file.Path, file.Text)).ToImmutableArray())
            .RunGenerators(CSharpCompilation.Create("toys"))
            .GetRunResult();

    private sealed class File(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
