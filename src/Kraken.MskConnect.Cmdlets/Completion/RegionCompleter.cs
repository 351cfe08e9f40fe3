using System.Collections;
using System.Text.RegularExpressions;
using Amazon;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes a region; the SDK's list has names of parts of the world too, such as <c>aws-global</c>.</summary>
public sealed partial class RegionCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters) =>
        RegionEndpoint.EnumerableAllRegions.Select(r => r.SystemName).Where(r => RealRegion().IsMatch(r)).Order(StringComparer.Ordinal);

    [GeneratedRegex("^[a-z]+(-[a-z]+)+-[0-9]+$")]
    private static partial Regex RealRegion();
}
