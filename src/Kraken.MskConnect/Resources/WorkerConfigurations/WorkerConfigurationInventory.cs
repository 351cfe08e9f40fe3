using System.Collections.Concurrent;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.WorkerConfigurations;

/// <summary>The worker configurations that keep offsets, and those that a fleet's connectors share.</summary>
internal sealed class WorkerConfigurationInventory
{
    private readonly Inventory _inventory;
    private readonly SharedReading<IReadOnlyList<WorkerConfigurationSummary>> _keepingOffsets;
    private readonly ConcurrentDictionary<string, SharedReading<DescribeWorkerConfigurationResponse>> _described =
        new(StringComparer.Ordinal);

    private WorkerConfigurationInventory(Inventory inventory)
    {
        _inventory = inventory;
        _keepingOffsets = new(inventory.Context, async token => await OffsetsConfiguration.ListAsync(
            inventory.Context, OffsetsConfiguration.CommonPrefix, token));
    }

    /// <summary>That of an inventory.</summary>
    public static WorkerConfigurationInventory Of(Inventory inventory) =>
        inventory.Part(i => new WorkerConfigurationInventory(i));

    /// <summary>The worker configurations that keep offsets, of any connector; null where they are not known.</summary>
    public Task<IReadOnlyList<WorkerConfigurationSummary>?> KeepingOffsetsAsync(CancellationToken cancellationToken) =>
        _keepingOffsets.GetAsync(cancellationToken);

    /// <summary>A worker configuration, which connectors often have in common.</summary>
    public async Task<DescribeWorkerConfigurationResponse> DescribeAsync(string arn, CancellationToken cancellationToken) =>
        await _described.GetOrAdd(arn, _ => new(_inventory.Context, async token =>
            await ConfigProviders.DescribeAloneAsync(_inventory.Context, arn, token))).GetAsync(cancellationToken)
        ?? await ConfigProviders.DescribeAloneAsync(_inventory.Context, arn, cancellationToken);
}
