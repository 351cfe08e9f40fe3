using System.Net;
using Kraken.LocalAws.Services.Ec2;
using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Whether a connector's traffic arrives: its groups let it out, its subnets' routes or an endpoint lead there, and the
/// other side's groups let it in. Groups are stateful, so answers are not looked at. Source: Amazon VPC user guide,
/// Security group rules and Route tables; AWS PrivateLink guide. Network ACLs are not looked at.
/// </summary>
internal sealed class NetworkPath(LocalCloud cloud, Connector connector)
{
    private const int Https = 443;

    private readonly List<SecurityGroup> _groups =
        [.. connector.SecurityGroupIds.Select(cloud.Ec2.FindGroup).OfType<SecurityGroup>()];

    private readonly List<Subnet> _subnets = [.. connector.SubnetIds.Select(cloud.Ec2.FindSubnet).OfType<Subnet>()];

    private Vpc Vpc => cloud.Ec2.FindVpcOf(_subnets[0]);

    /// <summary>
    /// Whether names are resolved. Source: Amazon VPC user guide, DNS attributes for your VPC: without enableDnsSupport the
    /// resolver does not answer.
    /// </summary>
    internal bool Resolves => Vpc.DnsSupport;

    /// <summary>Whether TCP to that address and port gets out.</summary>
    /// <param name="address">The address, or null where it is not known, and any destination will do.</param>
    /// <param name="port">The port.</param>
    /// <param name="peerGroups">The groups that the destination is in.</param>
    internal bool Leaves(IPAddress? address, int port, IReadOnlyList<string>? peerGroups = null) =>
        // A connector without groups has its VPC's default one, which lets all out. Source: the same guide, Default
        // security groups; that MSK Connect takes it is a guess.
        _groups.Count == 0
        || _groups.SelectMany(g => g.Rules).Any(
            r => r.Key.IsEgress && Covers(r.Key, port) && IsFor(r.Key, address, peerGroups ?? []));

    /// <summary>Whether TCP gets out, and into what is in those groups: from every worker.</summary>
    internal bool Reaches(IPAddress? address, int port, IReadOnlyList<string> peerGroups) =>
        Leaves(address, port, peerGroups) && Enters(peerGroups, port);

    /// <summary>Whether TCP to a host and port gets there. Of a host that nobody knows here, only whether it gets out.</summary>
    internal bool ReachesHost(string host, int port) => cloud.Ec2.FindInterface(host) is { } peer
        ? Reaches(IPAddress.Parse(peer.PrivateIp), port, peer.GroupIds)
        : Leaves(null, port);

    /// <summary>Whether HTTPS gets out at all, to whatever destination.</summary>
    internal bool ReachesServices => Leaves(null, Https);

    /// <summary>
    /// Whether an AWS service is reached from every subnet: by an interface endpoint, to which the service's name leads;
    /// by a gateway endpoint of the subnet's route table; or by its default route.
    /// </summary>
    /// <param name="service">The service, as its endpoints name it.</param>
    internal bool ReachesService(string service)
    {
        var endpoints = cloud.Ec2.EndpointsOf(Vpc.Id).Where(e => e.Service == service).ToList();
        return endpoints.Find(e => e.PrivateDns && Vpc is { DnsSupport: true, DnsHostnames: true }) is { } own
            ? own.IsAvailable && Enters(own.GroupIds, Https)
            : _subnets.TrueForAll(s => LeadsOut(cloud.Ec2.RouteTableOf(s), endpoints));
    }

    private bool LeadsOut(RouteTable table, List<VpcEndpoint> endpoints) =>
        endpoints.Exists(e => e.IsAvailable && e.RouteTableIds.Contains(table.Id))
        // Workers have no public addresses, without which an internet gateway passes nothing on.
        || table.Routes.Any(r => r.Destination == Route.Anywhere && !cloud.Ec2.IsBlackhole(r)
            && !r.Target.StartsWith("igw-", StringComparison.Ordinal));

    private bool Enters(IReadOnlyList<string> peerGroups, int port)
    {
        var rules = peerGroups.Select(cloud.Ec2.FindGroup).OfType<SecurityGroup>()
            .SelectMany(g => g.Rules).Select(r => r.Key).Where(k => !k.IsEgress && Covers(k, port)).ToList();
        var own = _groups.ConvertAll(g => g.Id);
        return cloud.Ec2.AddressesOf(connector.Arn).All(
            worker => rules.Exists(k => IsFor(k, IPAddress.Parse(worker), own)));
    }

    private static bool Covers(RuleKey key, int port) =>
        key.Protocol == "-1" || (key.Protocol == "tcp" && key.FromPort <= port && port <= key.ToPort);

    private bool IsFor(RuleKey key, IPAddress? address, IReadOnlyList<string> peerGroups) => key.PeerKind switch
    {
        // Workers of a connector with IPv4 alone have no IPv6 addresses.
        PeerKind.CidrIpv6 => address is null && connector.NetworkType == "DUAL",
        _ when address is null => true,
        PeerKind.CidrIpv4 => IPNetwork.Parse(key.Peer).Contains(address),
        PeerKind.Group => peerGroups.Contains(key.Peer),
        // What a prefix list holds is not known here; it was chosen for this destination.
        PeerKind.PrefixList => true,
        _ => false,
    };
}
