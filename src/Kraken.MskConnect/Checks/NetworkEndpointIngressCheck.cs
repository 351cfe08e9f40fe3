namespace Kraken.MskConnect.Checks;

/// <summary>
/// The security groups of the interface endpoints that the connector's traffic takes let it in. Source: AWS PrivateLink
/// guide, Access an AWS service using an interface VPC endpoint, prerequisites: HTTPS from what uses the endpoint.
/// </summary>
internal sealed class NetworkEndpointIngressCheck : IConnectorCheck
{
    private static readonly int[] _https = [443];

    public string Name => "Network.EndpointIngress";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var network = connector.Network;
        var endpoints = (await network.WaysAsync()).SelectMany(w => w.Interfaces(network.Services))
            .DistinctBy(e => e.VpcEndpointId).ToList();
        if (endpoints.Count == 0)
            return CheckOutcome.Pass("The connector's traffic takes no interface endpoint.");
        var ingress = await ConnectorIngress.OfAsync(connector);
        foreach (var endpoint in endpoints)
        {
            var ids = SubnetWays.GroupIds(endpoint).ToList();
            var seen = await network.PeersAsync(ids);
            var rules = ConnectorIngress.RulesOf(seen);
            var closed = ingress.Closed(rules, _https);
            if (closed.Count == 0)
                continue;
            var place = $"{endpoint.VpcEndpointId} ({string.Join(", ", ids)})";
            if (seen.Count < ids.Count || ids.Count == 0)
                return CheckOutcome.Unknown($"The security groups of {place} cannot be seen from this account.");
            var remedy = ingress.Remedy(ids[0], closed);
            return ConnectorIngress.NamesPrefixList(rules, closed)
                ? CheckOutcome.Unknown($"{place} lets in a prefix list, whose addresses are not looked at.", remedy)
                : CheckOutcome.Fail($"{place} does not let the connector in at tcp 443.", remedy);
        }

        return CheckOutcome.Pass($"{string.Join(", ", endpoints.Select(e => e.VpcEndpointId))} lets the connector in at tcp 443.");
    }
}
