using System.Text.RegularExpressions;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Rules that are added to the security group name ports and peers that EC2 accepts, each once.</summary>
internal sealed partial class AdditionalNetworkRule : ISpecRule
{
    private const int LongestReason = 255;

    private static readonly string[] _everywhere = ["0.0.0.0/0", "::/0"];

    public void Check(SpecCheck check)
    {
        Check(check, nameof(ConnectorSpec.AdditionalEgress), nameof(AdditionalEgressRule.Destination), check.Spec.AdditionalEgress);
        Check(check, nameof(ConnectorSpec.AdditionalIngress), nameof(AdditionalIngressRule.Source), check.Spec.AdditionalIngress);
    }

    private static void Check(SpecCheck check, string field, string peer, IReadOnlyList<AdditionalRule> rules)
    {
        var seen = new HashSet<(string, int?, int?, string)>();
        for (var i = 0; i < rules.Count; i++)
        {
            var (rule, place) = (rules[i], $"{field}[{i}]");
            CheckPorts(check, place, rule);
            if (!string.IsNullOrWhiteSpace(rule.Peer) && !IsPeer(rule.Peer))
            {
                check.Error(
                    $"{place}.{peer}", "PeerFormat", rule.Peer, "is not a CIDR block, a prefix list ID or a security group ID",
                    "Give for example 10.0.0.0/16 (no bits set beyond the prefix), pl-0a1b2c3d or sg-0a1b2c3d4e5f60718.");
            }

            if (rule.Protocol == AdditionalRule.AllProtocols && _everywhere.Contains(rule.Peer))
            {
                check.Warning(
                    $"{place}.{peer}", "AllTraffic", rule.Peer, "is everywhere, with all protocols and ports",
                    "Name the ports and the addresses, if they are known.");
            }

            if (rule.Reason.Length > LongestReason)
                check.Error($"{place}.{nameof(rule.Reason)}", "ReasonLength", rule.Reason, $"has {rule.Reason.Length} characters", $"Give at most {LongestReason}.");
            if (!string.IsNullOrWhiteSpace(rule.Peer) && !seen.Add((rule.Protocol, rule.FromPort, rule.ToPort, rule.Peer)))
                check.Error(place, "GivenTwice", rule.Peer, "is the same rule as one before it", "Give it once.");
        }
    }

    private static void CheckPorts(SpecCheck check, string place, AdditionalRule rule)
    {
        if (rule is { HasPorts: false } && !(rule.Protocol == AdditionalRule.AllProtocols || (byte.TryParse(rule.Protocol, out _) && Number().IsMatch(rule.Protocol))))
        {
            check.Error(
                $"{place}.{nameof(rule.Protocol)}", "ProtocolName", rule.Protocol, "is not a protocol",
                "Give tcp, udp, icmp, icmpv6, the protocol's number, or -1 for all protocols.");
        }
        else if (!rule.HasPorts && (rule.FromPort ?? rule.ToPort) is not null)
        {
            check.Error(
                $"{place}.{nameof(rule.Protocol)}", "ProtocolPorts", rule.Protocol, "has no ports",
                "Leave the ports out, or give the protocol that they belong to.");
        }
        else if (rule.HasPorts && (rule.FromPort is null || rule.ToPort is null))
        {
            var (name, file) = rule.FromPort is not null ? (nameof(rule.ToPort), "to_port") : (nameof(rule.FromPort), "port, or from_port and to_port");
            check.Error($"{place}.{name}", "Required", null, "is missing", $"Give {file}.");
        }
        else if (rule.IsIcmp && (rule.FromPort > 255 || rule.ToPort > 255))
        {
            check.Error($"{place}.{nameof(rule.FromPort)}", "IcmpType", rule.FromPort, "is not a type of ICMP", "Give -1 for all, or a type and a code from 0 to 255.");
        }
        else if (rule.HasPorts && !rule.IsIcmp && (rule.FromPort < 0 || rule.ToPort < 1))
        {
            check.Error($"{place}.{nameof(rule.FromPort)}", "PortRange", rule.FromPort, "is not a port", "Give 1 to 65535; a range may begin at 0.");
        }
        else if (rule.HasPorts && !rule.IsIcmp && rule.FromPort > rule.ToPort)
        {
            check.Error(
                $"{place}.{nameof(rule.FromPort)}", "PortOrder", rule.FromPort, $"is above to_port, {rule.ToPort}", "Exchange the two.");
        }
    }

    /// <summary>A destination as of the derived rules, or a group of another account, with that.</summary>
    private static bool IsPeer(string text) => NetworkRule.IsDestination(text)
        || (Account().IsMatch(text) && NetworkRule.IsDestination(text[13..]));

    [GeneratedRegex(@"^\d{12}/sg-", RegexOptions.CultureInvariant)]
    private static partial Regex Account();

    [GeneratedRegex(@"^\d{1,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
