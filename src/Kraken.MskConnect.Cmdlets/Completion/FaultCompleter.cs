using System.Collections;
using Kraken.LocalAws.Faults;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes a fault with a hashtable for each kind.</summary>
public sealed class FaultCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters) =>
        Enum.GetNames<FaultKind>().Order(StringComparer.Ordinal).Select(kind => $"@{{ Kind = '{kind}' }}");
}
