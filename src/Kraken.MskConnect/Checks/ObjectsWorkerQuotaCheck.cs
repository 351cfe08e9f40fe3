using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Checks;

/// <summary>The account's quota has room for the workers that the connector needs beyond those that it has.</summary>
internal sealed class ObjectsWorkerQuotaCheck : IConnectorCheck
{
    public string Name => "Objects.WorkerQuota";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        if (ConnectorCapacity.MostWorkers(spec) <= ConnectorCapacity.MostWorkers((await connector.Live)?.Capacity))
            return CheckOutcome.Pass($"It needs no more workers than the {ConnectorCapacity.MostWorkers(spec)} that it may have.");
        var demand = WorkerDemand.Of([spec], await connector.AllConnectors, growsExisting: true);
        if (demand.IsBeyond(connector.WorkerQuota))
        {
            var refusal = demand.Refusal(connector.WorkerQuota, spec.Region);
            return CheckOutcome.Fail(
                refusal.Message,
                refusal.Remedy,
                spec.ProvisionedWorkerCount is null
                    ? nameof(spec.AutoscalingMaxWorkerCount) : nameof(spec.ProvisionedWorkerCount));
        }

        return CheckOutcome.Pass(
            $"{demand.Used} workers and {demand.Added} more are {demand.Used + demand.Added} of {connector.WorkerQuota}.");
    }
}
