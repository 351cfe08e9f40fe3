using System.Net;
using Kraken.MskConnect.Resources.SecurityGroups;

namespace Kraken.MskConnect.Checks;

/// <summary>What a rule of a security group lets through.</summary>
internal static class RuleReach
{
    /// <summary>Whether it speaks of a TCP port.</summary>
    public static bool Covers(this SecurityGroupRules.Rule rule, int port) =>
        rule.IsOfAllPorts || (rule.Protocol is "tcp" or "6" && rule.FromPort <= port && port <= rule.ToPort);

    /// <summary>Whether a rule's peer is another one, or a block of addresses that holds it whole.</summary>
    /// <param name="peer">The rule's peer.</param>
    /// <param name="other">A CIDR block, a prefix list's id or a group's id.</param>
    public static bool Holds(string peer, string other) =>
        peer == other
        || (IPNetwork.TryParse(peer, out var outer) && IPNetwork.TryParse(other, out var inner)
            && outer.BaseAddress.AddressFamily == inner.BaseAddress.AddressFamily
            && outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress));
}
