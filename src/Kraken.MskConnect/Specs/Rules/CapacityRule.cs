namespace Kraken.MskConnect.Specs.Rules;

/// <summary>The numbers of a connector's capacity agree with each other.</summary>
/// <remarks>Source: Amazon MSK developer guide, MSK Connect capacity.</remarks>
internal sealed class CapacityRule : ISpecRule
{
    private static readonly SpecField[] _autoscaling =
    [
        SpecFields.AutoscalingMcuCount,
        SpecFields.AutoscalingMinWorkerCount,
        SpecFields.AutoscalingMaxWorkerCount,
        SpecFields.AutoscalingScaleInCpu,
        SpecFields.AutoscalingScaleOutCpu,
        SpecFields.AutoscalingMaxTaskCount,
    ];

    /// <summary>
    /// Numbers of workers, which AWS once bounded. Source: the reference's table of inputs; since then the service's model
    /// has no greatest number, and the account's quota of workers decides.
    /// </summary>
    private static readonly SpecField[] _workers =
        [SpecFields.AutoscalingMinWorkerCount, SpecFields.AutoscalingMaxWorkerCount, SpecFields.ProvisionedWorkerCount];

    private const int MostRecommendedWorkers = 10;

    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        foreach (var field in _workers.Where(f => f.Get(spec) is > MostRecommendedWorkers))
        {
            check.Warning(
                field.Name, "WorkerCountUnusual", field.Get(spec), $"is more than the {MostRecommendedWorkers} workers that are recommended for a connector",
                "Make sure that the account's quota of workers and the subnets' free addresses suffice, or give fewer workers of more MCUs.");
        }

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
                $"is not less than AutoscalingScaleOutCpu, {spec.AutoscalingScaleOutCpu}", "Give a smaller percentage.");
        }

        // Less than one task is out of range whatever the workers, which is reported once.
        if (spec.AutoscalingMaxTaskCount is >= 1 and var tasks && tasks < spec.AutoscalingMaxWorkerCount)
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

        var both = _autoscaling.Where(field => !field.IsDefault(spec)).Select(field => field.Name).ToList();
        if (both.Count > 0)
        {
            check.Error(
                nameof(spec.ProvisionedWorkerCount), "CapacityExclusive", workers,
                $"is given together with {string.Join(", ", both)}: a connector has either a fixed number of workers or autoscaling",
                "Remove one of the two.");
        }
    }
}
