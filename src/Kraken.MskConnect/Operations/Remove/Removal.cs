using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;

namespace Kraken.MskConnect.Operations;

/// <summary>What is to be removed for one connector and what is kept, decided before anything is deleted.</summary>
/// <param name="context">The work's context.</param>
/// <param name="stack">The connector's resources.</param>
/// <param name="existing">Those that exist; what uses another one comes first.</param>
/// <param name="kept">Those that are kept, with why.</param>
/// <param name="blocked">The rules of other groups that keep AWS from deleting the security group; null for none.</param>
internal sealed class Removal(
    ProvisioningContext context,
    ConnectorStack stack,
    IReadOnlyList<IResource> existing,
    IReadOnlyDictionary<IResource, string> kept,
    string? blocked)
{
    private readonly IReadOnlyList<IResource> _deleted =
        [.. existing.Where(r => !kept.ContainsKey(r) && !(r == stack.SecurityGroup && blocked is not null))];

    /// <summary>What is deleted, for example <c>Role arn:…</c>.</summary>
    public IReadOnlyList<string> Labels => [.. _deleted.Select(Label)];

    /// <summary>The decision as a plan.</summary>
    public ConnectorPlan ToPlan() => context.Shown(new ConnectorPlan(
        context.ConnectorName,
        context.Aws.Region,
        existing.Select(r => r.Identifier).Select(AccountOf).FirstOrDefault(a => a.Length > 0) ?? "",
        [.. existing.Select(r =>
            kept.TryGetValue(r, out var reason) ? Plan(r, PlanAction.None, "kept: " + reason)
            : _deleted.Contains(r) ? Plan(r, PlanAction.Delete, null)
            : Plan(r, PlanAction.None, $"cannot be deleted: {blocked}; revoke that first, or the removal ends with an error"))]));

    /// <summary>Deletes what is to be deleted: what depends on others first, independent ones side by side.</summary>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.RequestRefused"/>: all but the security group is deleted, which rules of others name.
    /// </exception>
    public async Task<RemovalResult> RunAsync(CancellationToken cancellationToken)
    {
        // Told before they go: what is gone has no identifier any more.
        List<string> labels = [.. Labels];
        var rest = _deleted;
        if (!stack.Connector.Exists && stack.SecurityGroup.Exists)
            rest = await GuardByGroupAsync(cancellationToken);
        await ResourceGraph.BackwardAsync(rest, r => DeleteAsync(r, cancellationToken));
        if (blocked is not null)
        {
            // The connector took minutes to go, and somebody may have revoked the rules meanwhile.
            var label = Label(stack.SecurityGroup);
            if (await stack.SecurityGroup.FindObstacleAsync(includeUnowned: false, cancellationToken) is { } rules)
                throw stack.SecurityGroup.InUse(rules, null);
            await DeleteAsync(stack.SecurityGroup, cancellationToken);
            labels.Add(label);
        }

        return new RemovalResult(
            context.ConnectorName, labels, [.. kept.Select(k => $"{Label(k.Key)}: {k.Value}")]);
    }

    /// <summary>
    /// Where no connector is seen, AWS itself must say that none needs the rest: it deletes no group that a connector's
    /// network interfaces have. What else is to be deleted then.
    /// </summary>
    private async Task<IReadOnlyList<IResource>> GuardByGroupAsync(CancellationToken cancellationToken)
    {
        var group = stack.SecurityGroup;

        // Of an adopted connector the group's tags know the names of the rest, so there it is the last to go.
        if (!_deleted.Contains(group) || _deleted.Any(r => r.DependsOn.Contains(group)))
        {
            if (_deleted.Count > 0)
                await group.UntilUnusedAsync(cancellationToken);
            return _deleted;
        }

        await DeleteAsync(group, cancellationToken);
        return [.. _deleted.Where(r => r != group)];
    }

    private async Task DeleteAsync(IResource resource, CancellationToken cancellationToken)
    {
        context.Progress($"Deleting {resource.Kind} {resource.Name}");
        await resource.DeleteAsync(cancellationToken);
    }

    private static ResourcePlan Plan(IResource resource, PlanAction action, string? note) =>
        new(resource.Kind, resource.Name, resource.Identifier, action, []) { Note = note };

    private static string Label(IResource resource) => $"{resource.Kind} {resource.Identifier}";

    private static string AccountOf(string? identifier) =>
        Amazon.Arn.TryParse(identifier, out var arn) ? arn.AccountId : "";
}
