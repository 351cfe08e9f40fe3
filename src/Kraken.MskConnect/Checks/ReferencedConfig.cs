using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The configuration in which checks look for references to config providers.</summary>
internal static class ReferencedConfig
{
    /// <summary>
    /// With the classes that the worker configuration declares. Where it cannot be read, which another check tells, providers
    /// are known by their names.
    /// </summary>
    internal static async Task<ConnectorConfig> OfAsync(CheckedConnector connector)
    {
        try
        {
            return SpecConnector.Of(await connector.WholeSpecAsync()).Config;
        }
        catch (Exception) when (!connector.StopToken.IsCancellationRequested)
        {
            return SpecConnector.Of(connector.Spec).Config;
        }
    }
}
