using System.Collections;
using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The AWS arguments that <c>$PSDefaultParameterValues</c> sets, of which PowerShell tells a completer nothing.</summary>
internal static class SessionDefaults
{
    /// <summary>Adds those that the command line does not have.</summary>
    /// <param name="arguments">The arguments on the command line.</param>
    /// <param name="command">The command's name; null where it is not known.</param>
    public static void AddTo(IDictionary arguments, string? command)
    {
        if (command is null || SessionVariable.Read("PSDefaultParameterValues") is not IDictionary defaults)
            return;
        if (defaults["Disabled"] is true)
            return;
        foreach (DictionaryEntry entry in defaults)
        {
            if ($"{entry.Key}".Split(':') is not [var pattern, var given] || CommandArguments.Name(given.Trim()) is not { } name
                || arguments.Contains(name) || !WildcardPattern.Get(pattern.Trim(), WildcardOptions.IgnoreCase).IsMatch(command))
            {
                continue;
            }

            // A script block would have to be run; the argument is then there and not known.
            var value = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            arguments[name] = value is ScriptBlock ? null : value;
        }
    }
}
