using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Networking;

/// <summary>Derives the egress rules that a spec asks for. Pure: makes no AWS call.</summary>
public static class EgressRules
{
    /// <summary>The CIDR block of all IPv6 addresses.</summary>
    internal const string AllOfIpv6 = "::/0";

    /// <summary>The rules, ordered by port, then destination, without doubles.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    public static IReadOnlyList<EgressRule> Derive(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var destinations = Destinations(spec);
        return
        [
            .. from port in EgressPorts.Of(spec)
               group port.Reason by (port.From, port.To) into reasons
               from destination in destinations
               orderby reasons.Key, destination
               select new EgressRule(reasons.Key.From, destination, RuleDescription.Of(reasons)) { ToPort = reasons.Key.To },
        ];
    }

    /// <summary>
    /// The spec's destinations; for a connector with IPv6 the default means all addresses of both kinds.
    /// </summary>
    private static IReadOnlyList<string> Destinations(ConnectorSpec spec) =>
        spec.IsDualStack && spec.EgressDestination.SequenceEqual(SpecDefaults.EgressDestination)
            ? [.. spec.EgressDestination, AllOfIpv6]
            : [.. spec.EgressDestination.Distinct(StringComparer.Ordinal)];
}
