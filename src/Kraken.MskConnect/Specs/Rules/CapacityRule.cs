namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Workers, their size and when their number changes.</summary>
/// <remarks>
/// Source: Amazon MSK developer guide, MSK Connect capacity; the reference module for at most 10 workers.
/// </remarks>
internal static class CapacityRule
{
    private const int MostWorkers = 10;

    internal static readonly int[] McuCounts = [1, 2, 4, 8];

    internal static void Check(SpecCheck check)
    {
        var spec = check.Spec;
        Mcu(check, nameof(spec.AutoscalingMcuCount), spec.AutoscalingMcuCount);
        Range(check, nameof(spec.AutoscalingMinWorkerCount), spec.AutoscalingMinWorkerCount, MostWorkers);
        Range(check, nameof(spec.AutoscalingMaxWorkerCount), spec.AutoscalingMaxWorkerCount, MostWorkers);
        Range(check, nameof(spec.AutoscalingScaleInCpu), spec.AutoscalingScaleInCpu, 100);
        Range(check, nameof(spec.AutoscalingScaleOutCpu), spec.AutoscalingScaleOutCpu, 100);
        if (spec.AutoscalingMinWorkerCount > spec.AutoscalingMaxWorkerCount)
        {
            check.Error(
                nameof(spec.AutoscalingMinWorkerCount), "WorkerCountOrder", spec.AutoscalingMinWorkerCount,
                $"is more than AutoscalingMaxWorkerCount, {spec.AutoscalingMaxWorkerCount}", "Give at most as many.");
        }

        if (spec.AutoscalingScaleInCpu >= spec.AutoscalingScaleOutCpu)
        {
            check.Error(
                nameof(spec.AutoscalingScaleInCpu), "ScaleCpuOrder", spec.AutoscalingScaleInCpu,
                $"is not less than AutoscalingScaleOutCpu, {spec.AutoscalingScaleOutCpu}", "Give a smaller share.");
        }

        if (spec.AutoscalingMaxTaskCount is { } tasks && tasks < spec.AutoscalingMaxWorkerCount)
        {
            check.Error(
                nameof(spec.AutoscalingMaxTaskCount), "MaxTaskCountRange", tasks,
                $"is less than AutoscalingMaxWorkerCount, {spec.AutoscalingMaxWorkerCount}",
                "Give at least as many tasks as workers.");
        }

        CheckProvisioned(check);
    }

    private static void CheckProvisioned(SpecCheck check)
    {
        var spec = check.Spec;
        if (spec.ProvisionedMcuCount is { } mcu)
            Mcu(check, nameof(spec.ProvisionedMcuCount), mcu);
        if (spec.ProvisionedWorkerCount is not { } workers)
        {
            if (spec.ProvisionedMcuCount is not null)
            {
                check.Error(
                    nameof(spec.ProvisionedMcuCount), "ProvisionedWithoutWorkers", spec.ProvisionedMcuCount,
                    "is given without ProvisionedWorkerCount",
                    "Give ProvisionedWorkerCount too, or use AutoscalingMcuCount.");
            }

            return;
        }

        Range(check, nameof(spec.ProvisionedWorkerCount), workers, MostWorkers);
        var defaults = new ConnectorSpec();
        (string Field, bool IsDefault)[] autoscaling =
        [
            Field(nameof(spec.AutoscalingMcuCount), s => s.AutoscalingMcuCount),
            Field(nameof(spec.AutoscalingMinWorkerCount), s => s.AutoscalingMinWorkerCount),
            Field(nameof(spec.AutoscalingMaxWorkerCount), s => s.AutoscalingMaxWorkerCount),
            Field(nameof(spec.AutoscalingScaleInCpu), s => s.AutoscalingScaleInCpu),
            Field(nameof(spec.AutoscalingScaleOutCpu), s => s.AutoscalingScaleOutCpu),
            Field(nameof(spec.AutoscalingMaxTaskCount), s => s.AutoscalingMaxTaskCount),
        ];
        var both = autoscaling.Where(field => !field.IsDefault).Select(field => field.Field).ToList();
        if (both.Count > 0)
        {
            check.Error(
                nameof(spec.ProvisionedWorkerCount), "CapacityExclusive", workers,
                $"is given beside {string.Join(", ", both)}: a connector has a fixed number of workers or autoscaling",
                "Take one of the two away.");
        }

        (string Field, bool IsDefault) Field(string name, Func<ConnectorSpec, int?> value) =>
            (name, value(spec) == value(defaults));
    }

    private static void Mcu(SpecCheck check, string field, int count)
    {
        if (!McuCounts.Contains(count))
            check.Error(field, "McuCountAllowed", count, "is not 1, 2, 4 or 8", "Give 1, 2, 4 or 8 MCUs a worker.");
    }

    private static void Range(SpecCheck check, string field, int value, int most)
    {
        if (value < 1 || value > most)
            check.Error(field, field + "Range", value, $"is not from 1 to {most}", $"Give a number from 1 to {most}.");
    }
}
