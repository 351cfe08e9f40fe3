using System.Net;
using Kraken.LocalAws.Services.Ec2;
using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Whether a connector's security groups let its traffic out. Groups are stateful: egress alone counts. Source: Amazon
/// VPC user guide, Security group rules. Routes, network ACLs and the other side's groups are not looked at.
/// </summary>
internal sealed class NetworkPath(LocalCloud cloud, Connector connector)
{
    private const int Https = 443;

    private readonly List<SecurityGroup> _groups =
        [.. connector.SecurityGroupIds.Select(cloud.Ec2.FindGroup).OfType<SecurityGroup>()];

    /// <summary>Whether TCP to that address and port gets out.</summary>
    /// <param name="address">The address, or null where it is not known, and any destination will do.</param>
    /// <param name="port">The port.</param>
    /// <param name="peerGroups">The groups that the destination is in.</param>
    internal bool Reaches(IPAddress? address, int port, IReadOnlyList<string>? peerGroups = null) =>
        // A connector without groups has its VPC's default one, which lets all out. Source: the same guide, Default
        // security groups; that MSK Connect takes it is a guess.
        _groups.Count == 0
        || _groups.SelectMany(g => g.Rules).Any(r => Covers(r.Key, port) && IsFor(r.Key, address, peerGroups ?? []));

    /// <summary>
    /// Whether the AWS services that workers call are reached: over NAT or endpoints, so any destination will do.
    /// </summary>
    internal bool ReachesServices => Reaches(null, Https);

    private static bool Covers(RuleKey key, int port) =>
        key.IsEgress
        && (key.Protocol == "-1" || (key.Protocol == "tcp" && key.FromPort <= port && port <= key.ToPort));

    private static bool IsFor(RuleKey key, IPAddress? address, IReadOnlyList<string> peerGroups) => key.PeerKind switch
    {
        _ when address is null => true,
        PeerKind.CidrIpv4 => IPNetwork.Parse(key.Peer).Contains(address),
        PeerKind.Group => peerGroups.Contains(key.Peer),
        // What a prefix list holds is not known here; it was chosen for this destination.
        PeerKind.PrefixList => true,
        _ => false,
    };
}
