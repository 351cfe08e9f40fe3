using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>
/// How many workers the connectors of a region may have; for autoscaling, the maximum number counts.
/// </summary>
/// <param name="Used">The number that the existing connectors may have.</param>
/// <param name="Added">The additional number that the specs require.</param>
/// <param name="Growing">The connectors that need more workers, with the additional number.</param>
internal sealed record WorkerDemand(int Used, int Added, IReadOnlyList<(string Connector, int Workers)> Growing)
{
    /// <summary>
    /// The quota of an account that has asked for no other. Source: Amazon MSK developer guide, MSK Connect quotas.
    /// </summary>
    public const int DefaultQuota = 60;

    // More names than these nobody reads in an error.
    private const int MostNamed = 10;

    /// <summary>What specs come to beside the connectors that exist.</summary>
    /// <param name="specs">What is to be.</param>
    /// <param name="connectors">All connectors of the region.</param>
    /// <param name="growsExisting">Whether connectors that exist are changed too, not only new ones made.</param>
    // What a spec lowers is not set off: which change is the first is not known.
    public static WorkerDemand Of(
        IEnumerable<ConnectorSpec> specs, IEnumerable<ConnectorSummary> connectors, bool growsExisting)
    {
        // The workers of one that is being deleted are about to be free.
        var now = connectors.Where(c => c.ConnectorState != ConnectorState.DELETING).ToList();
        var growing = specs
            .Select(spec => (spec.ConnectorName, Workers: Growth(spec)))
            .Where(g => g.Workers > 0)
            .ToList();
        return new WorkerDemand(
            now.Sum(c => ConnectorCapacity.MostWorkers(c.Capacity)), growing.Sum(g => g.Workers), growing);

        int Growth(ConnectorSpec spec)
        {
            var wanted = ConnectorCapacity.MostWorkers(spec);
            return now.Find(c => c.ConnectorName == spec.ConnectorName) is not { } existing ? wanted
                : growsExisting ? wanted - ConnectorCapacity.MostWorkers(existing.Capacity)
                : 0;
        }
    }

    /// <summary>Whether that is too much. Where nothing is added, it never is.</summary>
    public bool IsBeyond(int quota) => Added > 0 && Used + Added > quota;

    /// <summary>The error for it.</summary>
    public KrakenException Refusal(int quota, string region) => new(
        KrakenErrorKind.WorkerQuotaExceeded,
        $"{Names()} {(Growing.Count == 1 ? "needs" : "need")} {Added} more "
        + $"{(Added == 1 ? "worker" : "workers")}, counting the maximum of autoscaling. The connectors in {region} may need "
        + $"{Used} already, {Used + Added} in all, and the quota is {quota}. {(Growing.Count == 1 ? "It is" : "They are")} not started.",
        "Lower AutoscalingMaxWorkerCount or ProvisionedWorkerCount, or remove connectors. If AWS has raised the "
        + $"account's quota above {DefaultQuota}, give it with -WorkerQuota.")
    {
        ConnectorName = Growing is [var only] ? only.Connector : null,
    };

    private string Names() => string.Join(", ", Growing.Take(MostNamed).Select(g => $"'{g.Connector}' ({g.Workers})"))
        + (Growing.Count > MostNamed ? $" and {Growing.Count - MostNamed} others" : "");

    /// <summary>Refuses one connector that takes more workers than there are.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="spec">What it is to be.</param>
    /// <param name="quota">How many workers the account may have in the region.</param>
    /// <param name="growsExisting">Whether it is changed where it exists.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.WorkerQuotaExceeded"/>.</exception>
    public static async Task RefuseBeyondAsync(
        ProvisioningContext context,
        ConnectorSpec spec,
        int quota,
        bool growsExisting,
        CancellationToken cancellationToken)
    {
        if (context.Fleet is { } fleet)
        {
            // The same error for each connector that needs more workers, whichever of the fleet comes first.
            var all = await ConnectorInventory.Of(fleet).DemandAsync(growsExisting, cancellationToken);
            if (all.IsBeyond(quota) && all.Growing.Any(g => g.Connector == spec.ConnectorName))
                throw all.Refusal(quota, context.Aws.Region);
            return;
        }

        var connectors = context.AllConnectors ?? await ConnectorLookup.ListAsync(context, "", cancellationToken);
        var demand = Of([spec], connectors, growsExisting);
        if (demand.IsBeyond(quota))
            throw demand.Refusal(quota, context.Aws.Region);
    }
}
