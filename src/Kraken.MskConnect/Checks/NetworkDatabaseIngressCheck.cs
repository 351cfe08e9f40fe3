using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Resources.SecurityGroups;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// The database's security groups let the connector in, as far as its interface can be found: by its address, or for a name
/// of RDS as the only database of RDS in the VPC, or as any of them where all do the same.
/// </summary>
internal sealed class NetworkDatabaseIngressCheck : IConnectorCheck
{
    public string Name => "Network.DatabaseIngress";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var ports = EgressPorts.OfDatabase(connector.Spec).Distinct().Order().ToList();
        if (ports.Count == 0)
            return CheckOutcome.Pass("The configuration names no database.");
        var words = string.Join(", ", ports.Select(p => $"tcp {p}"));
        var host = connector.Network.DatabaseHost;
        var interfaces = await connector.Network.DatabaseInterfaces;
        if (interfaces.Count == 0)
            return CheckOutcome.Unknown($"{host ?? "The database"} is no interface of the VPC that can be found.", Look("it"));
        var databases = interfaces.GroupBy(i => string.Join(", ", CheckedNetwork.GroupIds(i).Order(StringComparer.Ordinal))).ToList();
        var ids = interfaces.SelectMany(CheckedNetwork.GroupIds).Distinct().ToList();
        var seen = await connector.Network.PeersAsync(ids);
        if (seen.Count < ids.Count || ids.Count == 0)
            return CheckOutcome.Unknown($"The security groups of {Names(interfaces)} cannot be seen from this account.", Look("they"));
        var ingress = await ConnectorIngress.OfAsync(connector);
        var closed = databases.Where(d => ingress.Closed(RulesOf(d.First()), ports).Count > 0).ToList();
        if (closed.Count == 0)
            return CheckOutcome.Pass($"{string.Join(", ", ids)} lets the connector in at {words}.");
        if (databases.Count > 1)
        {
            return CheckOutcome.Unknown(
                $"{closed.Count} of {databases.Count} databases of the VPC do not let the connector in at {words}; whether {host} is one of them cannot be seen.",
                Look("its security group"));
        }

        var rules = RulesOf(closed[0].First());
        var shut = ingress.Closed(rules, ports);
        var remedy = ingress.Remedy(ids[0], shut);
        if (ConnectorIngress.NamesPrefixList(rules, shut))
            return CheckOutcome.Unknown($"{string.Join(", ", ids)} lets in a prefix list, whose addresses are not looked at.", remedy);
        var evidence = $"{string.Join(", ", ids)} of the database ({Names(interfaces)}) does not let the connector in at {words}";
        return connector.Network.IsDatabaseFoundByAddress
            ? CheckOutcome.Fail(evidence + ".", remedy)
            : CheckOutcome.Warn($"{evidence}; it is the only database of Amazon RDS in the VPC.", remedy);

        List<SecurityGroupRules.Rule> RulesOf(Amazon.EC2.Model.NetworkInterface one) =>
            ConnectorIngress.RulesOf(seen.Where(g => CheckedNetwork.GroupIds(one).Contains(g.GroupId)));

        string Look(string who) => $"See to it that {who} {(who == "they" ? "let" : "lets")} the connector in at {words}.";
    }

    private static string Names(IEnumerable<Amazon.EC2.Model.NetworkInterface> interfaces) =>
        string.Join(", ", interfaces.Select(i => i.NetworkInterfaceId));
}
