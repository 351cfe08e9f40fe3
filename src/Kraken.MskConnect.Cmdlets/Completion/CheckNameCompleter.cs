using System.Collections;
using Kraken.MskConnect.Operations;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the names of checks, and of all checks of a group.</summary>
public sealed class CheckNameCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters) =>
        ConnectorChecks.Names.GroupBy(n => n.Split('.')[0]).SelectMany(group => group.Prepend(group.Key + ".*"));
}
