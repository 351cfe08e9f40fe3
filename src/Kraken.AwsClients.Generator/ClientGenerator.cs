using System.Collections.Immutable;
using System.Text;
using Kraken.AwsClients.Generator.Emitters;
using Kraken.AwsClients.Generator.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Kraken.AwsClients.Generator;

/// <summary>
/// Generates a client for each <c>models/&lt;service&gt;.json</c> that has a <c>services/&lt;service&gt;.json</c> beside its folder.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ClientGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor _badModel = new(
        "KRAWS01",
        "A client cannot be generated",
        "No client can be generated for '{0}': {1}",
        "Kraken.AwsClients",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = FilesIn(context, "models");
        var settings = FilesIn(context, "services").Collect();
        context.RegisterSourceOutput(models.Combine(settings), (output, pair) => Generate(output, pair.Left, pair.Right));
    }

    private static IncrementalValuesProvider<(string Service, string Text)> FilesIn(
        IncrementalGeneratorInitializationContext context,
        string folder) =>
        context.AdditionalTextsProvider
            .Where(file => file.Path.EndsWith(".json", StringComparison.Ordinal)
                && Path.GetFileName(Path.GetDirectoryName(file.Path)) == folder)
            .Select((file, stop) => (Path.GetFileNameWithoutExtension(file.Path), file.GetText(stop)?.ToString() ?? ""));

    private static void Generate(
        SourceProductionContext output,
        (string Service, string Text) model,
        ImmutableArray<(string Service, string Text)> allSettings)
    {
        try
        {
            var settings = allSettings.FirstOrDefault(file => file.Service == model.Service).Text
                ?? throw new ModelException($"services/{model.Service}.json is missing");
            var service = new ServiceModel(Json.Parse(model.Text), new ServiceSettings(Json.Parse(settings)));
            Add("Client", ClientEmitter.Emit(service));
            Add("Config", ConfigEmitter.Emit(service));
            Add("Endpoints", ConfigEmitter.EmitParameters(service));
            Add("Constants", ConstantsEmitter.Emit(service));
            Add("Types", TypesEmitter.Emit(service));
            Add("Exception", ExceptionsEmitter.EmitBase(service));
            Add("Exceptions", ExceptionsEmitter.Emit(service));
            Add("Wire", service.IsXml ? XmlWireEmitter.Emit(service) : JsonWireEmitter.Emit(service));

            void Add(string part, string code) =>
                output.AddSource($"{service.BaseName}.{part}.g.cs", SourceText.From(code, Encoding.UTF8));
        }
        catch (ModelException error)
        {
            output.ReportDiagnostic(Diagnostic.Create(_badModel, Microsoft.CodeAnalysis.Location.None, model.Service, error.Message));
        }
    }
}
