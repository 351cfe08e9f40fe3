using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// A connector of IPv4 and IPv6 has subnets that each have a block of both. Source: Amazon MSK developer guide, MSK Connect,
/// Configure dual-stack network type.
/// </summary>
internal sealed class NetworkDualStackCheck : IConnectorCheck
{
    private const string Dual = "DUAL";

    public string Name => "Network.DualStack";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        if (!string.Equals(connector.Spec.NetworkType, Dual, StringComparison.OrdinalIgnoreCase))
            return CheckOutcome.Pass("The connector has IPv4 alone.");
        var subnets = await connector.Subnets;
        if (subnets.Count == 0)
            return CheckOutcome.Unknown("None of the subnets exists.");
        var lacking = subnets
            .Where(s => string.IsNullOrEmpty(s.CidrBlock) || !(s.Ipv6CidrBlockAssociationSet ?? []).Exists(
                a => a.Ipv6CidrBlockState?.State?.Value == "associated"))
            .Select(s => s.SubnetId).ToList();
        return lacking.Count == 0
            ? CheckOutcome.Pass($"{string.Join(", ", subnets.Select(s => s.SubnetId))} have IPv4 and IPv6 blocks.")
            : CheckOutcome.Fail(
                $"NetworkType is {Dual}, and {string.Join(", ", lacking)} {(lacking.Count == 1 ? "has" : "have")} no IPv6 block beside the IPv4 one.",
                $"Add an IPv6 block to {string.Join(" and ", lacking)}, or give IPV4 in NetworkType.",
                nameof(ConnectorSpec.NetworkType));
    }
}
