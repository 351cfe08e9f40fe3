using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>All connectors of the region, and the additional workers that a fleet needs.</summary>
internal sealed class ConnectorInventory
{
    private readonly Inventory _inventory;
    private readonly SharedReading<IReadOnlyList<ConnectorSummary>> _connectors;
    private readonly Dictionary<bool, Task<WorkerDemand>> _demands = [];

    private ConnectorInventory(Inventory inventory)
    {
        _inventory = inventory;
        _connectors = new(
            inventory.Context, async token => await ConnectorLookup.ListAsync(inventory.Context, "", token));
    }

    /// <summary>That of an inventory.</summary>
    public static ConnectorInventory Of(Inventory inventory) => inventory.Part(i => new ConnectorInventory(i));

    /// <summary>All connectors of the region; null where that is not known.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="longestAge">How old the list may be; null for as old as lists may be otherwise.</param>
    public Task<IReadOnlyList<ConnectorSummary>?> AllAsync(
        CancellationToken cancellationToken, TimeSpan? longestAge = null) =>
        _connectors.GetAsync(cancellationToken, longestAge);

    /// <summary>What the fleet's specs come to beside the connectors that exist; counted once, before any is made.</summary>
    /// <param name="growsExisting">Whether connectors that exist are changed too, not only new ones made.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task<WorkerDemand> DemandAsync(bool growsExisting, CancellationToken cancellationToken)
    {
        // Counted once: what the fleet makes meanwhile is counted already.
        Task<WorkerDemand> counting;
        lock (_demands)
        {
            if (!_demands.TryGetValue(growsExisting, out counting!) || counting is { IsFaulted: true } or { IsCanceled: true })
                _demands[growsExisting] = counting = CountAsync(growsExisting, cancellationToken);
        }

        return counting.WaitAsync(cancellationToken);
    }

    private async Task<WorkerDemand> CountAsync(bool growsExisting, CancellationToken cancellationToken) =>
        WorkerDemand.Of(
            _inventory.Specs,
            await AllAsync(cancellationToken) ?? await ConnectorLookup.ListAsync(_inventory.Context, "", cancellationToken),
            growsExisting);
}
