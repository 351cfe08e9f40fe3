using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Checks;

/// <summary>The worker configuration has the properties that a worker needs, and none that MSK Connect does not support.</summary>
internal sealed class ObjectsWorkerConfigurationKeysCheck : IConnectorCheck
{
    public string Name => "Objects.WorkerConfigurationKeys";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        if (spec.WorkerConfigurationArn is not { Length: > 0 } arn)
            return CheckOutcome.Pass("The connector has MSK Connect's default worker configuration.");
        if (await connector.WorkerConfiguration is not { } worker)
            return CheckOutcome.Unknown($"The worker configuration {arn} does not exist.", field: nameof(spec.WorkerConfigurationArn));

        var properties = WorkerProperties.Of(worker);
        var missing = SupportedWorkerProperties.Required.Where(k => string.IsNullOrWhiteSpace(properties[k])).ToList();
        if (missing.Count > 0)
        {
            return CheckOutcome.Fail(
                $"The worker configuration {worker.Name} lacks {string.Join(", ", missing)}, so its workers do not start.",
                $"Make a worker configuration that has {string.Join(", ", missing)}, and name it in WorkerConfigurationArn.",
                nameof(spec.WorkerConfigurationArn));
        }

        var others = properties.Keys.Where(k => !SupportedWorkerProperties.Has(k)).Order(StringComparer.Ordinal).ToList();
        return others.Count == 0
            ? CheckOutcome.Pass($"MSK Connect supports all properties of the worker configuration {worker.Name}.")
            : CheckOutcome.Warn(
                $"The worker configuration {worker.Name} has properties that MSK Connect refuses or ignores: {BoundedText.List(others)}.",
                "Make a worker configuration without them, and name it in WorkerConfigurationArn.",
                nameof(spec.WorkerConfigurationArn));
    }
}
