using System.Runtime.CompilerServices;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Operations;

/// <summary>Reads the operations of a connector, the newest first.</summary>
internal static class OperationHistory
{
    /// <summary>Reads them one after the other, so that who needs the newest reads no other.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="connectorArn">The connector's ARN.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<ConnectorOperation> ReadAsync(
        ProvisioningContext context, string connectorArn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await context.CallAsync("kafkaconnect:ListConnectorOperations", () =>
                context.Aws.KafkaConnect.ListConnectorOperationsAsync(
                    new ListConnectorOperationsRequest { ConnectorArn = connectorArn, NextToken = token }, cancellationToken));
            // AWS returns the newest first, though its reference does not say so.
            foreach (var summary in Answers.List(page, page.ConnectorOperations).OrderByDescending(o => o.CreationTime))
            {
                yield return Of(context, await context.CallAsync("kafkaconnect:DescribeConnectorOperation", () =>
                    context.Aws.KafkaConnect.DescribeConnectorOperationAsync(
                        new DescribeConnectorOperationRequest { ConnectorOperationArn = summary.ConnectorOperationArn },
                        cancellationToken)));
            }

            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    private static ConnectorOperation Of(ProvisioningContext context, DescribeConnectorOperationResponse operation)
    {
        context.Protect(operation.TargetConnectorConfiguration ?? operation.OriginConnectorConfiguration);
        return new ConnectorOperation
        {
            ConnectorName = context.Shown(context.ConnectorName),
            Region = context.Aws.Region,
            OperationArn = context.Shown(operation.ConnectorOperationArn),
            OperationType = context.Shown(operation.ConnectorOperationType?.Value),
            OperationState = context.Shown(operation.ConnectorOperationState?.Value),
            CreationTime = operation.CreationTime?.ToUniversalTime(),
            EndTime = operation.EndTime?.ToUniversalTime(),
            Error = operation.ErrorInfo is { } error ? context.Shown($"{error.Code}: {error.Message}") : null,
            Changes = [.. Changes(context, operation)],
            Steps =
            [
                .. (operation.OperationSteps ?? []).Select(s =>
                    new ConnectorOperationStep(context.Shown(s.StepType?.Value), context.Shown(s.StepState?.Value))),
            ],
        };
    }

    private static IEnumerable<ConnectorOperationChange> Changes(
        ProvisioningContext context, DescribeConnectorOperationResponse operation)
    {
        var (before, after) = (
            ConnectorCapacity.Describe(operation.OriginWorkerSetting?.Capacity),
            ConnectorCapacity.Describe(operation.TargetWorkerSetting?.Capacity));
        if (after is not null && before != after)
            yield return new ConnectorOperationChange("Capacity", before, after);
        var (origin, target) = (operation.OriginWorkerSetting, operation.TargetWorkerSetting);
        var (plugin, newPlugin) = (Plugin(origin), Plugin(target));
        if (newPlugin is not null && plugin != newPlugin)
            yield return new ConnectorOperationChange("CustomPlugin", Shown(context, plugin), Shown(context, newPlugin));
        var (worker, newWorker) = (Worker(origin), Worker(target));
        if (newWorker is not null && worker != newWorker)
            yield return new ConnectorOperationChange("WorkerConfiguration", Shown(context, worker), Shown(context, newWorker));

        if (operation.TargetConnectorConfiguration is not { } wanted)
            yield break;
        var had = operation.OriginConnectorConfiguration ?? [];
        foreach (var key in had.Keys.Union(wanted.Keys).Order(StringComparer.Ordinal))
        {
            var (current, desired) = (had.GetValueOrDefault(key), wanted.GetValueOrDefault(key));
            if (current == desired)
                continue;
            var shown = Redaction.Change(key, current, desired);
            yield return new ConnectorOperationChange(
                $"Configuration[{context.Shown(key)}]", Shown(context, shown.Current), Shown(context, shown.Desired));
        }
    }

    private static string? Plugin(WorkerSetting? setting) => setting?.Plugins?.FirstOrDefault()?.CustomPlugin is { } plugin
        ? $"{plugin.CustomPluginArn} revision {plugin.Revision}"
        : null;

    private static string? Worker(WorkerSetting? setting) =>
        setting?.WorkerConfiguration is { } worker ? $"{worker.WorkerConfigurationArn} revision {worker.Revision}"
        : setting?.UseDefaultWorkerConfiguration == true ? "MSK Connect's default"
        : null;

    private static string? Shown(ProvisioningContext context, string? value) => value is null ? null : context.Shown(value);
}
