using Amazon.EC2.Model;
using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Resources.SecurityGroups;

/// <summary>Translates between EC2's permissions and single rules that can be compared.</summary>
internal static class SecurityGroupRules
{
    /// <summary>The change of a group's rules.</summary>
    public static readonly InPlaceUpdate Update = new("Rules");

    private const string AllProtocols = "-1";

    /// <summary>One rule: a protocol, a range of ports, one destination (or source) and a description.</summary>
    public sealed record Rule(string Protocol, int? FromPort, int? ToPort, string Peer, string? Description)
    {
        /// <summary>Whether EC2 takes both for the same rule.</summary>
        public bool HasSameTarget(Rule other) => this with { Description = null } == other with { Description = null };

        /// <summary>Whether it lets all protocols and ports through.</summary>
        public bool IsOfAllPorts => Protocol == AllProtocols;

        /// <summary>All of it but its description, for example <c>tcp 443 0.0.0.0/0</c>.</summary>
        public string Target
        {
            get
            {
                var ports = Protocol == AllProtocols ? "all"
                    : FromPort is null ? Protocol
                    : FromPort == ToPort ? $"{Protocol} {FromPort}"
                    : $"{Protocol} {FromPort}-{ToPort}";
                return $"{ports} {Peer}";
            }
        }

        /// <summary>The rule as a property of its group, for example <c>Egress[tcp 443 0.0.0.0/0]</c>.</summary>
        // A rule without a description is a rule nevertheless.
        public Property ToProperty(string direction) => new(new PropertyName(direction, Target), Description ?? "", Update);
    }

    /// <summary>The rule that the network room has derived.</summary>
    public static Rule From(EgressRule rule) => new("tcp", rule.Port, rule.ToPort, rule.Destination, rule.Reason);

    /// <summary>The rule that a spec adds.</summary>
    public static Rule From(AdditionalSecurityRule rule) => new(rule.Protocol, rule.FromPort, rule.ToPort, rule.Peer, rule.Reason);

    /// <summary>The rules that EC2 gives a new group.</summary>
    public static IReadOnlyList<Rule> AllowAll(bool withIpv6)
    {
        var rule = new Rule(AllProtocols, null, null, "0.0.0.0/0", null);
        return withIpv6 ? [rule, rule with { Peer = "::/0" }] : [rule];
    }

    /// <summary>Single rules out of EC2's permissions, each of which holds many.</summary>
    /// <param name="permissions">The permissions.</param>
    /// <param name="owner">The account of their group; a peer group of another one is told with that, ACCOUNT/GROUP.</param>
    public static IEnumerable<Rule> Read(IEnumerable<IpPermission>? permissions, string? owner) =>
        (permissions ?? []).SelectMany(p => Peers(p, owner).Select(peer => new Rule(
            p.IpProtocol,
            HasPorts(p) ? p.FromPort : null,
            HasPorts(p) ? p.ToPort : null,
            peer.Peer,
            string.IsNullOrEmpty(peer.Description) ? null : peer.Description)));

    /// <summary>EC2's permissions for single rules.</summary>
    public static List<IpPermission> Write(IEnumerable<Rule> rules) =>
        [.. rules.GroupBy(r => (r.Protocol, r.FromPort, r.ToPort)).Select(group =>
        {
            var permission = new IpPermission
            {
                IpProtocol = group.Key.Protocol,
                FromPort = group.Key.FromPort,
                ToPort = group.Key.ToPort,
            };
            foreach (var rule in group)
                Add(permission, rule);
            return permission;
        })];

    // What stands there of other protocols means nothing. Source: Amazon EC2 API reference, IpPermission.
    private static bool HasPorts(IpPermission permission) => permission.IpProtocol is "tcp" or "udp" or "icmp" or "icmpv6";

    private static void Add(IpPermission permission, Rule rule)
    {
        if (rule.Peer.StartsWith("pl-", StringComparison.Ordinal))
            (permission.PrefixListIds ??= []).Add(new PrefixListId { Id = rule.Peer, Description = rule.Description });
        else if (rule.Peer.Split('/') is [.. var account, ['s', 'g', '-', ..] group])
        {
            (permission.UserIdGroupPairs ??= []).Add(new UserIdGroupPair
            {
                UserId = account.FirstOrDefault(), GroupId = group, Description = rule.Description,
            });
        }
        else if (rule.Peer.Contains(':', StringComparison.Ordinal))
            (permission.Ipv6Ranges ??= []).Add(new Ipv6Range { CidrIpv6 = rule.Peer, Description = rule.Description });
        else
            (permission.Ipv4Ranges ??= []).Add(new IpRange { CidrIp = rule.Peer, Description = rule.Description });
    }

    private static IEnumerable<(string Peer, string? Description)> Peers(IpPermission permission, string? owner) =>
    [
        .. (permission.Ipv4Ranges ?? []).Select(r => (r.CidrIp, r.Description)),
        .. (permission.Ipv6Ranges ?? []).Select(r => (r.CidrIpv6, r.Description)),
        .. (permission.PrefixListIds ?? []).Select(r => (r.Id, r.Description)),
        .. (permission.UserIdGroupPairs ?? []).Select(r => (
            r.UserId is null || r.UserId == owner ? r.GroupId : $"{r.UserId}/{r.GroupId}", r.Description)),
    ];
}
