using Amazon.EC2.Model;
using Kraken.MskConnect.Resources.SecurityGroups;

namespace Kraken.MskConnect.Checks;

/// <summary>Where a connector's traffic comes from, and whether a security group lets it in.</summary>
/// <param name="Groups">The connector's groups; none before they are made, when addresses alone can let it in.</param>
/// <param name="Blocks">The addresses of its subnets.</param>
internal sealed record ConnectorIngress(IReadOnlyList<string> Groups, IReadOnlyList<string> Blocks)
{
    /// <summary>Reads where the connector's traffic comes from.</summary>
    public static async Task<ConnectorIngress> OfAsync(CheckedConnector connector) => new(
        (await connector.Groups).ConvertAll(g => g.GroupId),
        (await connector.Subnets).Select(s => s.CidrBlock).OfType<string>().ToList());

    /// <summary>The rules by which groups let others in.</summary>
    public static List<SecurityGroupRules.Rule> RulesOf(IEnumerable<SecurityGroup> groups) =>
        [.. groups.SelectMany(g => SecurityGroupRules.Read(g.IpPermissions, g.OwnerId))];

    /// <summary>Those of the ports at which the rules do not let the connector in.</summary>
    public List<int> Closed(IReadOnlyList<SecurityGroupRules.Rule> rules, IEnumerable<int> ports) =>
        [.. ports.Where(port => !LetsIn(rules.Where(r => r.Covers(port)).ToList()))];

    /// <summary>The rules to add to a group, and no others: <c>Add to sg-1 the ingress rule tcp 9098 from sg-2.</c></summary>
    public string Remedy(string group, IReadOnlyList<int> closed)
    {
        var sources = Groups.Count > 0 ? Groups.Take(1) : Blocks;
        var rules = (from port in closed from source in sources select $"tcp {port} from {source}").ToList();
        return $"Add to {group} the ingress {(rules.Count == 1 ? "rule" : "rules")} {string.Join(", ", rules)}.";
    }

    /// <summary>Whether a rule for one of the ports names a prefix list, whose addresses are not looked at.</summary>
    public static bool NamesPrefixList(IReadOnlyList<SecurityGroupRules.Rule> rules, IReadOnlyList<int> ports) =>
        ports.Any(port => rules.Any(r => r.Covers(port) && r.Peer.StartsWith("pl-", StringComparison.Ordinal)));

    private bool LetsIn(List<SecurityGroupRules.Rule> open) =>
        open.Exists(r => Groups.Contains(r.Peer))
        || (Blocks.Count > 0 && Blocks.All(block => open.Exists(r => RuleReach.Holds(r.Peer, block))));
}
