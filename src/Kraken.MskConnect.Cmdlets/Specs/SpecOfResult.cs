using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Remembers which spec a connector was created from, so that it can be compared again. The spec is kept beside the
/// object, because a property would show the spec's secrets to every formatter and serializer.
/// </summary>
internal static class SpecOfResult
{
    private static readonly ConditionalWeakTable<ConnectorResult, ConnectorSpec> _specs = [];

    /// <summary>Remembers the spec as long as the connector's object lives.</summary>
    public static void Remember(ConnectorResult result, ConnectorSpec spec) => _specs.AddOrUpdate(result, spec);

    /// <summary>Whether the input is a connector whose spec is remembered.</summary>
    public static bool Has(PSObject? input) => input?.BaseObject is ConnectorResult result && _specs.TryGetValue(result, out _);

    /// <summary>Finds the spec if the input is a connector.</summary>
    /// <returns>False if the input is not a connector; throws for a connector whose spec is not known.</returns>
    public static bool TryGet(PSObject? input, [NotNullWhen(true)] out ConnectorSpec? spec)
    {
        spec = null;
        if (input?.BaseObject is not ConnectorResult result)
            return false;
        if (_specs.TryGetValue(result, out spec))
            return true;
        throw new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"The connector {result.ConnectorName} has no spec: AWS does not keep it, and only the results of "
            + "New-KrakenMskConnector in this session have one.",
            "Pipe the spec instead: Import-KrakenConnectorSpec orders.tfvars.json | Compare-KrakenMskConnector. To change single "
            + "inputs of what is live, give them: Get-KrakenMskConnector orders-cdc | Update-KrakenMskConnector "
            + "-AutoscalingMaxWorkerCount 3.")
        {
            ConnectorName = result.ConnectorName,
        };
    }
}
