using Amazon.Runtime;
using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Reconciling;

/// <summary>Changes single resources to match the spec, and remembers which ones it created.</summary>
/// <param name="context">The connector.</param>
/// <param name="adopt">Whether resources that this module did not create are taken over.</param>
internal sealed class Convergence(ProvisioningContext context, bool adopt = false)
{
    private const int MostLooks = 5;

    private readonly HashSet<IResource> _made = [];
    private readonly HashSet<IResource> _touched = [];
    private int _changes;

    /// <summary>Whether anything was made or changed.</summary>
    public bool Changed => Volatile.Read(ref _changes) > 0;

    /// <summary>The resources that this run has made.</summary>
    public IReadOnlyCollection<IResource> Made
    {
        get
        {
            lock (_made)
                return [.. _made];
        }
    }

    /// <summary>The resources that this run has made or changed, or tried to.</summary>
    public IReadOnlyCollection<IResource> Touched
    {
        get
        {
            lock (_made)
                return [.. _touched];
        }
    }

    /// <summary>What there is to do about a resource that was observed.</summary>
    public static ResourcePlan Plan(IResource resource) => Plan(resource, resource.Exists ? resource.Current() : []);

    /// <summary>The same where its properties as they are, are known.</summary>
    public static ResourcePlan Plan(IResource resource, IEnumerable<Property> current)
    {
        if (!resource.Exists)
        {
            return new ResourcePlan(
                resource.Kind, resource.Name, null, PlanAction.Create, PropertyComparison.ForCreation(resource.Desired()));
        }

        var changes = PropertyComparison.Compare(current, resource.Desired());
        var action = changes.Count == 0 ? PlanAction.None
            : changes.All(c => c.InPlace) ? PlanAction.Update
            : PlanAction.Replace;
        return new ResourcePlan(resource.Kind, resource.Name, resource.Identifier, action, changes);
    }

    /// <summary>Makes the resource where it is missing, changes it where it differs.</summary>
    public Task RunAsync(IResource resource, CancellationToken cancellationToken) =>
        RunAsync(resource, resource.UpdateAsync, cancellationToken);

    /// <summary>
    /// Makes the resource where it is missing, and adds to it what it lacks without taking anything away.
    /// </summary>
    public Task WidenAsync(IResource resource, CancellationToken cancellationToken) =>
        RunAsync(resource, resource.WidenAsync, cancellationToken);

    /// <summary>Looks once more at what this run has made, where AWS puts something into it by itself.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) =>
        Concurrently.AllAsync([.. Made.Select(r => r.SettleAsync(cancellationToken))]);

    private async Task RunAsync(
        IResource resource,
        Func<IReadOnlyList<PropertyChange>, CancellationToken, Task> update,
        CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(8), context.Clock);
        for (var look = 1; ; look++)
        {
            var plan = Plan(resource);
            if (plan.Action == PlanAction.None)
                return;
            try
            {
                await ApplyAsync(resource, plan, update, cancellationToken);
                return;
            }
            catch (AmazonServiceException e) when (resource.IsAlreadyDone(e) && look < MostLooks)
            {
                // An earlier attempt took effect and its answer was lost, or another run was faster. What AWS says
                // now decides; it may need a moment to know it everywhere.
                context.Detail($"{resource.Kind} {resource.Name} already exists ({e.ErrorCode}); reading it again");
                if (look > 1)
                    await backoff.DelayAsync(cancellationToken);
                await (resource.PartOf ?? resource).ObserveAsync(cancellationToken);
                if (!adopt)
                    Preconditions.RefuseUnowned(context, [resource]);
            }
        }
    }

    private async Task ApplyAsync(
        IResource resource,
        ResourcePlan plan,
        Func<IReadOnlyList<PropertyChange>, CancellationToken, Task> update,
        CancellationToken cancellationToken)
    {
        // A connector that differs came into being since we looked: another run made it, from another spec.
        if (plan.Action == PlanAction.Replace || (plan.Action == PlanAction.Update && resource.IsPrimary))
            throw Preconditions.Differs(context, [plan]);

        Interlocked.Increment(ref _changes);
        lock (_made)
        {
            _touched.Add(resource);
            if (resource.PartOf is { } whole)
                _touched.Add(whole);
        }

        var percent = resource.DependsOn.Count == 0 ? 15 : 40;
        if (plan.Action == PlanAction.Update)
        {
            context.Progress($"Completing {resource.Kind} {resource.Name}", percent);
            await update(plan.Changes, cancellationToken);
            return;
        }

        context.Progress($"Creating {resource.Kind} {resource.Name}", percent);
        try
        {
            await resource.CreateAsync(cancellationToken);
        }
        finally
        {
            // Also where only the first of its calls succeeded.
            if (resource.Exists)
            {
                lock (_made)
                    _made.Add(resource);
            }
        }
    }
}
