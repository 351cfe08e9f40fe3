using System.Collections.Immutable;
using Kraken.MskConnect.Generator;
using Kraken.MskConnect.Tests.Specs.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Kraken.MskConnect.Tests.Specs.Findings;

/// <summary>
/// The rules that the sources name: each constant that is given to a parameter called rule, with the severity beside it. What
/// is not constant is handed on from such a parameter, or the test that reads this fails.
/// </summary>
internal sealed class ProducedRules
{
    private static readonly string[] _handedOn = ["Rule", "rule"];

    private ProducedRules()
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var trees = new[] { "Kraken.MskConnect", "Kraken.MskConnect.Cmdlets" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .Append(CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;", options))
            .ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Kraken.MskConnect.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        Compilation compilation = CSharpCompilation.Create(
            "a", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new SpecGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);

        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var call in tree.GetRoot().DescendantNodes().Where(n => n is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax))
                Read(model.GetOperation(call));
        }
    }

    public static ProducedRules Instance { get; } = new();

    /// <summary>The severities of each rule, as far as they stand beside it.</summary>
    public SortedDictionary<string, SortedSet<FindingSeverity>> Rules { get; } = new(StringComparer.Ordinal);

    /// <summary>Where a rule is neither a constant nor handed on.</summary>
    public List<string> Unreadable { get; } = [];

    private void Read(IOperation? call)
    {
        var (arguments, name) = call switch
        {
            IInvocationOperation invocation => (invocation.Arguments, invocation.TargetMethod.Name),
            IObjectCreationOperation creation => (creation.Arguments, ""),
            _ => (ImmutableArray<IArgumentOperation>.Empty, ""),
        };
        var rule = arguments.FirstOrDefault(a => _handedOn.Contains(a.Parameter?.Name) && a.Parameter!.Type.SpecialType == SpecialType.System_String);
        if (rule is null)
            return;
        var severities = arguments
            .Where(a => a.Parameter?.Type.Name == nameof(FindingSeverity))
            .SelectMany(a => Leaves(a.Value)).Select(v => v.ConstantValue)
            .Where(v => v.HasValue).Select(v => (FindingSeverity)Convert.ToInt64(v.Value, null))
            .Concat(Enum.TryParse<FindingSeverity>(name, out var said) ? [said] : [])
            .Concat(name == "Doubt" ? [FindingSeverity.Warning] : []);
        foreach (var value in Leaves(rule.Value))
        {
            if (value.ConstantValue is { HasValue: true, Value: string text })
            {
                if (!Rules.TryGetValue(text, out var known))
                    Rules.Add(text, known = []);
                known.UnionWith(severities);
            }
            else if (!IsHandedOn(value))
            {
                Unreadable.Add($"{call!.Syntax.GetLocation().GetLineSpan()}: {value.Syntax}");
            }
        }
    }

    private static IEnumerable<IOperation> Leaves(IOperation value) => value switch
    {
        IConversionOperation conversion => Leaves(conversion.Operand),
        IConditionalOperation { WhenFalse: { } otherwise } either => Leaves(either.WhenTrue).Concat(Leaves(otherwise)),
        _ => [value],
    };

    private static bool IsHandedOn(IOperation value) => value switch
    {
        IParameterReferenceOperation parameter => _handedOn.Contains(parameter.Parameter.Name),
        IPropertyReferenceOperation property => property.Property.Name == "Rule",
        IFieldReferenceOperation field => field.Field.Name == "Rule",
        // A saved plan's, which has it from a finding.
        IInvocationOperation { Arguments: [_, { Value.ConstantValue.Value: "rule" }] } => true,
        // The rule of words, of which each input has its own.
        IBinaryOperation { LeftOperand: IPropertyReferenceOperation { Property.Name: "Name" }, RightOperand.ConstantValue.Value: "Allowed" } => true,
        _ => false,
    };
}
