using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.WorkerConfigurations;

/// <summary>Tells which worker configuration a connector uses for the connector's spec.</summary>
internal static class WorkerConfigurationExport
{
    /// <summary>Reads nothing: the connector's description says it all.</summary>
    public static Task<ResourceExport> ReadAsync(
        ProvisioningContext context, ExportedConnector connector, CancellationToken cancellationToken)
    {
        var used = connector.Description.WorkerConfiguration;
        return Task.FromResult(new ResourceExport
        {
            Fill = spec => spec with
            {
                WorkerConfigurationArn = used?.WorkerConfigurationArn,
                WorkerConfigurationRevision = used?.Revision ?? SpecDefaults.WorkerConfigurationRevision,
            },
        });
    }
}
