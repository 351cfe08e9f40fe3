using System.Collections;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes an endpoint with those of the rehearsals that run in this process.</summary>
public sealed class EndpointUrlCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters) =>
        LocalAwsServers.All.Select(s => s.EndpointUrl);
}
