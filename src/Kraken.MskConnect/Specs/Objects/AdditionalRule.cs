using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Specs.Objects;

/// <summary>A rule that a person adds to the connector's security group.</summary>
public abstract record AdditionalRule : SpecObject
{
    /// <summary>The protocol of rules that name none.</summary>
    internal const string Tcp = "tcp";

    /// <summary>EC2's name for all protocols.</summary>
    internal const string AllProtocols = "-1";

    private static readonly NumberRange _ports = new(-1, 65_535, "PortRange", "Give 0 to 65535; of ICMP, a type and a code, or -1 for all.");

    /// <summary>
    /// The protocol as EC2 names it: <c>tcp</c> (the default), <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, a protocol number,
    /// or <c>-1</c> for all protocols and ports.
    /// </summary>
    // Source: Amazon EC2 API reference, IpPermission.
    public string Protocol { get; init; } = Tcp;

    /// <summary>The first port, 0 to 65535; of ICMP the type. Null for protocols without ports.</summary>
    public int? FromPort { get; init; }

    /// <summary>The last port, 0 to 65535; of ICMP the code. Null for protocols without ports.</summary>
    public int? ToPort { get; init; }

    /// <summary>Why the connector needs it; becomes the rule's description.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where the rule leads to, or whom it lets in.</summary>
    internal abstract string Peer { get; }

    /// <summary>Whether the protocol has ports, or types and codes.</summary>
    internal bool HasPorts => Protocol is Tcp or "udp" || IsIcmp;

    /// <summary>Whether it has types and codes in place of ports.</summary>
    internal bool IsIcmp => Protocol is "icmp" or "icmpv6";

    /// <summary>The protocol as EC2 returns it, which has names for some numbers.</summary>
    private static string Named(string protocol) => protocol.ToLowerInvariant() switch
    {
        "all" => AllProtocols,
        "6" => Tcp,
        "17" => "udp",
        "1" => "icmp",
        "58" => "icmpv6",
        var name => name,
    };

    /// <summary>The members of rules whose peer has that name.</summary>
    private protected static IReadOnlyList<SpecMember> Members<T>(SpecMember peer)
        where T : AdditionalRule =>
    [
        SpecMember.Of<T>(
            "Port", "port", SpecFieldKind.WholeNumber, "The port, in place of from_port and to_port.",
            r => r.FromPort == r.ToPort && !r.IsIcmp ? r.FromPort : null,
            (r, value) => r with { FromPort = (int)(long)value, ToPort = (int)(long)value },
            range: _ports, standsFor: [nameof(FromPort), nameof(ToPort)]),
        SpecMember.Of<T>(
            nameof(FromPort), "from_port", SpecFieldKind.WholeNumber, "The first port of a range; of ICMP the type, or -1 for all.",
            r => r.FromPort == r.ToPort && !r.IsIcmp ? null : r.FromPort,
            (r, value) => r with { FromPort = (int)(long)value }, range: _ports),
        SpecMember.Of<T>(
            nameof(ToPort), "to_port", SpecFieldKind.WholeNumber, "The last port of a range; of ICMP the code, or -1 for all.",
            r => r.FromPort == r.ToPort && !r.IsIcmp ? null : r.ToPort,
            (r, value) => r with { ToPort = (int)(long)value }, range: _ports),
        peer,
        SpecMember.Of<T>(
            nameof(Protocol), "protocol", SpecFieldKind.Text,
            "The protocol as EC2 names it: tcp, udp, icmp, icmpv6, a number, or -1 for all protocols and ports. Default tcp.",
            r => r.Protocol, (r, value) => r with { Protocol = Named((string)value) }),
        SpecMember.Of<T>(
            nameof(Reason), "reason", SpecFieldKind.Text,
            "Why the connector needs it. It becomes the rule's description, without characters that EC2 does not accept.",
            r => r.Reason, (r, value) => r with { Reason = (string)value }, isRequired: true),
    ];
}

/// <summary>Where else the connector may connect to.</summary>
public sealed record AdditionalEgressRule : AdditionalRule
{
    internal static SpecObjectType Schema { get; } = SpecObjectType.Of(
        "a rule",
        new AdditionalEgressRule(),
        Members<AdditionalEgressRule>(SpecMember.Of<AdditionalEgressRule>(
            nameof(Destination), "destination", SpecFieldKind.Text,
            "A CIDR block, a prefix list (pl-…) or a security group (sg-…; of another account 123456789012/sg-…).",
            r => r.Destination, (r, value) => r with { Destination = (string)value }, isRequired: true)));

    /// <summary>A CIDR block, a prefix list's ID or a security group's.</summary>
    public string Destination { get; init; } = "";

    /// <inheritdoc/>
    internal override string Peer => Destination;

    /// <inheritdoc/>
    internal override SpecObjectType Type => Schema;
}

/// <summary>Who else may connect to the connector's network interfaces.</summary>
public sealed record AdditionalIngressRule : AdditionalRule
{
    internal static SpecObjectType Schema { get; } = SpecObjectType.Of(
        "a rule",
        new AdditionalIngressRule(),
        Members<AdditionalIngressRule>(SpecMember.Of<AdditionalIngressRule>(
            nameof(Source), "source", SpecFieldKind.Text,
            "A CIDR block, a prefix list (pl-…) or a security group (sg-…; of another account 123456789012/sg-…).",
            r => r.Source, (r, value) => r with { Source = (string)value }, isRequired: true)));

    /// <summary>A CIDR block, a prefix list's ID or a security group's.</summary>
    public string Source { get; init; } = "";

    /// <inheritdoc/>
    internal override string Peer => Source;

    /// <inheritdoc/>
    internal override SpecObjectType Type => Schema;
}
