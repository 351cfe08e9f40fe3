using System.Collections;
using Kraken.MskConnect.Connectors;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes a connector's configuration with a hashtable for each connector class that the catalogue knows.</summary>
public sealed class ConfigurationCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters)
    {
        var type = parameters[nameof(SpecCmdlet.ConnectorType)] as string;
        var isAny = type?.ToUpperInvariant() is not ("SOURCE" or "SINK");
        return
            from known in ConnectorCatalogue.Classes
            where isAny || string.Equals(ConnectorCatalogue.Definition(known.Value).Classes[known.Key], type, StringComparison.OrdinalIgnoreCase)
            orderby known.Key
            select $"@{{ 'connector.class' = '{known.Key}'; 'tasks.max' = '1' }}";
    }
}
