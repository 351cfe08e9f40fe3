using System.Globalization;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>A connector's capacity, autoscaled or provisioned, as a spec, a request, properties and a text.</summary>
internal static class ConnectorCapacity
{
    /// <summary>The change of a capacity.</summary>
    public static readonly InPlaceUpdate Update = new("Capacity");

    /// <summary>MSK Connect units a worker where a provisioned capacity does not say.</summary>
    public const int DefaultMcuCount = 1;

    /// <summary>The capacity that a spec asks for, as the creating call takes it.</summary>
    public static Capacity ToRequest(ConnectorSpec spec) => spec.ProvisionedWorkerCount is { } workers
        ? new Capacity
        {
            ProvisionedCapacity = new ProvisionedCapacity
            {
                WorkerCount = workers,
                McuCount = spec.ProvisionedMcuCount ?? DefaultMcuCount,
            },
        }
        : new Capacity
        {
            AutoScaling = new AutoScaling
            {
                McuCount = spec.AutoscalingMcuCount,
                MinWorkerCount = spec.AutoscalingMinWorkerCount,
                MaxWorkerCount = spec.AutoscalingMaxWorkerCount,
                MaxAutoscalingTaskCount = spec.AutoscalingMaxTaskCount,
                ScaleInPolicy = new ScaleInPolicy { CpuUtilizationPercentage = spec.AutoscalingScaleInCpu },
                ScaleOutPolicy = new ScaleOutPolicy { CpuUtilizationPercentage = spec.AutoscalingScaleOutCpu },
            },
        };

    /// <summary>The capacity that a spec asks for, as the updating call takes it.</summary>
    public static CapacityUpdate ToUpdate(ConnectorSpec spec) => spec.ProvisionedWorkerCount is { } workers
        ? new CapacityUpdate
        {
            ProvisionedCapacity = new ProvisionedCapacityUpdate
            {
                WorkerCount = workers,
                McuCount = spec.ProvisionedMcuCount ?? DefaultMcuCount,
            },
        }
        : new CapacityUpdate
        {
            AutoScaling = new AutoScalingUpdate
            {
                McuCount = spec.AutoscalingMcuCount,
                MinWorkerCount = spec.AutoscalingMinWorkerCount,
                MaxWorkerCount = spec.AutoscalingMaxWorkerCount,
                MaxAutoscalingTaskCount = spec.AutoscalingMaxTaskCount,
                ScaleInPolicy = new ScaleInPolicyUpdate { CpuUtilizationPercentage = spec.AutoscalingScaleInCpu },
                ScaleOutPolicy = new ScaleOutPolicyUpdate { CpuUtilizationPercentage = spec.AutoscalingScaleOutCpu },
            },
        };

    /// <summary>The workers that a spec lets its connector come to.</summary>
    public static int MostWorkers(ConnectorSpec spec) => spec.ProvisionedWorkerCount ?? spec.AutoscalingMaxWorkerCount;

    /// <summary>The workers that a connector may come to; none where its capacity is not known.</summary>
    public static int MostWorkers(CapacityDescription? capacity) =>
        capacity?.ProvisionedCapacity?.WorkerCount ?? capacity?.AutoScaling?.MaxWorkerCount ?? 0;

    /// <summary>Whether a capacity is just what an update asks for.</summary>
    public static bool IsSame(CapacityUpdate? wanted, CapacityDescription? now) =>
        wanted?.ProvisionedCapacity is { } provisioned
            ? now?.ProvisionedCapacity is { } p
                && (p.WorkerCount, p.McuCount) == (provisioned.WorkerCount, provisioned.McuCount)
            : wanted?.AutoScaling is { } auto && now?.AutoScaling is { } a
                && (a.McuCount, a.MinWorkerCount, a.MaxWorkerCount) == (auto.McuCount, auto.MinWorkerCount, auto.MaxWorkerCount)
                && a.ScaleInPolicy?.CpuUtilizationPercentage == auto.ScaleInPolicy?.CpuUtilizationPercentage
                && a.ScaleOutPolicy?.CpuUtilizationPercentage == auto.ScaleOutPolicy?.CpuUtilizationPercentage
                && (auto.MaxAutoscalingTaskCount is null || a.MaxAutoscalingTaskCount == auto.MaxAutoscalingTaskCount);

    /// <summary>The capacity that a spec asks for.</summary>
    public static IEnumerable<Property> Desired(ConnectorSpec spec) => spec.ProvisionedWorkerCount is { } workers
        ?
        [
            Number("ProvisionedWorkerCount", workers),
            Number("ProvisionedMcuCount", spec.ProvisionedMcuCount ?? DefaultMcuCount),
        ]
        :
        [
            Number("AutoscalingMcuCount", spec.AutoscalingMcuCount),
            Number("AutoscalingMinWorkerCount", spec.AutoscalingMinWorkerCount),
            Number("AutoscalingMaxWorkerCount", spec.AutoscalingMaxWorkerCount),
            Number("AutoscalingScaleInCpu", spec.AutoscalingScaleInCpu),
            Number("AutoscalingScaleOutCpu", spec.AutoscalingScaleOutCpu),
            .. spec.AutoscalingMaxTaskCount is { } tasks ? [Number("AutoscalingMaxTaskCount", tasks)] : Enumerable.Empty<Property>(),
        ];

    /// <summary>The capacity that a connector has; what the spec leaves to MSK Connect is left out.</summary>
    public static IEnumerable<Property> Current(CapacityDescription? capacity, ConnectorSpec spec)
    {
        if (capacity?.ProvisionedCapacity is { } provisioned)
        {
            yield return Number("ProvisionedWorkerCount", provisioned.WorkerCount);
            yield return Number("ProvisionedMcuCount", provisioned.McuCount);
        }

        if (capacity?.AutoScaling is { } auto)
        {
            yield return Number("AutoscalingMcuCount", auto.McuCount);
            yield return Number("AutoscalingMinWorkerCount", auto.MinWorkerCount);
            yield return Number("AutoscalingMaxWorkerCount", auto.MaxWorkerCount);
            yield return Number("AutoscalingScaleInCpu", auto.ScaleInPolicy?.CpuUtilizationPercentage);
            yield return Number("AutoscalingScaleOutCpu", auto.ScaleOutPolicy?.CpuUtilizationPercentage);
            if (spec.AutoscalingMaxTaskCount is not null)
                yield return Number("AutoscalingMaxTaskCount", auto.MaxAutoscalingTaskCount);
        }
    }

    /// <summary>The capacity in words, for example <c>1-2 workers x 1 MCU</c>; null where it is not known.</summary>
    public static string? Describe(CapacityDescription? capacity)
    {
        if (capacity?.ProvisionedCapacity is { } provisioned)
            return Words(Text(provisioned.WorkerCount), provisioned.WorkerCount, provisioned.McuCount);
        return capacity?.AutoScaling is { } auto
            ? Words($"{Text(auto.MinWorkerCount)}-{Text(auto.MaxWorkerCount)}", auto.MaxWorkerCount, auto.McuCount)
            : null;
    }

    private static string Words(string workers, int? most, int? mcu) =>
        $"{workers} {(most == 1 ? "worker" : "workers")} x {Text(mcu)} MCU";

    private static Property Number(string field, int? value) =>
        new(new PropertyName(field), value is null ? null : Text(value), Update);

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
