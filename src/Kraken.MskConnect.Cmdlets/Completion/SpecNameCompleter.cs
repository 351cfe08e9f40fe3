using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Completes the name in a spec: a connector that exists where the command changes or compares one, which needs no more of a
/// spec than its name. Elsewhere the name is a new one, or the command calls no AWS.
/// </summary>
public sealed class SpecNameCompleter : IArgumentCompleter
{
    private static readonly string[] _onExisting = ["Update-KrakenMskConnector", "Compare-KrakenMskConnector"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        // A name may be qualified by the module's.
        var command = commandName[(commandName.LastIndexOf('\\') + 1)..];
        Completer completer = _onExisting.Contains(command, StringComparer.OrdinalIgnoreCase)
            ? new ConnectorNameCompleter()
            : new NothingCompleter();
        return completer.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters);
    }
}
