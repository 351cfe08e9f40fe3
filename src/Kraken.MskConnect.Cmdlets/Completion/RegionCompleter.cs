using System.Collections;
using Amazon;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes a region.</summary>
public sealed class RegionCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters) =>
        RegionEndpoint.EnumerableAllRegions.Select(r => r.SystemName).Order(StringComparer.Ordinal);
}
