using Amazon.EC2.Model;
using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Resources.SecurityGroups;

/// <summary>
/// Tells the rules of live groups in a spec: the destinations of the derived ports, and every rule beyond, so that a take-over
/// takes no rule away.
/// </summary>
internal static class AdditionalRulesExport
{
    /// <summary>The spec with them; all else of it is known.</summary>
    public static ConnectorSpec Find(ProvisioningContext context, IReadOnlyList<SecurityGroup> groups, ConnectorSpec spec)
    {
        if (groups.Count == 0)
            return spec;
        var egress = Rules(groups, g => g.IpPermissionsEgress);
        spec = spec with { EgressDestination = Destinations(context, spec, egress) };
        var derived = EgressRules.Derive(spec).Select(SecurityGroupRules.From).Select(r => r.Target).ToHashSet(StringComparer.Ordinal);
        return spec with
        {
            AdditionalEgress =
            [
                .. egress.Where(r => !derived.Contains(r.Target)).Select(r => new AdditionalEgressRule
                {
                    Protocol = r.Protocol, FromPort = r.FromPort, ToPort = r.ToPort, Destination = r.Peer, Reason = Reason(r),
                }),
            ],
            AdditionalIngress =
            [
                .. Rules(groups, g => g.IpPermissions).Select(r => new AdditionalIngressRule
                {
                    Protocol = r.Protocol, FromPort = r.FromPort, ToPort = r.ToPort, Source = r.Peer, Reason = Reason(r),
                }),
            ],
        };
    }

    private static List<SecurityGroupRules.Rule> Rules(
        IReadOnlyList<SecurityGroup> groups, Func<SecurityGroup, List<IpPermission>?> permissions) =>
    [
        .. groups.SelectMany(g => SecurityGroupRules.Read(permissions(g), g.OwnerId))
            .DistinctBy(r => r.Target).OrderBy(r => r.Target, StringComparer.Ordinal),
    ];

    private static string Reason(SecurityGroupRules.Rule rule) =>
        string.IsNullOrWhiteSpace(rule.Description) ? "rule of the security group as it was exported" : rule.Description;

    /// <summary>
    /// The peers that all derived ports lead to. Where none has all of them, those of any: a spec leads to each port at each, which
    /// is told.
    /// </summary>
    private static IReadOnlyList<string> Destinations(
        ProvisioningContext context, ConnectorSpec spec, List<SecurityGroupRules.Rule> rules)
    {
        var ports = EgressRules.Derive(spec with { EgressDestination = SpecDefaults.EgressDestination }).Select(r => r.Port).Distinct().ToList();
        var byPeer = rules.GroupBy(r => r.Peer, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Peer: g.Key, Ports: ports.Where(port => g.Any(r => Covers(r, port))).ToList()))
            .Where(p => p.Ports.Count > 0)
            .ToList();
        var whole = byPeer.Where(p => p.Ports.Count == ports.Count).Select(p => p.Peer).ToList();
        if (whole.Count > 0 || byPeer.Count == 0)
            return whole.Count == 0 || IsDefault(spec, whole) ? SpecDefaults.EgressDestination : whole;
        var peers = byPeer.Select(p => p.Peer).ToList();
        if (peers.Count > 1)
        {
            context.Warn(
                $"{nameof(ConnectorSpec.EgressDestination)}: the security group's rules lead to different ports at "
                + $"{string.Join(", ", peers)}; a spec leads to each of its ports at each of them");
        }

        return peers;
    }

    /// <summary>Whether the peers are what the default means; for a connector with IPv6 these are two.</summary>
    private static bool IsDefault(ConnectorSpec spec, List<string> peers) =>
        spec.IsDualStack && peers.SequenceEqual([.. SpecDefaults.EgressDestination, EgressRules.AllOfIpv6]);

    private static bool Covers(SecurityGroupRules.Rule rule, int port) =>
        rule.IsOfAllPorts || (rule.Protocol == "tcp" && rule.FromPort <= port && port <= rule.ToPort);
}
