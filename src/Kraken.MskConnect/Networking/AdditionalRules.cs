using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Networking;

/// <summary>A rule of the security group that a person asked for.</summary>
/// <param name="Protocol">The protocol as EC2 names it, <c>-1</c> for all.</param>
/// <param name="FromPort">The first port, or ICMP's type; null for protocols without.</param>
/// <param name="ToPort">The last port, or ICMP's code; null for protocols without.</param>
/// <param name="Peer">A CIDR block, a prefix list's ID or a security group's.</param>
/// <param name="Reason">Why it is there; becomes the rule's description.</param>
public sealed record AdditionalSecurityRule(string Protocol, int? FromPort, int? ToPort, string Peer, string Reason);

/// <summary>The rules that a spec adds to those that are derived. Pure: makes no AWS call.</summary>
public static class AdditionalRules
{
    /// <summary>Where else the connector may connect to, in the spec's order.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    public static IReadOnlyList<AdditionalSecurityRule> Egress(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [.. spec.AdditionalEgress.Select(Rule)];
    }

    /// <summary>Who may connect to the connector, in the spec's order.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    public static IReadOnlyList<AdditionalSecurityRule> Ingress(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [.. spec.AdditionalIngress.Select(Rule)];
    }

    private static AdditionalSecurityRule Rule(AdditionalRule rule) =>
        new(rule.Protocol, rule.FromPort, rule.ToPort, rule.Peer, RuleDescription.Of([rule.Reason]));
}
