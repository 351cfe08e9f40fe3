using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;

namespace Kraken.MskConnect.Operations;

/// <summary>What is to be removed for one connector and what is kept, decided before anything is deleted.</summary>
/// <param name="context">The work's context.</param>
/// <param name="stack">The connector's resources.</param>
/// <param name="existing">Those that exist; a resource comes before the resources that it uses.</param>
/// <param name="kept">Those that are kept, with the reason.</param>
/// <param name="blocked">
/// What prevents AWS from deleting the guard, for example rules of other groups; null for nothing.
/// </param>
internal sealed class RemoveOperation(
    ProvisioningContext context,
    ConnectorStack stack,
    IReadOnlyList<IResource> existing,
    IReadOnlyDictionary<IResource, string> kept,
    string? blocked)
{
    /// <summary>Begins the note of a resource that is kept.</summary>
    private const string KeptStart = "kept: ";

    private readonly IReadOnlyList<IResource> _deleted =
        [.. existing.Where(r => !kept.ContainsKey(r) && !(r is IProtectedWhileUsed && blocked is not null))];

    /// <summary>What is deleted, for example <c>Role arn:…</c>.</summary>
    public IReadOnlyList<string> Labels => [.. _deleted.Select(Label)];

    /// <summary>The decision as a plan.</summary>
    public ConnectorPlan ToPlan() => context.Shown(new ConnectorPlan(
        context.ConnectorName,
        context.Aws.Region,
        existing.Select(r => r.Identifier).Select(AccountOf).FirstOrDefault(a => a.Length > 0) ?? "",
        [.. existing.Select(r =>
            kept.TryGetValue(r, out var reason) ? Plan(r, PlanAction.None, KeptStart + reason)
            : _deleted.Contains(r) ? Plan(r, PlanAction.Delete, null)
            : Plan(r, PlanAction.None, $"cannot be deleted: {blocked}; revoke that first, or the removal ends with an error"))]));

    /// <summary>Whether a plan keeps the connector because somebody else has made it.</summary>
    internal static bool KeepsForeignConnector(ConnectorPlan plan) => plan.Resources.Any(r =>
        r is { Kind: ResourcePlan.ConnectorKind, Action: PlanAction.None, Note: KeptStart + RemovalObservation.NotOurs });

    /// <summary>Deletes what is to be deleted: what depends on others first, independent ones side by side.</summary>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.RequestRefused"/>: all but the security group is deleted, which rules of others name.
    /// </exception>
    public async Task<RemovalResult> RunAsync(CancellationToken cancellationToken)
    {
        // Told before they go: what is gone has no identifier any more.
        List<string> labels = [.. Labels];
        var rest = _deleted;
        if (!stack.Connector.Exists && stack.Guard is { Exists: true } guard)
            rest = await AskGuardAsync(guard, cancellationToken);
        await ResourceGraph.BackwardAsync(rest, r => DeleteAsync(r, cancellationToken));
        if (blocked is not null)
        {
            // The connector took minutes to go, and somebody may have taken away meanwhile what was in the way.
            var last = stack.Guard!;
            var label = Label(last);
            if (await last.FindObstacleAsync(includeUnowned: false, cancellationToken) is { } obstacle)
                throw last.InUse(obstacle, null);
            await DeleteAsync(last, cancellationToken);
            labels.Add(label);
        }

        return new RemovalResult(
            context.ConnectorName, labels, [.. kept.Select(k => $"{Label(k.Key)}: {k.Value}")]);
    }

    /// <summary>
    /// Where no connector is seen, AWS itself must say that none needs the rest: it does not delete the guard while a
    /// connector uses it. What else is to be deleted then.
    /// </summary>
    private async Task<IReadOnlyList<IResource>> AskGuardAsync(IProtectedWhileUsed guard, CancellationToken cancellationToken)
    {
        // Of an adopted connector the guard's tags know the names of the rest, so there it is the last to go.
        if (!_deleted.Contains(guard) || (guard.RemembersOthers && _deleted.Count > 1))
        {
            if (_deleted.Count > 0)
                await guard.UntilUnusedAsync(cancellationToken);
            return _deleted;
        }

        await DeleteAsync(guard, cancellationToken);
        return [.. _deleted.Where(r => r != guard)];
    }

    private async Task DeleteAsync(IResource resource, CancellationToken cancellationToken)
    {
        context.Progress($"Deleting {resource.Kind} {resource.Name}", resource.IsPrimary ? 10 : -1);
        await resource.DeleteAsync(cancellationToken);
    }

    private static ResourcePlan Plan(IResource resource, PlanAction action, string? note) =>
        new(resource.Kind, resource.Name, resource.Identifier, action, []) { Note = note };

    private static string Label(IResource resource) => $"{resource.Kind} {resource.Identifier}";

    private static string AccountOf(string? identifier) =>
        Amazon.Arn.TryParse(identifier, out var arn) ? arn.AccountId : "";
}
