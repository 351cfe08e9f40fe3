using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>
/// The worker setting of a connector: capacity, custom plugin and worker configuration, of which one call changes one or
/// several. The configuration goes in a call of its own. Source: Amazon MSK Connect API reference, UpdateConnector, since
/// November 2026.
/// </summary>
internal static class WorkerSettingUpdate
{
    /// <summary>The change of the custom plugin, or of its revision.</summary>
    public static readonly InPlaceUpdate Plugin = new("Plugin");

    /// <summary>The change of the worker configuration, its revision included, or back to MSK Connect's default one.</summary>
    public static readonly InPlaceUpdate WorkerConfiguration = new("WorkerConfiguration");

    /// <summary>Whether a change is one of the worker setting.</summary>
    public static bool Has(PropertyChange change) =>
        change.Update == ConnectorCapacity.Update || change.Update == Plugin || change.Update == WorkerConfiguration;

    /// <summary>Puts what changes into a request, and nothing else.</summary>
    /// <param name="request">The request.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="spec">What the connector is to be.</param>
    /// <param name="worker">The worker configuration that it is to have; a null ARN is MSK Connect's default one.</param>
    public static void Fill(
        UpdateConnectorRequest request,
        IReadOnlyList<PropertyChange> changes,
        ConnectorSpec spec,
        (string? Arn, long? Revision) worker)
    {
        if (changes.Any(c => c.Update == ConnectorCapacity.Update))
            request.Capacity = ConnectorCapacity.ToUpdate(spec);
        if (changes.Any(c => c.Update == Plugin))
        {
            request.Plugins =
            [
                new PluginUpdate
                {
                    CustomPlugin = new CustomPluginUpdate
                    {
                        CustomPluginArn = spec.CustomPluginArn,
                        Revision = spec.CustomPluginRevision,
                    },
                },
            ];
        }

        if (!changes.Any(c => c.Update == WorkerConfiguration))
            return;
        if (worker.Arn is { } arn)
            request.WorkerConfiguration = new WorkerConfigurationUpdate { WorkerConfigurationArn = arn, Revision = worker.Revision };
        else
            request.UseDefaultWorkerConfiguration = true;
    }

    /// <summary>Whether an operation brings about just what a request asks for.</summary>
    public static bool IsSame(UpdateConnectorRequest wanted, WorkerSetting? target)
    {
        if (target is null)
            return false;
        var plugin = wanted.Plugins?.FirstOrDefault()?.CustomPlugin;
        var targetPlugin = target.Plugins?.FirstOrDefault()?.CustomPlugin;
        var (worker, targetWorker) = (wanted.WorkerConfiguration, target.WorkerConfiguration);
        return (wanted.Capacity is null || ConnectorCapacity.IsSame(wanted.Capacity, target.Capacity))
            && (plugin is null || (plugin.CustomPluginArn, plugin.Revision) == (targetPlugin?.CustomPluginArn, targetPlugin?.Revision))
            && (worker is null || (worker.WorkerConfigurationArn, worker.Revision)
                == (targetWorker?.WorkerConfigurationArn, targetWorker?.Revision))
            && (wanted.UseDefaultWorkerConfiguration != true || target.UseDefaultWorkerConfiguration == true);
    }
}
