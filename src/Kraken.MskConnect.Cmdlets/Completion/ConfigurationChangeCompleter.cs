using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Completes the beginning of a configuration key with a hashtable that sets it: one for each value of a closed set, else one
/// with the key's example or default. The keys are those of the class in the pipeline's variable; without one, those of all
/// classes, once something is typed. PowerShell asks no completer inside a hashtable, so it is completed as a whole.
/// </summary>
public sealed class ConfigurationChangeCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var family = FamilyOf(ClassInPipeline(commandAst));
        var offered = Keys(family)
            .Where(k => !k.IsPattern && k.Name != ConnectorConfig.ClassKey && k.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(k => k.Name)
            .OrderBy(k => k.Name, StringComparer.Ordinal)
            .SelectMany(k => ConfigurationText.ValuesOf(k).Select(v => ConfigurationText.Table([(k.Name, v)])))
            .Select(text => new CompletionResult(text, text, CompletionResultType.ParameterValue, text));

        // All keys of all classes are a list that nobody reads.
        return word.Length == 0 && family is null ? [] : offered;
    }

    private static IEnumerable<ConnectorKey> Keys(ConnectorDefinition? family)
    {
        var families = family is null ? ConnectorCatalogue.Families.Select(ConnectorCatalogue.Definition) : [family];
        return ConnectorCatalogue.Common.Keys
            .Concat(families.SelectMany(f => f.Keys.Concat(f.ClassKeys.Values.SelectMany(keys => keys))));
    }

    private static ConnectorDefinition? FamilyOf(string? name) =>
        name is not null && ConnectorCatalogue.Classes.TryGetValue(name, out var family) ? ConnectorCatalogue.Definition(family) : null;

    private static string? ClassInPipeline(CommandAst? command) =>
        command?.Parent is PipelineAst { PipelineElements: [CommandExpressionAst { Expression: VariableExpressionAst variable }, ..] }
            ? ClassOf(SessionVariable.Read(variable.VariablePath.UserPath))
            : null;

    private static string? ClassOf(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        ConnectorSpec spec => spec.ConnectorConfiguration.GetValueOrDefault(ConnectorConfig.ClassKey),
        ConnectorResult result => result.ConnectorClass,
        IList { Count: > 0 } several => ClassOf(several[0]),
        _ => null,
    };
}
