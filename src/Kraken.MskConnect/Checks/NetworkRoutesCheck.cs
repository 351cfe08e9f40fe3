using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// The subnets are private, their route tables lead to no thing that is gone, and from each a way leads to each AWS service
/// that the connector calls: a NAT gateway or the like, or an endpoint. Source: Amazon MSK developer guide, Enable internet
/// access for MSK Connect.
/// </summary>
internal sealed class NetworkRoutesCheck : IConnectorCheck
{
    public string Name => "Network.Routes";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var network = connector.Network;
        var ways = await network.WaysAsync();
        if (ways.Count == 0)
            return CheckOutcome.Unknown("None of the subnets has a route table that can be seen.");
        var findings = ways.Select(w => Look(w, network.Services)).OfType<CheckOutcome>().ToList();
        return findings.Find(f => f.Status == CheckStatus.Fail) ?? findings.FirstOrDefault()
            ?? CheckOutcome.Pass(network.Services.Count == 0
                ? $"{Words(ways)} need no way to AWS's services."
                : $"{Words(ways)} {(ways.Count == 1 ? "leads" : "lead")} to {string.Join(", ", network.Services.Select(s => s.Words))}.");
    }

    private static CheckOutcome? Look(SubnetWays ways, IReadOnlyList<NeededService> services)
    {
        var lost = services.Where(s => !ways.LeadsTo(s)).ToList();
        if (ways.IsPublic)
        {
            return Outcome(
                lost,
                $"{ways.Words} is public: it leads to {ways.DefaultRoute!.GatewayId}, and workers have no public addresses to use it with",
                $"Give private subnets in SubnetId, or {ByNat(ways)}.");
        }

        if (ways.DefaultRoute is { } route && SubnetWays.IsBlackhole(route))
        {
            return Outcome(
                lost,
                $"{ways.Words} leads to {SubnetWays.Target(route)}, which is gone",
                $"{Upper(ByNat(ways))}.");
        }

        if (lost.Count > 0)
            return Outcome(lost, $"{ways.Words} has no way out of the VPC", $"{Upper(ByNat(ways))}, or {ByEndpoints(ways, lost)}.");
        return ways.Blackholes.FirstOrDefault() is { } gone
            ? CheckOutcome.Warn(
                $"{ways.Words} leads {gone.DestinationCidrBlock ?? gone.DestinationPrefixListId ?? gone.DestinationIpv6CidrBlock} "
                + $"to {SubnetWays.Target(gone)}, which is gone.",
                $"In {ways.Table.RouteTableId}, remove that route or lead it to what is there.")
            : null;
    }

    private static CheckOutcome Outcome(List<NeededService> lost, string evidence, string remedy) => lost.Count > 0
        ? CheckOutcome.Fail(
            $"{evidence}; the connector does not reach {string.Join(", ", lost.Select(s => s.Words))}.",
            remedy, nameof(ConnectorSpec.SubnetId))
        : CheckOutcome.Warn(evidence + ".", remedy, nameof(ConnectorSpec.SubnetId));

    private static string ByNat(SubnetWays ways) => $"in {ways.Table.RouteTableId} lead 0.0.0.0/0 to a NAT gateway";

    private static string ByEndpoints(SubnetWays ways, List<NeededService> lost) => string.Join(
        " and ", lost.Select(s => s.Name != "s3"
            ? $"make in {ways.Subnet.VpcId} an interface endpoint for {s.Name}, with private DNS"
            : ways.Endpoints.FirstOrDefault(e => SubnetWays.IsGatewayOf(e, s)) is { } there
                ? $"name {ways.Table.RouteTableId} in the gateway endpoint {there.VpcEndpointId}"
                : $"make in {ways.Subnet.VpcId} a gateway endpoint for s3 that names {ways.Table.RouteTableId}"));

    private static string Words(IEnumerable<SubnetWays> ways) => string.Join(", ", ways.Select(w => w.Words));

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
