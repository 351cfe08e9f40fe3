using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// The subnets have a free address for each worker that the connector may come to: each takes one. Source: Amazon MSK
/// developer guide, MSK Connect, Understand workers.
/// </summary>
internal sealed class NetworkAddressesCheck : IConnectorCheck
{
    public string Name => "Network.Addresses";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        var subnets = await connector.Subnets;
        if (subnets.Count == 0)
            return CheckOutcome.Unknown("None of the subnets exists.");
        var most = ConnectorCapacity.MostWorkers(spec);

        // AWS does not tell how many workers run; those that run have their addresses, and at least the least number does.
        var live = (await connector.Live)?.Capacity;
        var running = live?.ProvisionedCapacity?.WorkerCount ?? live?.AutoScaling?.MinWorkerCount ?? 0;
        var needed = Math.Max(0, most - running);
        var free = subnets.Sum(s => (long)(s.AvailableIpAddressCount ?? 0));
        var each = string.Join(", ", subnets.Select(s => $"{s.SubnetId} {s.AvailableIpAddressCount ?? 0}"));
        const string Remedy = "Free addresses, or give further or larger subnets in SubnetId, or fewer workers.";
        if (free < needed)
        {
            return CheckOutcome.Fail(
                $"Up to {needed} more {(needed == 1 ? "worker needs an address" : "workers need an address each")}, and {free} are free ({each}).",
                Remedy,
                nameof(ConnectorSpec.SubnetId));
        }

        return needed > 0 && subnets.Exists(s => s.AvailableIpAddressCount is null or 0)
            ? CheckOutcome.Warn($"A subnet has no free address ({each}).", Remedy, nameof(ConnectorSpec.SubnetId))
            : CheckOutcome.Pass($"Up to {needed} more workers need an address each; free are {each}.");
    }
}
