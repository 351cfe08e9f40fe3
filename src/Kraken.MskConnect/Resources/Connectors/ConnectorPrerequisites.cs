using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>
/// Finds with read calls why CreateConnector would reject a request. It is used before a connector is deleted to be
/// created again, and when the message of CreateConnector does not state the reason. The subnets, their VPC and
/// conflicting names are already checked whenever the resources are read.
/// </summary>
internal static class ConnectorPrerequisites
{
    /// <summary>What a connector that is made now lacks of what is not this module's.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="spec">What it is to be.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<MissingPrerequisite>> OfCreationAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var (plugin, worker) = (PluginAsync(context, spec, cancellationToken), WorkerAsync(context, spec, cancellationToken));
        await Concurrently.AllAsync(plugin, worker);
        return [.. new[] { await plugin, await worker }.OfType<MissingPrerequisite>()];
    }

    /// <summary>
    /// What a change in place lacks of the plugin and the worker configuration that it names. What may not be read is no
    /// lack: MSK Connect itself says then what is missing, and nothing is deleted before.
    /// </summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="spec">What the connector is to be.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<MissingPrerequisite>> OfChangeAsync(
        ProvisioningContext context, ConnectorSpec spec, IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken)
    {
        var none = Task.FromResult<MissingPrerequisite?>(null);
        var (plugin, worker) = (
            changes.Any(c => c.Update == WorkerSettingUpdate.Plugin) ? PluginAsync(context, spec, cancellationToken) : none,
            changes.Any(c => c.Update == WorkerSettingUpdate.WorkerConfiguration) ? WorkerAsync(context, spec, cancellationToken) : none);
        await Concurrently.AllAsync(plugin, worker);
        return
        [
            .. new[] { await plugin, await worker }.OfType<MissingPrerequisite>().Where(l => l.Kind != KrakenErrorKind.AccessDenied),
        ];
    }

    /// <summary>
    /// What validation doubts that MSK Connect takes. No read can tell, so it is a warning unless the spec accepts it, and
    /// where MSK Connect refuses it is most likely this.
    /// </summary>
    public static IReadOnlyList<SpecFinding> Doubts(ConnectorSpec spec) =>
    [
        .. SpecValidator.Validate(spec).Findings.Where(f =>
            f is { Rule: "KafkaConnectVersionUnknown" or "BootstrapServerRegion" }),
    ];

    private static async Task<MissingPrerequisite?> PluginAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var (arn, revision) = (spec.CustomPluginArn, spec.CustomPluginRevision);
        const string Remedy = "Correct CustomPluginArn and CustomPluginRevision, or create the plugin first.";
        return await MissingPrerequisite.LookAsync(context, $"the custom plugin {arn}", Remedy, async () =>
        {
            var plugin = await CustomPlugins.DescribeAsync(context, arn, cancellationToken);
            return plugin.CustomPluginState is { } state && state != CustomPluginState.ACTIVE
                    ? new MissingPrerequisite(
                        KrakenErrorKind.RequestRefused,
                        $"the custom plugin {arn} is {state} and not ACTIVE",
                        "Wait until the plugin is ACTIVE, or name another one.")
                : plugin.LatestRevision?.Revision is { } latest && revision > latest
                    ? new MissingPrerequisite(
                        KrakenErrorKind.NotFound,
                        $"CustomPluginRevision is {revision}, and the latest revision of the custom plugin {arn} is {latest}",
                        Remedy)
                : null;
        });
    }

    private static async Task<MissingPrerequisite?> WorkerAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        if (spec.WorkerConfigurationArn is not { Length: > 0 } arn)
            return null;
        const string Remedy = "Correct WorkerConfigurationArn and WorkerConfigurationRevision, or create the worker configuration first.";
        return await MissingPrerequisite.LookAsync(context, $"the worker configuration {arn}", Remedy, async () =>
        {
            var worker = await ConfigProviders.DescribeAsync(context, arn, cancellationToken);
            return worker.WorkerConfigurationState == WorkerConfigurationState.DELETING
                    ? new MissingPrerequisite(KrakenErrorKind.RequestRefused, $"the worker configuration {arn} is being deleted", Remedy)
                : worker.LatestRevision?.Revision is { } latest && spec.WorkerConfigurationRevision > latest
                    ? new MissingPrerequisite(
                        KrakenErrorKind.NotFound,
                        $"WorkerConfigurationRevision is {spec.WorkerConfigurationRevision}, and the latest revision of the "
                        + $"worker configuration {arn} is {latest}",
                        Remedy)
                : null;
        });
    }

    /// <summary>What a connector needs of its account's quota beyond what it has.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="current">What it has; null for none.</param>
    /// <param name="spec">What it is to be.</param>
    /// <param name="quota">How many workers the account may have in the region.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<MissingPrerequisite?> QuotaAsync(
        ProvisioningContext context, CapacityDescription? current, ConnectorSpec spec, int quota,
        CancellationToken cancellationToken)
    {
        if (ConnectorCapacity.MostWorkers(spec) <= ConnectorCapacity.MostWorkers(current))
            return null;
        try
        {
            await WorkerDemand.RefuseBeyondAsync(context, spec, quota, growsExisting: true, cancellationToken);
            return null;
        }
        catch (KrakenException e) when (e.Kind == KrakenErrorKind.WorkerQuotaExceeded)
        {
            return new MissingPrerequisite(e.Kind, e.Message.TrimEnd('.'), e.Remedy);
        }
    }
}
