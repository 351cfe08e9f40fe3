using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The cluster's security groups let the connector in at the bootstrap servers' ports.</summary>
internal sealed class NetworkClusterIngressCheck : IConnectorCheck
{
    public string Name => "Network.ClusterIngress";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        if (await connector.Cluster is not { } cluster)
            return CheckOutcome.Unknown("The cluster does not exist.");
        var ids = CheckedConnector.GroupIds(cluster);
        var seen = await connector.ClusterGroups;
        if (ids.Count == 0 || ids.Except(seen.Select(g => g.GroupId)).ToList() is { Count: > 0 })
        {
            return CheckOutcome.Unknown(
                ids.Count == 0
                    ? "AWS does not tell the cluster's security groups."
                    : $"Of the cluster's security groups {string.Join(", ", ids)} not all can be seen from this account.",
                "See to it that they let the connector in at the ports of MskBootstrapServer.");
        }

        // Before the group is made, addresses alone can let the connector in.
        var groups = (await connector.Groups).ConvertAll(g => g.GroupId);
        var blocks = (await connector.Subnets).Select(s => s.CidrBlock).OfType<string>().ToList();
        var rules = seen.SelectMany(g => SecurityGroupRules.Read(g.IpPermissions, g.OwnerId)).ToList();
        var ports = BootstrapServers.Parse(connector.Spec.MskBootstrapServer).Select(s => s.Port).OfType<int>().Distinct().Order().ToList();
        var closed = ports.Where(port => !LetsIn(rules.Where(r => r.Covers(port)).ToList())).ToList();
        var places = string.Join(", ", ids);
        if (closed.Count == 0)
            return CheckOutcome.Pass($"{places} lets the connector in at {Words(ports)}.");
        var remedy = $"Add to {ids[0]} the ingress {(closed.Count == 1 && (groups.Count > 0 || blocks.Count == 1) ? "rule" : "rules")} "
            + string.Join(", ", from port in closed
                                from source in groups.Count > 0 ? groups.Take(1) : blocks
                                select $"tcp {port} from {source}") + ".";
        if (closed.Exists(port => rules.Exists(r => r.Covers(port) && r.Peer.StartsWith("pl-", StringComparison.Ordinal))))
            return CheckOutcome.Unknown($"{places} lets in a prefix list, whose addresses are not looked at.", remedy);

        // Behind a load balancer the brokers may see its addresses, at ports of their own.
        var own = (await connector.Brokers).Select(b => b.Host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var evidence = $"{places} does not let the connector in at {Words(closed)}";
        return BootstrapServers.Parse(connector.Spec.MskBootstrapServer).Any(s => own.Contains(s.Host))
            ? CheckOutcome.Fail(evidence + ".", remedy)
            : CheckOutcome.Unknown(
                evidence + "; whether what MskBootstrapServer names comes from other addresses cannot be seen.", remedy);

        bool LetsIn(List<SecurityGroupRules.Rule> open) =>
            open.Exists(r => groups.Contains(r.Peer))
            || (blocks.Count > 0 && blocks.TrueForAll(block => open.Exists(r => RuleReach.Holds(r.Peer, block))));
    }

    private static string Words(IEnumerable<int> ports) => string.Join(", ", ports.Select(p => $"tcp {p}"));
}
