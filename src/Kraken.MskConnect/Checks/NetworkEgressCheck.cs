using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The connector's security groups let it out to every port that it needs.</summary>
internal sealed class NetworkEgressCheck : IConnectorCheck
{
    public string Name => "Network.Egress";

    public bool IsOfWhatIsMade => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var needed = EgressRules.Derive(connector.Spec);
        if (await connector.Live is not { } live)
            return CheckOutcome.Pass($"New-KrakenMskConnector makes the group with {Words(needed)}.");
        var groups = await connector.Groups;
        if (groups.Count == 0)
        {
            var named = live.KafkaCluster?.ApacheKafkaCluster?.Vpc?.SecurityGroups ?? [];
            return named.Count == 0
                ? CheckOutcome.Unknown("The connector names no security group, so it has its VPC's default one, which is not looked at.")
                : CheckOutcome.Fail(
                    $"The security group {string.Join(", ", named)} does not exist.",
                    $"Remove the connector and make it again: Remove-KrakenMskConnector {connector.Spec.ConnectorName}.");
        }

        var ids = string.Join(", ", groups.Select(g => g.GroupId));
        var rules = groups.SelectMany(g => SecurityGroupRules.Read(g.IpPermissionsEgress, g.OwnerId)).ToList();
        var missing = needed
            .Where(n => !rules.Exists(r => r.Covers(n.Port) && r.Covers(n.ToPort) && RuleReach.Holds(r.Peer, n.Destination)))
            .ToList();
        if (missing.Count == 0)
            return CheckOutcome.Pass($"{ids} lets out {Words(needed)}.");

        // What a rule to somewhere else reaches may be just what is needed.
        var closed = missing.Where(n => !rules.Exists(r => r.Covers(n.Port) && r.Covers(n.ToPort))).ToList();
        return closed.Count > 0
            ? CheckOutcome.Fail(
                $"{ids} does not let out {Words(closed)}.",
                $"Add to {groups[0].GroupId} the egress rules {Words(closed)}: Update-KrakenMskConnector does, for a group of this module.",
                nameof(ConnectorSpec.EgressDestination))
            : CheckOutcome.Warn(
                $"{ids} lets those ports out to somewhere else than {Words(missing)}.",
                $"Look whether that is where the connector connects to, or add to {groups[0].GroupId} the egress rules {Words(missing)}.",
                nameof(ConnectorSpec.EgressDestination));
    }

    private static string Words(IEnumerable<EgressRule> rules) =>
        string.Join(", ", rules.Select(r => $"tcp {r.Ports} to {r.Destination}"));
}
