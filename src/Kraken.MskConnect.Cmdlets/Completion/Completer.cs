using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes an argument with the values that begin like the word, unless a completer matches otherwise, quoted where they need it.</summary>
public abstract class Completer : IArgumentCompleter
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
        return Values(parameterName, CommandArguments.Of(commandAst, fakeBoundParameters ?? new Hashtable()))
            .Where(v => Matches(v, word))
            .Select(v => new CompletionResult(Quote(v), v, CompletionResultType.ParameterValue, v));
    }

    /// <summary>The values to offer, best first.</summary>
    private protected abstract IEnumerable<string> Values(string parameterName, IDictionary parameters);

    /// <summary>Whether a value is one that the word may become.</summary>
    private protected virtual bool Matches(string value, string word) => value.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static string Quote(string value) =>
        value.StartsWith('@') || value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '/')
            ? value
            : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
}
