using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.LogGroups;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// The existing resources of one connector, and what prevents the removal of some of them. Makes read calls only.
/// </summary>
internal sealed class RemovalObservation
{
    /// <summary>Why a resource is kept that somebody else has made.</summary>
    internal const string NotOurs = "it does not have this module's tags for this connector";

    private readonly ProvisioningContext _context;
    private readonly OtherUsers _others;

    private RemovalObservation(
        ProvisioningContext context, ConnectorStack stack, IReadOnlyList<IResource> existing, OtherUsers others)
    {
        (_context, Stack, Existing, _others) = (context, stack, existing, others);
    }

    /// <summary>The resources.</summary>
    public ConnectorStack Stack { get; }

    /// <summary>Those that exist; what uses another one comes first.</summary>
    public IReadOnlyList<IResource> Existing { get; }

    /// <summary>Why resources cannot be removed where what is not ours is left alone.</summary>
    private Dictionary<IResource, string?> Obstacles { get; set; } = [];

    /// <summary>Why resources cannot be removed where what is not ours goes too; empty where that is not asked.</summary>
    private Dictionary<IResource, string?> WholeObstacles { get; set; } = [];

    /// <summary>Looks.</summary>
    public static async Task<RemovalObservation> AtAsync(
        ProvisioningContext context, RemoveOptions options, CancellationToken cancellationToken)
    {
        var stack = ConnectorStack.Named(context);
        await stack.ObserveAllAsync(cancellationToken);

        // What uses another resource comes first: where it is kept, the other one is needed.
        var existing = stack.Existing.Reverse().ToList();
        var others = new OtherUsers(context.AllConnectors!, context.ConnectorName);
        var look = new RemovalObservation(context, stack, existing, others);
        var (owned, whole) = (
            look.FindObstaclesAsync(includeUnowned: false, cancellationToken),
            options.IncludeUnowned ? look.FindObstaclesAsync(includeUnowned: true, cancellationToken) : Task.FromResult(look.Obstacles));
        await Concurrently.AllAsync(owned, whole);
        (look.Obstacles, look.WholeObstacles) = (await owned, await whole);
        return look;
    }

    /// <summary>Asks, and decides; null where it was not approved.</summary>
    /// <param name="options">What may be asked for.</param>
    /// <param name="approve">Is asked.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<RemoveOperation?> ApproveAsync(
        RemoveOptions options,
        Func<RemovalQuestion, CancellationToken, Task<RemovalAnswer>> approve,
        CancellationToken cancellationToken)
    {
        for (var look = this; ;)
        {
            var question = new RemovalQuestion(
                look.Decide(options with { IncludeUnowned = false }).ToPlan(),
                options.IncludeUnowned ? look.Decide(options).ToPlan() : null);
            var answer = await _context.Deadline.WithoutAsync(() => approve(question, cancellationToken));
            if (!answer.Approved)
                return null;
            var chosen = options with { IncludeUnowned = options.IncludeUnowned && answer.IncludeUnowned };
            var approved = look.Decide(chosen);
            if (!answer.PersonAsked)
                return approved;

            // A person may take minutes. What has come into being since must not go without a question.
            look = await AtAsync(_context, options, cancellationToken);
            var now = look.Decide(chosen);
            if (!now.Labels.Except(approved.Labels).Any())
                return now;
        }
    }

    /// <summary>What is to be removed and what is kept.</summary>
    public RemoveOperation Decide(RemoveOptions options)
    {
        var kept = new Dictionary<IResource, string>();
        foreach (var resource in Existing)
        {
            if (WhyKept(resource, kept, options) is { } reason)
                kept[resource] = reason;
        }

        // What is in the guard's way is for people to take away. That is an error in the end, not a reason to keep it.
        var obstacles = options.IncludeUnowned ? WholeObstacles : Obstacles;
        var blocked = Stack.Guard is not { } guard || kept.ContainsKey(guard) ? null : obstacles.GetValueOrDefault(guard);
        return new RemoveOperation(_context, Stack, Existing, kept, blocked);
    }

    private async Task<Dictionary<IResource, string?>> FindObstaclesAsync(
        bool includeUnowned, CancellationToken cancellationToken)
    {
        var asked = Existing.Where(r => r.IsOurs || includeUnowned).ToList();
        var found = await Task.WhenAll(asked.Select(r => r.FindObstacleAsync(includeUnowned, cancellationToken)));
        return asked.Zip(found).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private string? WhyKept(IResource resource, Dictionary<IResource, string> kept, RemoveOptions options)
    {
        if (resource.PartOf is { } whole && WhyKept(whole, kept, options) is { } reason)
            return reason;
        if (!resource.IsOurs && !options.IncludeUnowned)
            return NotOurs;
        if (options.KeepLogGroup && resource.Kind == LogGroupResource.KindName)
            return "-KeepLogGroup keeps it";
        if (_others.Of(resource) is { } users)
            return users;
        if (Existing.FirstOrDefault(r => r == Stack.Connector && r.DependsOn.Contains(resource) && kept.ContainsKey(r)) is { } user)
            return $"{user.Kind} {user.Name} is kept and may need it";
        return resource is IProtectedWhileUsed
            ? null
            : (options.IncludeUnowned ? WholeObstacles : Obstacles).GetValueOrDefault(resource);
    }
}
