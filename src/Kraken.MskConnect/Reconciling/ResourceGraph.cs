namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// Works on resources in the order of their dependencies, and on independent resources in parallel.
/// </summary>
internal static class ResourceGraph
{
    /// <summary>Each resource after all that it depends on.</summary>
    public static Task ForwardAsync(IReadOnlyCollection<IResource> resources, Func<IResource, Task> work) =>
        RunAsync(resources, r => DependenciesOf(r, resources).Where(resources.Contains), work);

    /// <summary>Each resource after all that depend on it.</summary>
    public static Task BackwardAsync(IReadOnlyCollection<IResource> resources, Func<IResource, Task> work) =>
        RunAsync(resources, r => resources.Where(other => DependenciesOf(other, resources).Contains(r)), work);

    // What remembers the others comes before them and goes after them.
    private static IEnumerable<IResource> DependenciesOf(IResource resource, IReadOnlyCollection<IResource> all) =>
        resource.IsPrimary || resource.RemembersOthers
            ? resource.DependsOn
            : resource.DependsOn.Concat(all.Where(r => r.RemembersOthers));

    // What has begun is brought to its end although something beside it failed, so that what AWS then holds is known;
    // what waits for the failed one is not begun.
    private static async Task RunAsync(
        IReadOnlyCollection<IResource> resources,
        Func<IResource, IEnumerable<IResource>> waitsFor,
        Func<IResource, Task> work)
    {
        var runs = new Dictionary<IResource, Task>();
        var all = Task.WhenAll(resources.Select(Run).ToList());
        try
        {
            await all;
        }
        catch (Exception) when (all.Exception?.InnerExceptions.Distinct().Count() > 1)
        {
            throw new AggregateException(all.Exception.InnerExceptions.Distinct());
        }

        Task Run(IResource resource)
        {
            if (!runs.TryGetValue(resource, out var run))
                runs[resource] = run = RunOneAsync(resource);
            return run;
        }

        async Task RunOneAsync(IResource resource)
        {
            await Task.WhenAll(waitsFor(resource).Select(Run).ToList());
            await work(resource);
        }
    }
}
