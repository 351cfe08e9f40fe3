using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Ec2;

/// <content>
/// The rules of security groups. Source of the codes: EC2 API reference, Error codes for the Amazon EC2 API; of members
/// and of what must be given: AuthorizeSecurityGroupEgress, RevokeSecurityGroupEgress, DescribeSecurityGroupRules. The
/// messages are those that EC2's clients quote in their issues, and not documented.
/// </content>
internal sealed partial class Ec2Service
{
    // Inbound and outbound each. Source: Amazon VPC user guide, Amazon VPC quotas, security groups.
    private const int MaxRules = 60;

    private Structure AuthorizeSecurityGroupEgress(Call call) => Authorize(call, egress: true);

    private Structure AuthorizeSecurityGroupIngress(Call call) => Authorize(call, egress: false);

    private Structure RevokeSecurityGroupEgress(Call call) => Revoke(call, egress: true);

    private Structure RevokeSecurityGroupIngress(Call call) => Revoke(call, egress: false);

    private Structure DescribeSecurityGroupRules(Call call)
    {
        RefuseDryRun(call);
        var all = _groups.Values.Where(IsVisible).SelectMany(g => g.Rules.Select(r => (Group: g, Rule: r)))
            .ToDictionary(p => p.Rule.Id, StringComparer.Ordinal);
        var rules = Named(
            call.Input.Texts("SecurityGroupRuleIds"), all, "InvalidSecurityGroupRuleId.NotFound",
            "security group rule ID");
        return Listed(
            call, "SecurityGroupRules",
            Filters.Apply(call, rules, p => p.Rule.Tags, (p, name) => name switch
            {
                "group-id" => [p.Group.Id],
                "security-group-rule-id" => [p.Rule.Id],
                _ => null,
            }),
            p => p.Rule.Id, p => WriteRule(p.Group, p.Rule));
    }

    private Structure Authorize(Call call, bool egress)
    {
        RefuseDryRun(call);
        var group = Target(call);
        var tags = TagsFor(call, "security-group-rule");
        var wanted = ReadPermissions(call.Input, egress).ToList();
        if (wanted.Count == 0)
            throw new AwsError("MissingParameter", "The request must contain the parameter ipPermissions");
        foreach (var (key, description) in wanted)
        {
            CheckDescription(description, "description");
            if (group.Rules.Any(r => r.Key == key) || wanted.Count(w => w.Key == key) > 1)
            {
                throw new AwsError(
                    "InvalidPermission.Duplicate",
                    $"the specified rule \"peer: {key.Peer}, {Ports(key)}, ALLOW\" already exists");
            }
        }

        if (group.Rules.Count(r => r.Key.IsEgress == egress) + wanted.Count > MaxRules)
            throw new AwsError(
                "RulesPerSecurityGroupLimitExceeded",
                "The maximum number of rules per security group has been reached.");
        var added = wanted
            .Select(w => NewRule(w.Key, w.Description, new Dictionary<string, string>(tags, StringComparer.Ordinal)))
                .ToList();
        group.Rules.AddRange(added);
        return new Structure
        {
            ["Return"] = true,
            ["SecurityGroupRules"] = added.Select(r => WriteRule(group, r)).ToList<object?>(),
        };
    }

    private Structure Revoke(Call call, bool egress)
    {
        RefuseDryRun(call);
        var group = Target(call);
        var gone = new List<SecurityGroupRule>();
        foreach (var id in call.Input.Texts("SecurityGroupRuleIds"))
        {
            gone.Add(group.Rules.FirstOrDefault(r => r.Id == id && r.Key.IsEgress == egress)
                ?? throw new AwsError(
                    "InvalidSecurityGroupRuleId.NotFound", $"The security group rule ID '{id}' does not exist"));
        }

        foreach (var (key, _) in ReadPermissions(call.Input, egress))
        {
            gone.Add(group.Rules.FirstOrDefault(r => r.Key == key)
                // In a VPC's group this is an error, unlike in EC2-Classic. Source: RevokeSecurityGroupEgress.
                ?? throw new AwsError(
                    "InvalidPermission.NotFound", "The specified rule does not exist in this security group."));
        }

        group.Rules.RemoveAll(gone.Contains);
        return new Structure
        {
            ["Return"] = true,
            ["RevokedSecurityGroupRules"] = gone.Select(r =>
            {
                var written = WriteRule(group, r);
                written["ReferencedGroupId"] = r.Key.PeerKind == PeerKind.Group ? r.Key.Peer : null;
                return written;
            }).ToList<object?>(),
        };
    }

    // A description that is left out is taken away. Source: EC2 API reference, UpdateSecurityGroupRuleDescriptionsEgress.
    private Structure UpdateSecurityGroupRuleDescriptionsEgress(Call call) => Describe(call, egress: true);

    private Structure UpdateSecurityGroupRuleDescriptionsIngress(Call call) => Describe(call, egress: false);

    private Structure Describe(Call call, bool egress)
    {
        RefuseDryRun(call);
        var group = Target(call);
        var described = call.Input.Children("SecurityGroupRuleDescriptions")
            .Select(d => (
                Rule: group.Rules.FindIndex(r => r.Id == d.Text("SecurityGroupRuleId") && r.Key.IsEgress == egress),
                Description: d.Text("Description")))
            .Concat(ReadPermissions(call.Input, egress)
                .Select(p => (Rule: group.Rules.FindIndex(r => r.Key == p.Key), p.Description)))
            .ToList();
        if (described.Count == 0)
            throw new AwsError("MissingParameter", "The request must contain the parameter ipPermissions");
        if (described.Exists(d => d.Rule < 0))
        {
            throw new AwsError(
                "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
        }

        foreach (var (rule, description) in described)
        {
            CheckDescription(description, "description");
            group.Rules[rule] = group.Rules[rule] with { Description = description };
        }

        return new Structure { ["Return"] = true };
    }

    private SecurityGroup Target(Call call) => call.Input.Text("GroupId") is { } id
        ? GetGroup(id)
        : throw new AwsError("MissingParameter", "The request must contain the parameter groupId");

    /// <summary>The request's permissions, one entry a peer; the short form counts as one permission.</summary>
    private IEnumerable<(RuleKey Key, string? Description)> ReadPermissions(Structure input, bool egress)
    {
        if (input.Text("CidrIp") is { } cidr)
        {
            var (from, to) = ReadPorts(input);
            yield return (
                new RuleKey(
                    egress, Protocol(input), from, to, PeerKind.CidrIpv4, Cidr(cidr, AddressFamily.InterNetwork)),
                    null);
        }

        foreach (var permission in input.Children("IpPermissions"))
        {
            var protocol = Protocol(permission);
            var (from, to) = ReadPorts(permission);
            foreach (var range in permission.Children("IpRanges"))
            {
                var peer = Cidr(range.Text("CidrIp") ?? "", AddressFamily.InterNetwork);
                yield return (
                    new RuleKey(egress, protocol, from, to, PeerKind.CidrIpv4, peer), range.Text("Description"));
            }

            foreach (var range in permission.Children("Ipv6Ranges"))
            {
                var peer = Cidr(range.Text("CidrIpv6") ?? "", AddressFamily.InterNetworkV6);
                yield return (
                    new RuleKey(egress, protocol, from, to, PeerKind.CidrIpv6, peer), range.Text("Description"));
            }

            foreach (var list in permission.Children("PrefixListIds"))
            {
                var peer = list.Text("PrefixListId") ?? "";
                if (!peer.StartsWith("pl-", StringComparison.Ordinal))
                    throw new AwsError("InvalidPrefixListId.Malformed", $"Invalid id: \"{peer}\"");
                yield return (
                    new RuleKey(egress, protocol, from, to, PeerKind.PrefixList, peer), list.Text("Description"));
            }

            foreach (var pair in permission.Children("UserIdGroupPairs"))
            {
                var peer = GetGroup(pair.Text("GroupId") ?? "").Id;
                yield return (new RuleKey(egress, protocol, from, to, PeerKind.Group, peer), pair.Text("Description"));
            }
        }
    }

    private static string Protocol(Structure permission) =>
        permission.Text("IpProtocol")?.ToLowerInvariant() switch
        {
            null => throw new AwsError("MissingParameter", "The request must contain the parameter ipProtocol"),
            "6" => "tcp",
            "17" => "udp",
            "1" => "icmp",
            "all" => "-1",
            var name when name is "tcp" or "udp" or "icmp" or "icmpv6" or "-1" || byte.TryParse(name, out _) => name,
            var other =>
                throw new AwsError(
                    "InvalidParameterValue", $"Invalid value '{other}' for IP protocol. Unknown protocol."),
        };

    private static (long From, long To) ReadPorts(Structure permission)
    {
        // Ports mean nothing to any other protocol. Source: EC2 API reference, IpPermission, IpProtocol.
        if (Protocol(permission) is not ("tcp" or "udp" or "icmp" or "icmpv6"))
            return (-1, -1);

        var from = permission.Number("FromPort");
        var to = permission.Number("ToPort");
        if (from is null || to is null)
            throw new AwsError(
                "InvalidParameterValue",
                "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        if (from is < -1 or > 65535 || to is < -1 or > 65535)
            throw new AwsError("InvalidParameterValue", $"TCP/UDP port ({from}) out of range");

        // Of ICMP they are a type and a code. Source: EC2 API reference, IpPermission, FromPort and ToPort.
        if (from > to && Protocol(permission) is ("tcp" or "udp"))
            throw new AwsError("InvalidParameterValue", $"Invalid TCP/UDP port range ({from}:{to})");
        return (from.Value, to.Value);
    }

    /// <summary>
    /// The block in its canonical form: bits beyond the prefix are zero. Source: EC2 API reference,
    /// AuthorizeSecurityGroupEgress.
    /// </summary>
    private static string Cidr(string text, AddressFamily family)
    {
        var parts = text.Split('/');
        if (parts.Length != 2
            || !IPAddress.TryParse(parts[0], out var address) || address.AddressFamily != family
            || !byte.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > address.GetAddressBytes().Length * 8)
        {
            throw new AwsError("InvalidParameterValue", $"CIDR block {text} is malformed");
        }

        var bytes = address.GetAddressBytes();
        for (var bit = (int)length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), length).ToString();
    }

    private Structure WriteRule(SecurityGroup group, SecurityGroupRule rule) => new()
    {
        ["SecurityGroupRuleId"] = rule.Id,
        ["SecurityGroupRuleArn"] = Arn($"security-group-rule/{rule.Id}"),
        ["GroupId"] = group.Id,
        ["GroupOwnerId"] = Cloud.AccountId,
        ["IsEgress"] = rule.Key.IsEgress,
        ["IpProtocol"] = rule.Key.Protocol,
        ["FromPort"] = rule.Key.FromPort,
        ["ToPort"] = rule.Key.ToPort,
        ["CidrIpv4"] = rule.Key.PeerKind == PeerKind.CidrIpv4 ? rule.Key.Peer : null,
        ["CidrIpv6"] = rule.Key.PeerKind == PeerKind.CidrIpv6 ? rule.Key.Peer : null,
        ["PrefixListId"] = rule.Key.PeerKind == PeerKind.PrefixList ? rule.Key.Peer : null,
        ["ReferencedGroupInfo"] = rule.Key.PeerKind == PeerKind.Group
            ? new Structure { ["GroupId"] = rule.Key.Peer, ["UserId"] = Cloud.AccountId }
            : null,
        ["Description"] = rule.Description,
        ["Tags"] = Tags.Write(rule.Tags),
    };

    /// <summary>
    /// Rules as permissions: one a protocol and port range, with all its peers. Source: EC2 API reference,
    /// SecurityGroup, ipPermissionsEgress; a rule for all protocols has no ports there, and -1 in SecurityGroupRule.
    /// </summary>
    private List<object?> WritePermissions(IEnumerable<SecurityGroupRule> rules) => [.. rules
        .GroupBy(r => (r.Key.Protocol, r.Key.FromPort, r.Key.ToPort))
        .Select(g => new Structure
        {
            ["IpProtocol"] = g.Key.Protocol,
            ["FromPort"] = g.Key.Protocol == "-1" ? null : g.Key.FromPort,
            ["ToPort"] = g.Key.Protocol == "-1" ? null : g.Key.ToPort,
            ["UserIdGroupPairs"] = Peers(g, PeerKind.Group, "GroupId", withUser: true),
            ["IpRanges"] = Peers(g, PeerKind.CidrIpv4, "CidrIp"),
            ["Ipv6Ranges"] = Peers(g, PeerKind.CidrIpv6, "CidrIpv6"),
            ["PrefixListIds"] = Peers(g, PeerKind.PrefixList, "PrefixListId"),
        })];

    private List<object?> Peers(
        IEnumerable<SecurityGroupRule> rules, PeerKind kind, string member, bool withUser = false) =>
        [.. rules.Where(r => r.Key.PeerKind == kind).Select(r => new Structure
        {
            [member] = r.Key.Peer,
            ["Description"] = r.Description,
            ["UserId"] = withUser ? Cloud.AccountId : null,
        })];

    private static string Ports(RuleKey key) =>
        key.Protocol == "-1"
            ? "ALL"
            : $"{key.Protocol.ToUpperInvariant()}, from port: {key.FromPort}, to port: {key.ToPort}";
}
