using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Operations;

/// <content>What AWS cannot change in place: it is deleted and created again.</content>
internal sealed partial class UpdateOperation
{
    /// <summary>Deletes the connector, and of what it uses what must be made again.</summary>
    private async Task<ConnectorStack> ClearAsync(
        ConnectorStack stack, EarlierConnector? earlier, CancellationToken cancellationToken)
    {
        var replaced = UpdatePlan.Replacements(stack).Select(p => p.Kind).ToHashSet(StringComparer.Ordinal);
        var gone = stack.All.Where(r => r.Exists && (r == stack.Connector || replaced.Contains(r.Kind))).ToList();
        await RefuseObstaclesAsync(gone, cancellationToken);

        // What is kept of an adopted connector is found by its tags once the connector is gone.
        if (options.Adopt)
        {
            await ResourceGraph.ForwardAsync(
                [.. stack.All.Where(r => r.Exists && !gone.Contains(r))],
                r => _convergence.WidenAsync(r, cancellationToken));
        }

        // What can fail of it, a log group's key above all, fails while the connector is there.
        await ResourceGraph.ForwardAsync(
            [.. stack.All.Where(r => r.ChangesBeforeReplacement && !gone.Contains(r))],
            r => _convergence.RunAsync(r, cancellationToken));
        context.Share = ProgressShare.Deletion;
        if (earlier is not null)
            await earlier.PauseAsync(cancellationToken);
        await ResourceGraph.BackwardAsync(gone, async resource =>
        {
            context.Progress($"Deleting {resource.Kind} {resource.Name} before it is created again", 15);
            await resource.DeleteAsync(cancellationToken);
        });
        _connectorChanged = true;
        context.Share = ProgressShare.CreationAgain;

        // What else differs was seen before the deletion, which may have taken minutes.
        var now = await ConnectorStack.ObserveAsync(context, desired, cancellationToken);
        await PrepareOffsetsAsync(now, cancellationToken);
        Preconditions.RefuseUnowned(context, now.All);
        return now;
    }

    /// <summary>
    /// Replaces a connector by one that goes on from its offsets. Where that fails, the earlier one comes back: the role
    /// keeps the grants of both until the new one runs.
    /// </summary>
    private async Task<ConnectorStack> ReplaceAsync(
        ConnectorStack stack, EarlierConnector earlier, CancellationToken cancellationToken)
    {
        ConnectorStack now;
        bool isMissing;
        try
        {
            now = await ClearAsync(stack, earlier, cancellationToken);
            isMissing = !now.Connector.Exists;
            if (isMissing)
                await CreateAgainAsync(now, cancellationToken);
        }
        catch (Exception e) when (earlier.CanBeRestored(e) && !cancellationToken.IsCancellationRequested)
        {
            throw await earlier.RestoreAsync(stack, e, cancellationToken);
        }

        if (isMissing)
            await NarrowAsync(UsedIn(now), cancellationToken);
        else
            await ChangeAsync(now, cancellationToken); // Another run was faster.
        return now;
    }

    private async Task CreateAgainAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        await ResourceGraph.ForwardAsync(UsedIn(stack), r => _convergence.WidenAsync(r, cancellationToken));
        await _convergence.RunAsync(stack.Connector, cancellationToken);
        await ConnectorWaiter.UntilAtRestAsync(context, stack.Connector.Identifier!, cancellationToken);
        await stack.Connector.ObserveAsync(cancellationToken);
    }

    private bool KeepsOffsets => options.KeepOffsets && desired.Spec.IsSource;

    /// <summary>
    /// Decides what is to keep the offsets of a connector that is to be made again, and takes what keeps those of one that
    /// is gone. What keeps them already is made anew where the spec names another worker configuration: the change in place
    /// would lose them.
    /// </summary>
    private async Task PrepareOffsetsAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        if (!KeepsOffsets)
        {
            if (stack.Offsets.IsOfOtherSpec && stack.Connector.Observed is { } running && UpdatePlan.Replacements(stack).Count == 0)
                await stack.Offsets.PrepareAsync(running, cancellationToken);
            return;
        }

        if (stack.Connector.Observed is not { } connector)
            await stack.Offsets.ObserveAsync(cancellationToken);
        else if (UpdatePlan.Replacements(stack).Count > 0)
            await stack.Offsets.PrepareAsync(connector, cancellationToken);
    }

    private async Task RefuseObstaclesAsync(List<IResource> gone, CancellationToken cancellationToken)
    {
        var others = gone.Count == 1 ? null : new OtherUsers(
            await ConnectorLookup.ListAsync(context, "", cancellationToken), context.ConnectorName);
        var obstacles = await Task.WhenAll(gone.Select(async r =>
            (others?.Of(r) ?? await r.FindObstacleAsync(includeUnowned: false, cancellationToken)) is { } obstacle
                ? $"{r.Kind} {r.Name}: {obstacle}"
                : null));
        if (obstacles.OfType<string>().ToList() is { Count: > 0 } found)
        {
            throw new KrakenException(
                KrakenErrorKind.NotOwned,
                $"Connector '{context.ConnectorName}' cannot be replaced; nothing was changed: {string.Join("; ", found)}.",
                "Remove what blocks the replacement, or correct the spec so that the resource can be kept.")
            {
                ConnectorName = context.ConnectorName,
            };
        }
    }
}
