using System.Collections;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes inputs of a spec that take one of a few values.</summary>
public sealed class SpecValueCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters) =>
        SpecFields.Find(parameterName)?.Suggestions ?? [];
}
