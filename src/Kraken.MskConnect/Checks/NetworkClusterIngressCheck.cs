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
        var seen = await connector.Network.PeersAsync(ids);
        if (ids.Count == 0 || ids.Except(seen.Select(g => g.GroupId)).ToList() is { Count: > 0 })
        {
            return CheckOutcome.Unknown(
                ids.Count == 0
                    ? "AWS does not tell the cluster's security groups."
                    : $"Of the cluster's security groups {string.Join(", ", ids)} not all can be seen from this account.",
                "See to it that they let the connector in at the ports of MskBootstrapServer.");
        }

        var ingress = await ConnectorIngress.OfAsync(connector);
        var rules = ConnectorIngress.RulesOf(seen);
        var ports = BootstrapServers.Parse(connector.Spec.MskBootstrapServer).Select(s => s.Port).OfType<int>().Distinct().Order().ToList();
        var closed = ingress.Closed(rules, ports);
        var places = string.Join(", ", ids);
        if (closed.Count == 0)
            return CheckOutcome.Pass($"{places} lets the connector in at {Words(ports)}.");
        var remedy = ingress.Remedy(ids[0], closed);
        if (ConnectorIngress.NamesPrefixList(rules, closed))
            return CheckOutcome.Unknown($"{places} lets in a prefix list, whose addresses are not looked at.", remedy);
        // Behind a load balancer the brokers may see its addresses, at ports of their own.
        var own = (await connector.Brokers).Select(b => b.Host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var evidence = $"{places} does not let the connector in at {Words(closed)}";
        return BootstrapServers.Parse(connector.Spec.MskBootstrapServer).Any(s => own.Contains(s.Host))
            ? CheckOutcome.Fail(evidence + ".", remedy)
            : CheckOutcome.Unknown(
                evidence + "; whether what MskBootstrapServer names comes from other addresses cannot be seen.", remedy);
    }

    private static string Words(IEnumerable<int> ports) => string.Join(", ", ports.Select(p => $"tcp {p}"));
}
