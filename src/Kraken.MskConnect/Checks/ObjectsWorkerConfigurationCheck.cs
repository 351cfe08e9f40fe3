using Amazon.KafkaConnect;
using Kraken.MskConnect.Connectors.Providers;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// The worker configuration is there and declares each config provider that the configuration refers to, those of secrets and
/// parameters in the connector's region.
/// </summary>
internal sealed class ObjectsWorkerConfigurationCheck : IConnectorCheck
{
    private const string Remedy =
        "Correct WorkerConfigurationArn and WorkerConfigurationRevision, or make the worker configuration first.";

    public string Name => "Objects.WorkerConfiguration";

    public bool IsCheap => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        var arn = spec.WorkerConfigurationArn;
        var worker = await connector.WorkerConfiguration;
        if (arn is { Length: > 0 })
        {
            if (worker is null)
            {
                return CheckOutcome.Fail(
                    $"The worker configuration {arn} does not exist.", Remedy, nameof(spec.WorkerConfigurationArn));
            }

            if (worker.WorkerConfigurationState == WorkerConfigurationState.DELETING)
            {
                return CheckOutcome.Fail(
                    $"The worker configuration {arn} is being deleted.", Remedy, nameof(spec.WorkerConfigurationArn));
            }

            if (worker.LatestRevision?.Revision is { } latest && spec.WorkerConfigurationRevision > latest)
            {
                return CheckOutcome.Fail(
                    $"WorkerConfigurationRevision is {spec.WorkerConfigurationRevision}, and the latest one is {latest}.",
                    Remedy,
                    nameof(spec.WorkerConfigurationRevision));
            }
        }

        var undeclared = ConfigProviders.Among(
            spec.ConnectorConfiguration, arn, worker is null ? new HashSet<string>() : WorkerProperties.Of(worker).Providers);
        if (undeclared is null && worker is not null && Elsewhere(connector, WorkerProperties.Of(worker)) is { } elsewhere)
        {
            return CheckOutcome.Fail(
                $"The config provider {elsewhere.Provider} of the worker configuration {worker.Name} asks in {elsewhere.Region}, and the "
                + $"connector and its role's grants are in {spec.Region}.",
                $"Name a worker configuration in WorkerConfigurationArn whose provider asks in {spec.Region}.",
                nameof(spec.WorkerConfigurationArn));
        }

        return undeclared switch
        {
            { WillFail: true } => CheckOutcome.Fail(
                undeclared.Text + ".", ConfigProviders.Remedy, nameof(spec.WorkerConfigurationArn)),
            not null => CheckOutcome.Warn(
                undeclared.Text + ".", ConfigProviders.Remedy, nameof(spec.WorkerConfigurationArn)),
            null => CheckOutcome.Pass(
                arn is { Length: > 0 }
                    ? $"The worker configuration {worker?.Name} declares all config providers that the configuration refers to."
                    : "The configuration refers to no config provider."),
        };
    }

    /// <summary>A provider that is told to ask in another region; null where none is.</summary>
    private static (string Provider, string Region)? Elsewhere(CheckedConnector connector, WorkerProperties properties)
    {
        var config = SpecConnector.Of(connector.Spec with { WorkerProperties = properties.Values }).Config;
        foreach (var reference in ConfigProviderReference.In(config).DistinctBy(r => r.Provider))
        {
            if (reference.Definition.RegionParameter is { } parameter
                && config.ProviderParameter(reference.Provider, parameter) is { } region && region != connector.Spec.Region)
            {
                return (reference.Provider, region);
            }
        }

        return null;
    }
}
