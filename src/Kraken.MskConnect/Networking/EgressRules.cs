using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Networking;

/// <summary>Derives the egress rules that a spec asks for. Pure: makes no AWS call.</summary>
public static class EgressRules
{
    /// <summary>The rules, ordered by port, then destination, without doubles.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    public static IReadOnlyList<EgressRule> Derive(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return
        [
            .. from port in EgressPorts.Of(spec)
               group port.Reason by port.Number into reasons
               from destination in spec.EgressDestination.Distinct(StringComparer.Ordinal)
               orderby reasons.Key, destination
               select new EgressRule(reasons.Key, destination, RuleDescription.Of(reasons)),
        ];
    }
}
