using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The subnets exist, are in the VPC, and lie in two zones or more.</summary>
internal sealed class NetworkSubnetsCheck : IConnectorCheck
{
    private const string Remedy = "Correct SubnetId and VpcId: all subnets belong to the one VPC.";

    public string Name => "Network.Subnets";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        var subnets = await connector.Subnets;
        if (spec.SubnetId.Except(subnets.Select(s => s.SubnetId)).ToList() is { Count: > 0 } missing)
        {
            return CheckOutcome.Fail(
                $"{spec.Region} does not have {string.Join(", ", missing)}.", Remedy, nameof(ConnectorSpec.SubnetId));
        }

        if (spec.VpcId.Length == 0)
            return CheckOutcome.Unknown("The connector's VPC is its security group's, which cannot be seen.");
        var elsewhere = subnets.Where(s => s.VpcId != spec.VpcId).Select(s => $"{s.SubnetId} is in {s.VpcId}").ToList();
        if (elsewhere.Count > 0)
        {
            return CheckOutcome.Fail(
                $"VpcId is '{spec.VpcId}', and {string.Join(", ", elsewhere)}.", Remedy, nameof(ConnectorSpec.SubnetId));
        }

        // A zone's name means another zone in another account; its id does not.
        var zones = subnets.Select(s => s.AvailabilityZone ?? s.AvailabilityZoneId).Distinct().Order(StringComparer.Ordinal).ToList();
        return zones.Count > 1
            ? CheckOutcome.Pass($"{subnets.Count} subnets of {spec.VpcId} in {string.Join(", ", zones)}.")
            : CheckOutcome.Warn(
                $"All subnets are in {zones[0]}: where it is down, so is the connector.",
                "Give subnets in two zones or more in SubnetId.",
                nameof(ConnectorSpec.SubnetId));
    }
}
