namespace Kraken.LocalAws.Services.Ec2;

/// <summary>A VPC.</summary>
internal sealed record Vpc(string Id, string Cidr)
{
    /// <summary>Its IPv6 block, or null.</summary>
    internal string? Ipv6Cidr { get; init; }

    /// <summary>Whether names are resolved in it: enableDnsSupport.</summary>
    internal bool DnsSupport { get; init; } = true;

    /// <summary>Whether names of endpoints and hosts are its own: enableDnsHostnames.</summary>
    internal bool DnsHostnames { get; init; } = true;

    internal Dictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>A subnet.</summary>
internal sealed record Subnet(string Id, string VpcId, string Cidr, string Zone, string ZoneId)
{
    /// <summary>Its IPv6 block, or null.</summary>
    internal string? Ipv6Cidr { get; init; }

    internal Dictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>A security group.</summary>
internal sealed class SecurityGroup
{
    internal required string Id { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal required string Name { get; init; }

    internal required string Description { get; init; }

    internal required string VpcId { get; init; }

    internal Dictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    internal List<SecurityGroupRule> Rules { get; } = [];
}

/// <summary>
/// What a rule speaks of: one protocol, port range and peer. Two rules of a group never speak of the same.
/// Source: EC2 API reference, AuthorizeSecurityGroupEgress and SecurityGroupRule; error InvalidPermission.Duplicate.
/// </summary>
/// <param name="IsEgress">Whether it is for traffic that leaves.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>-1</c> for all, or a number.</param>
/// <param name="FromPort">The first port; -1 where the protocol is -1.</param>
/// <param name="ToPort">The last port; -1 where the protocol is -1.</param>
/// <param name="PeerKind">What the peer is.</param>
/// <param name="Peer">The CIDR, prefix list id or group id.</param>
internal sealed record RuleKey(
    bool IsEgress, string Protocol, long FromPort, long ToPort, PeerKind PeerKind, string Peer);

/// <summary>What a rule's peer is.</summary>
internal enum PeerKind
{
    CidrIpv4,
    CidrIpv6,
    PrefixList,
    Group,
}

/// <summary>A rule of a security group.</summary>
internal sealed record SecurityGroupRule(string Id, RuleKey Key, string? Description)
{
    internal Dictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>
/// A network interface that a service keeps in a subnet, such as a connector's worker's. Source: Amazon MSK developer
/// guide, MSK Connect, Understand workers and Service-linked role: one interface a worker, made by the service.
/// </summary>
internal sealed record NetworkInterface(
    string Id, string SubnetId, string PrivateIp, string Description, IReadOnlyList<string> GroupIds, string Owner)
{
    /// <summary>The name that leads to it, or null.</summary>
    internal string? HostName { get; init; }
}
