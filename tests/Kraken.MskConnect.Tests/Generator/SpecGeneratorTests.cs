using System.Collections.Immutable;
using Kraken.MskConnect.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Kraken.MskConnect.Tests.Generator;

/// <summary>What the generator makes of a property, and what it says of one that it cannot make an input of.</summary>
public class SpecGeneratorTests
{
    private const string Good = """
        /// <summary>The <c>port</c>, as in <see cref="Other.Thing"/>,
        /// 1 or more &amp; so on. Default 7.</summary>
        [Input("the_port", InputGroup.Network, InputChange.InPlace, Position = 2)]
        [Range(1, 9, Rule = "PortRange")]
        public int Port { get; init; } = 7;
        """;

    [Fact]
    public void A_property_becomes_a_field_a_default_and_a_parameter()
    {
        var core = Run(Record(Good));
        var cmdlets = RunOnFile(Record(Good));

        Assert.Empty(core.Diagnostics);
        var fields = Code(core, "SpecFields");
        Assert.Contains("\"Port\", \"the_port\", SpecFieldKind.WholeNumber, InputGroup.Network, InputChange.InPlace", fields, StringComparison.Ordinal);
        Assert.Contains("\"The port, as in Thing, 1 or more & so on. Default 7.\"", fields, StringComparison.Ordinal);
        Assert.Contains("Range = new NumberRange(1, 9, \"PortRange\", null)", fields, StringComparison.Ordinal);
        Assert.Contains("public const int Port = 7;", Code(core, "SpecDefaults"), StringComparison.Ordinal);
        var parameter = Code(cmdlets, "SpecCmdlet");
        Assert.Contains("/// <summary>The <c>port</c>, as in Thing, 1 or more &amp; so on. Default 7.</summary>", parameter, StringComparison.Ordinal);
        Assert.Contains("[Parameter(Position = 2, ParameterSetName = \"Spec\")]", parameter, StringComparison.Ordinal);
        Assert.Contains("[Alias(\"the_port\")]", parameter, StringComparison.Ordinal);
        Assert.Contains("public int Port { get; set; }", parameter, StringComparison.Ordinal);
        Assert.DoesNotContain("ArgumentCompleter", parameter, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public string Name { get; init; } = \"\";", "Name has no attribute Input")]
    [InlineData("[Input(\"a\", G.A, C.A)] public string Name { get; init; } = \"\";", "Name has no summary")]
    [InlineData("/// <summary>A & b.</summary>\n[Input(\"a\", G.A, C.A)] public string Name { get; init; } = \"\";", "Name has a documentation comment that is not XML")]
    [InlineData("/// <summary>A.</summary>\n[Input(\"a\", G.A, C.A)] public double Name { get; init; }", "Name has the type double")]
    [InlineData("/// <summary>A.</summary>\n[Input(\"a\", G.A, C.A)] public bool? Name { get; init; }", "Name has the type bool?")]
    [InlineData("/// <summary>A.</summary>\n[Input(NoLiteral, G.A, C.A)] public string? Name { get; init; }", "Name has no name in files")]
    [InlineData("/// <summary>A.</summary>\n[Input(\"a\", G.A, C.A)] [Range(1)] public string? Name { get; init; }", "Name has numbers to choose from")]
    [InlineData("/// <summary>A.</summary>\n[Input(\"a\", G.A, C.A)] [Choices(\"b\")] public int Name { get; init; }", "Name has words or an ARN")]
    [InlineData("/// <summary>A.</summary>\n[Input(\"a\", G.A, C.A, IsRequired = true)] public int Name { get; init; }", "Name is required")]
    public void A_property_that_is_no_input_is_an_error_that_names_it(string property, string message)
    {
        foreach (var result in (GeneratorDriverRunResult[])[Run(Record(property)), RunOnFile(Record(property))])
        {
            var error = Assert.Single(result.Diagnostics);
            Assert.Equal(("KRSPEC01", DiagnosticSeverity.Error), (error.Id, error.Severity));
            Assert.StartsWith(message, error.GetMessage(null), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_without_the_record_is_an_error() =>
        Assert.Contains("is not declared", Assert.Single(RunOnFile("class Other;").Diagnostics).GetMessage(null), StringComparison.Ordinal);

    [Fact]
    public void What_nobody_can_set_is_no_input()
    {
        var code = Code(
            Run(Record(Good + "\npublic bool IsSource => true; internal string? Hidden { get; init; }")), "SpecFields");

        Assert.DoesNotContain("IsSource", code, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kraken.MskConnect.Specs.Rules", "ISpecRule", "SpecRules")]
    [InlineData("Kraken.MskConnect.Checks", "IConnectorCheck", "ConnectorCheckList")]
    public void Every_class_that_is_a_rule_or_a_check_is_listed_once(string place, string kind, string list)
    {
        var code = Code(
            Run($"""
                namespace {place};
                interface {kind};
                interface IOther;
                abstract class Base : {kind};
                sealed class Second : Base;
                sealed partial class First : {kind};
                sealed partial class First : IOther;
                sealed class None : IOther;
                """),
            list);

        Assert.Equal(
            [$"new global::{place}.First(),", $"new global::{place}.Second(),"],
            code.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("new global", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_edit_elsewhere_makes_nothing_again()
    {
        var driver = (GeneratorDriver)CSharpGeneratorDriver.Create(
            [new SpecGenerator().AsSourceGenerator()], driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));
        var compilation = CSharpCompilation.Create("a", [CSharpSyntaxTree.ParseText(Record(Good))]);
        driver = driver.RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;")));

        var reasons = driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason);
        Assert.All(reasons, r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    private static string Record(string properties) => $"namespace Kraken.MskConnect.Specs;\npublic sealed record ConnectorSpec\n{{\n{properties}\n}}";

    private static string Code(GeneratorDriverRunResult result, string file) =>
        Assert.Single(result.GeneratedTrees, t => t.FilePath.Contains(file, StringComparison.Ordinal)).ToString();

    private static GeneratorDriverRunResult Run(string source) =>
        CSharpGeneratorDriver.Create(new SpecGenerator())
            .RunGenerators(CSharpCompilation.Create("a", [CSharpSyntaxTree.ParseText(source)]))
            .GetRunResult();

    private static GeneratorDriverRunResult RunOnFile(string text) =>
        CSharpGeneratorDriver.Create([new SpecGenerator().AsSourceGenerator()], ImmutableArray.Create<AdditionalText>(new Source(text)))
            .RunGenerators(CSharpCompilation.Create("a"))
            .GetRunResult();

    private sealed class Source(string text) : AdditionalText
    {
        public override string Path => "folder/ConnectorSpec.cs";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
