using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Provisioning.Resources;

namespace Kraken.MskConnect.Provisioning;

/// <summary>What is to be removed for one connector and what is kept, decided before anything is deleted.</summary>
internal sealed class Removal
{
    private readonly ProvisioningContext _context;
    private readonly IReadOnlyList<IResource> _deleted;
    private readonly IReadOnlyDictionary<IResource, string> _kept;
    private readonly IReadOnlyList<IResource> _all;

    private Removal(
        ProvisioningContext context, IReadOnlyList<IResource> existing, IReadOnlyDictionary<IResource, string> kept)
    {
        _context = context;
        _all = existing;
        _kept = kept;
        _deleted = [.. existing.Where(r => !kept.ContainsKey(r))];
    }

    /// <summary>Looks at what is there and decides. Read calls only.</summary>
    public static async Task<Removal> DecideAsync(
        ProvisioningContext context, RemoveOptions options, CancellationToken cancellationToken)
    {
        var stack = ConnectorStack.Named(context);
        await SideBySide.AllAsync(stack.ObserveAsync(cancellationToken), stack.Offsets.ObserveAsync(cancellationToken));
        stack.Connector.Offsets = stack.Offsets;

        // What uses another resource comes first: where it is kept, the other one is needed.
        var existing = stack.All.Prepend(stack.Offsets).Where(r => r.Exists).Reverse().ToList();
        var obstacles = await Task.WhenAll(existing.Select(r => r.IsOurs || options.IncludeUnowned
            ? r.FindObstacleAsync(options.IncludeUnowned, cancellationToken)
            : Task.FromResult<string?>(null)));

        var kept = new Dictionary<IResource, string>();
        foreach (var (resource, obstacle) in existing.Zip(obstacles))
        {
            if (WhyKept(resource, obstacle, existing, kept, stack, options) is { } reason)
                kept[resource] = reason;
        }

        return new Removal(context, existing, kept);
    }

    /// <summary>The decision as a plan.</summary>
    public ConnectorPlan ToPlan(string region) => _context.Shown(new ConnectorPlan(
        _context.ConnectorName,
        region,
        _all.Select(r => r.Identifier).Select(AccountOf).FirstOrDefault(a => a.Length > 0) ?? "",
        [.. _all.Select(r => _kept.TryGetValue(r, out var reason)
            ? new ResourcePlan(r.Kind, r.Name, r.Identifier, PlanAction.None, []) { Note = "kept: " + reason }
            : new ResourcePlan(r.Kind, r.Name, r.Identifier, PlanAction.Delete, []))]));

    /// <summary>Deletes what is to be deleted: what depends on others first, independent ones side by side.</summary>
    public async Task<RemovalResult> RunAsync(CancellationToken cancellationToken)
    {
        var labels = _deleted.Select(r => $"{r.Kind} {r.Identifier}").ToList();
        await ResourceGraph.BackwardAsync(_deleted, async resource =>
        {
            _context.Progress($"Deleting {resource.Kind} {resource.Name}");
            await resource.DeleteAsync(cancellationToken);
        });
        return new RemovalResult(
            _context.ConnectorName,
            labels,
            [.. _kept.Select(k => $"{k.Key.Kind} {k.Key.Identifier}: {k.Value}")]);
    }

    private static string? WhyKept(
        IResource resource,
        string? obstacle,
        IReadOnlyList<IResource> existing,
        Dictionary<IResource, string> kept,
        ConnectorStack stack,
        RemoveOptions options)
    {
        if (!resource.IsOurs && !options.IncludeUnowned)
            return "it does not carry this module's tags for this connector";
        if (resource == stack.LogGroup && options.KeepLogGroup)
            return "the log group was to be kept";
        if (existing.FirstOrDefault(r => r == stack.Connector && r.DependsOn.Contains(resource) && kept.ContainsKey(r)) is { } user)
            return $"{user.Kind} {user.Name} is kept and may need it";
        return obstacle;
    }

    private static string AccountOf(string? identifier) =>
        Amazon.Arn.TryParse(identifier, out var arn) ? arn.AccountId : "";
}
