using System.Collections;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Offers nothing: for a parameter whose values nobody can know, PowerShell would else offer the files of the folder.</summary>
public sealed class NothingCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters) => [];
}
