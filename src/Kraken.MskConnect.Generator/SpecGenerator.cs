using System.Text;
using Kraken.MskConnect.Generator.Emitters;
using Kraken.MskConnect.Generator.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Kraken.MskConnect.Generator;

/// <summary>
/// Generates, where the record <c>ConnectorSpec</c> is compiled, its fields and defaults, the lists of its rules and foreign formats
/// and that of the checks of connectors; and where its file is an additional file, the parameters of the cmdlets that take a
/// spec.
/// </summary>
/// <remarks>
/// Both are made from syntax: a compilation does not see the documentation comments of an assembly that it refers to.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class SpecGenerator : IIncrementalGenerator
{
    private static readonly ListedKind[] _listed =
    [
        new("Kraken.MskConnect.Specs.Rules", "ISpecRule", "SpecRules"),
        new("Kraken.MskConnect.Specs.Reading.Foreign", "IForeignSpecFormat", "ForeignSpecFormats"),
        new("Kraken.MskConnect.Checks", "IConnectorCheck", "ConnectorCheckList"),
        new("Kraken.MskConnect.Connectors", "IFamilyLogic", "FamilyLogicList"),
    ];

    private static readonly DiagnosticDescriptor _badInput = new(
        "KRSPEC01",
        "An input cannot be generated",
        "{0}",
        "Kraken.MskConnect",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var records = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is RecordDeclarationSyntax { Identifier.ValueText: InputReader.RecordName },
            static (syntax, _) => Core((RecordDeclarationSyntax)syntax.Node));
        context.RegisterSourceOutput(records, static (output, made) =>
        {
            Add(output, "SpecFields", made.Fields, made.Problem);
            Add(output, "SpecDefaults", made.Defaults, made.Problem is null ? null : "");
        });

        var files = context.AdditionalTextsProvider
            .Where(static file => Path.GetFileName(file.Path) == InputReader.RecordName + ".cs")
            .Select(static (file, stop) => Parameters(file.GetText(stop)?.ToString() ?? "", stop));
        context.RegisterSourceOutput(files, static (output, made) => Add(output, "SpecCmdlet.Inputs", made.Code, made.Problem));

        foreach (var kind in _listed)
        {
            var types = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                (syntax, stop) => Listed(kind, syntax, stop)).Where(static name => name is not null);
            context.RegisterSourceOutput(types.Collect(), (output, names) =>
            {
                if (!names.IsEmpty)
                {
                    var sorted = names.OfType<string>().Distinct().OrderBy(n => n, StringComparer.Ordinal);
                    Add(output, kind.ClassName, ListEmitter.Emit(kind.Container, kind.Interface, kind.ClassName, sorted), null);
                }
            });
        }
    }

    // Texts and nothing else are passed on, so that what is the same as before is seen to be.
    private static (string Fields, string Defaults, string? Problem) Core(RecordDeclarationSyntax record)
    {
        try
        {
            var inputs = InputReader.Read(record);
            return (FieldsEmitter.Emit(inputs), DefaultsEmitter.Emit(inputs), null);
        }
        catch (InputException e)
        {
            return ("", "", e.Message);
        }
    }

    private static (string Code, string? Problem) Parameters(string text, CancellationToken cancellationToken)
    {
        try
        {
            return (ParametersEmitter.Emit(InputReader.Read(text, cancellationToken)), null);
        }
        catch (InputException e)
        {
            return ("", e.Message);
        }
    }

    private static string? Listed(ListedKind kind, GeneratorSyntaxContext syntax, CancellationToken cancellationToken) =>
        syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, cancellationToken) is INamedTypeSymbol { IsAbstract: false } type
        && type.AllInterfaces.Any(i => i.Name == kind.Interface && i.ContainingNamespace.ToDisplayString() == kind.Container)
            ? type.ToDisplayString()
            : null;

    private static void Add(SourceProductionContext output, string name, string code, string? problem)
    {
        if (problem is null)
            output.AddSource($"{name}.g.cs", SourceText.From(code, Encoding.UTF8));
        else if (problem.Length > 0)
            output.ReportDiagnostic(Diagnostic.Create(_badInput, Location.None, problem));
    }

    /// <summary>Classes that are listed by the interface that they implement.</summary>
    private sealed class ListedKind(string container, string interfaceName, string className)
    {
        /// <summary>The namespace of the interface and of the list.</summary>
        public string Container { get; } = container;

        public string Interface { get; } = interfaceName;

        /// <summary>The name of the list's class.</summary>
        public string ClassName { get; } = className;
    }
}
