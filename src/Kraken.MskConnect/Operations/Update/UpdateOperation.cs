using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.WorkerConfigurations;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Updates one connector and the resources that it uses to match its spec: observe, refuse or apply, read back.
/// </summary>
/// <remarks>
/// Grants and rules are added first and removed last, so that the running connector never loses what it needs before
/// its change has succeeded. If the operation is stopped anywhere and run again, it ends in the same state, because
/// each step depends only on the resources in AWS.
/// </remarks>
internal sealed partial class UpdateOperation(ProvisioningContext context, DesiredState desired, UpdateOptions options)
{
    private const int MostLooks = 5;

    private readonly Convergence _convergence = new(context, options.Adopt);
    private bool _connectorChanged;

    /// <summary>What is to be done. Read calls only.</summary>
    public async Task<ConnectorPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var stack = await ConnectorStack.ObserveAsync(context, desired, cancellationToken, options.Adopt);
        if (IsAdoption(stack))
            await Adoption.RefuseAsync(context, stack, cancellationToken);
        await PrepareOffsetsAsync(stack, cancellationToken);
        var plan = PlanOf(stack);
        options.Plan?.RefuseStale(plan);
        return await PlanWarnings.AddAsync(
            context, stack, desired.Spec, options.WorkerQuota, plan, cancellationToken);
    }

    /// <summary>Does it; null where it was not approved.</summary>
    public async Task<ConnectorResult?> RunAsync(CancellationToken cancellationToken)
    {
        context.Progress("Reading what exists in AWS", 5);
        if (await ConnectorStack.FindUnchangedAsync(context, desired, cancellationToken) is { } same)
        {
            var none = PlanOf(same);
            options.Plan?.RefuseStale(none);
            return await MayGoOnAsync(none, cancellationToken) ? await FinishAsync(same, cancellationToken) : null;
        }

        var stack = await ObserveSettledAsync(cancellationToken);
        await PrepareOffsetsAsync(stack, cancellationToken);
        var plan = PlanOf(stack);
        options.Plan?.RefuseStale(plan);
        await RefuseAsync(stack, plan, cancellationToken);
        if (!await MayGoOnAsync(PlanWarnings.AddLookedAt(stack, plan), cancellationToken))
            return null;

        var replaced = UpdatePlan.Replacements(stack);
        if (replaced.Count > 0 && KeepsOffsets && EarlierConnector.Of(context, stack, replaced) is { } earlier)
        {
            stack = await ReplaceAsync(stack, earlier, cancellationToken);
        }
        else
        {
            if (replaced.Count > 0)
                stack = await ClearAsync(stack, null, cancellationToken);
            await BringAboutAsync(stack, cancellationToken);
        }

        return await FinishAsync(stack, cancellationToken);
    }

    private Task BringAboutAsync(ConnectorStack stack, CancellationToken cancellationToken) => stack.Connector.Exists
        ? ChangeAsync(stack, cancellationToken)
        : ResourceGraph.ForwardAsync(stack.All, r => _convergence.RunAsync(r, cancellationToken));

    private async Task<bool> MayGoOnAsync(ConnectorPlan plan, CancellationToken cancellationToken) =>
        options.Approve is not { } approve
        || await context.Deadline.WithoutAsync(() => approve(plan, cancellationToken));

    /// <summary>What is there, as soon as nobody else is at work on the connector.</summary>
    private async Task<ConnectorStack> ObserveSettledAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var stack = await ConnectorStack.ObserveAsync(context, desired, cancellationToken, options.Adopt);
            if (IsAdoption(stack))
                await Adoption.RefuseAsync(context, stack, cancellationToken);
            else
                Preconditions.RefuseUnowned(context, stack.All);
            if (stack.Connector.Observed is not { } connector)
                return stack;
            if (stack.Connector.IsBeingDeleted)
            {
                context.Warn($"The connector '{context.ConnectorName}' is being deleted; it is created again after the deletion");
                await ConnectorWaiter.UntilGoneAsync(context, connector.ConnectorArn, cancellationToken);
            }
            else if (ConnectorStates.IsInWork(connector.ConnectorState))
            {
                context.Warn($"The connector '{context.ConnectorName}' is {connector.ConnectorState} because of another run or an "
                    + "earlier one; waiting until it ends");
                await ConnectorWaiter.UntilSettledAsync(context, connector.ConnectorArn, cancellationToken);
            }
            else
            {
                return stack;
            }
        }
    }

    private bool IsAdoption(ConnectorStack stack) =>
        options.Adopt && Adoption.IsNeeded(stack);

    private async Task RefuseAsync(ConnectorStack stack, ConnectorPlan plan, CancellationToken cancellationToken)
    {
        stack.Connector.RefuseNothingToKeep();
        await RefuseFailedAsync(stack, cancellationToken);
        if (PlanWarnings.SendsConfiguration(stack, plan))
        {
            await ConfigProviders.CheckAsync(
                context, desired.Spec, PlanWarnings.IsReplacement(stack, plan), cancellationToken);
        }

        if (ConnectorCapacity.MostWorkers(desired.Spec) > ConnectorCapacity.MostWorkers(stack.Connector.Observed?.Capacity))
        {
            await WorkerDemand.RefuseBeyondAsync(
                context, desired.Spec, options.WorkerQuota, growsExisting: true, cancellationToken);
        }

        var replaces = PlanWarnings.IsReplacement(stack, plan);
        var lacks = replaces
            ? await ReplacementPrerequisites.FindAsync(stack, options.WorkerQuota, cancellationToken)
            : await ReplacementPrerequisites.FindForChangeAsync(
                context, desired.Spec, PlanWarnings.ConnectorPlanOf(stack, plan), cancellationToken);
        if (lacks.Count > 0)
            throw ReplacementPrerequisites.Refusal(context, lacks, replaces);
        if (!replaces)
            return;
        foreach (var doubt in ConnectorPrerequisites.Doubts(desired.Spec).Where(d => d.AcceptedBecause is null))
            context.Warn($"The new connector may be refused after the deletion: {doubt.Message.TrimEnd('.')}");
    }

    private async Task RefuseFailedAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        if (options.AllowReplacement)
            return;
        if (stack.Connector.Observed is { } failed && failed.ConnectorState == ConnectorState.FAILED)
            throw await FailureError.OfFailedAsync(context, failed, cancellationToken);
        if (UpdatePlan.Replacements(stack) is { Count: > 0 } plans)
            throw Preconditions.NeedsReplacement(context, plans);
    }

    private ConnectorPlan PlanOf(ConnectorStack stack) => UpdatePlan.Of(context, desired, options.Switches, stack);

    private async Task ChangeAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        var used = UsedIn(stack);
        if (!ChangesWorkers(stack))
        {
            await ResourceGraph.ForwardAsync(stack.All, r => r == stack.Connector
                ? ChangeConnectorAsync(stack, cancellationToken)
                : _convergence.RunAsync(r, cancellationToken));
            return;
        }

        await ResourceGraph.ForwardAsync(used, r => _convergence.WidenAsync(r, cancellationToken));
        await ChangeConnectorAsync(stack, cancellationToken);
        await NarrowAsync(used, cancellationToken);
    }

    private static List<IResource> UsedIn(ConnectorStack stack) => [.. stack.All.Where(r => !r.IsPrimary)];

    /// <summary>Takes away what only the connector of before needed.</summary>
    private Task NarrowAsync(List<IResource> used, CancellationToken cancellationToken) =>
        ResourceGraph.ForwardAsync(used, async r =>
        {
            // Nothing to do as it was seen, so nothing to look at again.
            if (!_convergence.Touched.Contains(r))
                return;
            await r.ObserveAsync(cancellationToken);
            RefuseUnowned(r);
            await _convergence.RunAsync(r, cancellationToken);
        });

    private static bool ChangesWorkers(ConnectorStack stack) => Convergence.Plan(stack.Connector).Changes
        .Any(c => c.Update != InPlaceUpdate.Tags);

    /// <summary>Changes the connector; where somebody else was faster, from what they left.</summary>
    private async Task ChangeConnectorAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        var connector = stack.Connector;
        for (var look = 1; ; look++)
        {
            var plan = Convergence.Plan(connector);
            if (plan.Action == PlanAction.None)
                return;
            if (plan.Action == PlanAction.Replace)
                throw Preconditions.NeedsReplacement(context, [plan]);

            var seen = connector.Observed!;
            try
            {
                context.Progress($"Changing {connector.Kind} {connector.Name}", 40);
                await connector.UpdateAsync(plan.Changes, cancellationToken);
                _connectorChanged = true;
            }
            catch (AmazonServiceException e) when (e is BadRequestException or ConflictException && look < MostLooks)
            {
                // Its version has moved on, or somebody's change is under way: what they want it to be is theirs, and
                // what is to be done follows from what it is then. Any other refusal is meant for our request.
                if (!await HasMovedAsync(seen, cancellationToken))
                    throw;
                if (options.Plan is not null)
                    throw PlanStaleness.Overtaken(context.ConnectorName, e);
                context.Warn($"The connector '{context.ConnectorName}' was changed by another run; reading it again");
                await ConnectorWaiter.UntilSettledAsync(context, seen.ConnectorArn, cancellationToken);
                await LookAgainAsync(stack, cancellationToken);
                continue;
            }

            await LookAgainAsync(stack, cancellationToken);
            if (Convergence.Plan(connector) is { Action: not PlanAction.None } left)
                throw Preconditions.NotKept(context, left);
            return;
        }
    }

    private async Task LookAgainAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        var arn = stack.Connector.Identifier;
        await stack.Connector.ObserveAsync(cancellationToken);
        if (stack.Connector.Identifier != arn || stack.Connector.IsBeingDeleted)
            throw ConnectorWaiter.Deleted(context, null);
        RefuseUnowned(stack.Connector);
    }

    private void RefuseUnowned(IResource resource)
    {
        if (!options.Adopt)
            Preconditions.RefuseUnowned(context, [resource]);
    }

    private async Task<bool> HasMovedAsync(DescribeConnectorResponse seen, CancellationToken cancellationToken)
    {
        try
        {
            var now = await ConnectorLookup.DescribeAsync(context, seen.ConnectorArn, cancellationToken);
            return now.CurrentVersion != seen.CurrentVersion || now.ConnectorState != seen.ConnectorState;
        }
        catch (NotFoundException e)
        {
            throw ConnectorWaiter.Deleted(context, e);
        }
    }

    private async Task<ConnectorResult> FinishAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        await _convergence.SettleAsync(cancellationToken);
        var connector = stack.Connector.Observed!;
        var waits = !ConnectorStates.IsAtRest(connector.ConnectorState);
        if (waits)
        {
            connector = await ConnectorWaiter.UntilAtRestAsync(
                context, connector.ConnectorArn, cancellationToken);
        }

        // One that was made runs, whatever its spec says.
        if (_convergence.Made.Contains(stack.Connector)
            && StateChangeCall.Between(connector.ConnectorState, desired.Spec.DesiredState) is { } change)
        {
            await StateChangeCall.RunAsync(context, connector.ConnectorArn, change, cancellationToken);
            connector = await ConnectorWaiter.UntilAtRestAsync(context, connector.ConnectorArn, cancellationToken);
        }

        var changed = _connectorChanged || _convergence.Changed;
        if (changed)
            await VerifyAsync(cancellationToken);
        if (options.TaskCheck && (waits || _connectorChanged) && connector.ConnectorState == ConnectorState.RUNNING)
            await TaskCheck.RunAsync(context, connector, cancellationToken);
        context.Progress($"{connector.ConnectorState}", 100, connector.ConnectorState);
        return ConnectorResults.From(connector, context.Aws.Region) with
        {
            Changed = changed,
            Created = _convergence.Made.Contains(stack.Connector),
        };
    }

    /// <summary>
    /// Looks once more at all of it: where two runs change one connector in different ways, at least the one that ends
    /// last must see that the outcome is not its own.
    /// </summary>
    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var end = ConnectorStack.For(context, desired);
        await end.ObserveAsync(cancellationToken, options.Adopt);
        var left = end.All.Select(Convergence.Plan).Where(p => p.Action != PlanAction.None).ToList();
        if (left.Count > 0)
            throw Preconditions.ChangedByOthers(context, left);
    }
}
