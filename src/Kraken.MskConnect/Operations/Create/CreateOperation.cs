using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.WorkerConfigurations;

namespace Kraken.MskConnect.Operations;

/// <summary>Creates one connector with all resources that it needs: observe, refuse or apply, wait.</summary>
internal sealed class CreateOperation(ProvisioningContext context, DesiredState desired, CreateOptions options)
{
    private readonly Convergence _convergence = new(context, options.Adopt);

    /// <summary>Makes what is missing, or refuses.</summary>
    public async Task<ConnectorResult> RunAsync(CancellationToken cancellationToken)
    {
        context.Progress("Reading what exists in AWS", 5);
        if (await ConnectorStack.FindUnchangedAsync(context, desired, cancellationToken) is { } same)
        {
            RefuseStale(same);
            return await FinishAsync(same, cancellationToken);
        }

        var stack = await ObserveAsync(cancellationToken);
        await RefuseUnownedAsync(stack, cancellationToken);
        if (stack.Connector.IsBeingDeleted)
        {
            await AwaitDeletionAsync(stack, cancellationToken);
            stack = await ObserveAsync(cancellationToken);
            await RefuseUnownedAsync(stack, cancellationToken);
        }

        RefuseStale(stack);
        stack.Connector.RefuseNothingToKeep();
        await RefuseFailedAsync(stack, cancellationToken);
        RefuseDifferences(stack);
        if (!stack.Connector.Exists)
        {
            await ConfigProviders.CheckAsync(context, desired.Spec, isReplacement: false, cancellationToken);
            await WorkerDemand.RefuseBeyondAsync(
                context, desired.Spec, options.WorkerQuota, growsExisting: false, cancellationToken);
        }

        try
        {
            await ResourceGraph.ForwardAsync(stack.All, r => IsToBePaused(stack, r)
                ? Task.CompletedTask
                : _convergence.RunAsync(r, cancellationToken));
            return await FinishAsync(stack, cancellationToken);
        }
        catch (Exception) when (
            options.OnFailure == FailureAction.Rollback && !context.Deadline.Caller.IsCancellationRequested)
        {
            // It has as much time as the creation: that this was too short must not keep it from what it is for.
            context.Deadline.Renew();
            using var deadline = new Deadline(options.Timeout, context.Clock, context.Deadline.Caller);
            await RollBackAsync(stack, deadline.Token);
            throw;
        }
    }

    private void RefuseStale(ConnectorStack stack) =>
        options.Plan?.RefuseStale(UpdatePlan.Of(context, desired, options.Switches, stack));

    private Task<ConnectorStack> ObserveAsync(CancellationToken cancellationToken) =>
        ConnectorStack.ObserveAsync(
            context, desired, cancellationToken, options.Adopt, isNew: options is { Plan: null, Adopt: false });

    private Task RefuseUnownedAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        if (options.Adopt && Adoption.IsNeeded(stack))
            return Adoption.RefuseAsync(context, stack, cancellationToken);
        Preconditions.RefuseUnowned(context, stack.All);
        return Task.CompletedTask;
    }

    private async Task AwaitDeletionAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        context.Warn($"The connector '{context.ConnectorName}' is being deleted; it is created again after the deletion");
        await ConnectorWaiter.UntilGoneAsync(context, stack.Connector.Identifier!, cancellationToken);
    }

    private async Task RefuseFailedAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        if (stack.Connector.Observed is { } connector && connector.ConnectorState == ConnectorState.FAILED)
            throw await FailureError.OfFailedAsync(context, connector, cancellationToken);
    }

    /// <summary>
    /// An existing connector is never changed by a creation, nor is what it uses. Without a connector, what an earlier
    /// run left half-made is brought in line, except where that takes a replacement.
    /// </summary>
    private void RefuseDifferences(ConnectorStack stack)
    {
        var refused = stack.All.Where(r => !IsToBePaused(stack, r)).Select(Convergence.Plan)
            .Where(p => p.Action == PlanAction.Replace || (stack.Connector.Exists && p.Action == PlanAction.Update))
            .ToList();
        if (refused.Count > 0)
            throw Preconditions.Differs(context, refused);
    }

    /// <summary>Whether all that is left of the creation is the pause that the spec wants.</summary>
    private static bool IsToBePaused(ConnectorStack stack, IResource resource) =>
        resource == stack.Connector && stack.Connector.AwaitsFirstPause
        && Convergence.Plan(resource).Changes.All(c => c.Update == ConnectorResource.State);

    private async Task<ConnectorResult> FinishAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        await _convergence.SettleAsync(cancellationToken);

        var connector = stack.Connector.Observed!;
        // What was made for a connector of another run took time, in which that one may have been removed.
        var mayBeGone = _convergence.Changed && !_convergence.Made.Contains(stack.Connector);
        var waits = !ConnectorStates.IsAtRest(connector.ConnectorState) || mayBeGone;
        if (waits)
        {
            connector = options.Wait
                ? await ConnectorWaiter.UntilAtRestAsync(
                    context, connector.ConnectorArn, cancellationToken)
                : await ConnectorLookup.DescribeAsync(context, connector.ConnectorArn, cancellationToken);
        }

        var pauses = StateChangeCall.Between(connector.ConnectorState, desired.Spec.DesiredState) == ConnectorStateChange.Pause;
        if (pauses)
            connector = await PauseAsync(connector, cancellationToken);

        if (options.TaskCheck && waits && connector.ConnectorState == ConnectorState.RUNNING)
            await TaskCheck.RunAsync(context, connector, cancellationToken);

        context.Progress($"{connector.ConnectorState}", 100, connector.ConnectorState);
        return ConnectorResults.From(connector, context.Aws.Region) with
        {
            Changed = _convergence.Changed || pauses,
            Created = _convergence.Made.Contains(stack.Connector),
        };
    }

    /// <summary>Pauses a connector that was made, which runs at first whatever its spec says.</summary>
    private async Task<DescribeConnectorResponse> PauseAsync(DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        if (!ConnectorStates.IsAtRest(connector.ConnectorState))
        {
            context.Warn($"The connector '{context.ConnectorName}' is {connector.ConnectorState} and can be paused only when it "
                + "is RUNNING; run New-KrakenMskConnector again to pause it");
            return connector;
        }

        await StateChangeCall.RunAsync(
            context, connector.ConnectorArn, ConnectorStateChange.Pause, cancellationToken, wait: options.Wait);
        return options.Wait
            ? await ConnectorWaiter.UntilAtRestAsync(context, connector.ConnectorArn, cancellationToken)
            : await ConnectorLookup.DescribeAsync(context, connector.ConnectorArn, cancellationToken);
    }

    private async Task RollBackAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        var made = _convergence.Made;
        if (made.Count == 0)
            return;
        if (stack.Connector.Exists && !made.Contains(stack.Connector))
        {
            context.Warn("Nothing was rolled back: another run created the connector, which needs the other resources");
            return;
        }

        try
        {
            await ResourceGraph.BackwardAsync(made, async r =>
            {
                context.Progress($"Rolling back {r.Kind} {r.Name}");
                await r.DeleteAsync(cancellationToken);
            });
            context.Warn($"Rolled back: {string.Join(", ", made.Select(r => r.Kind).Order(StringComparer.Ordinal))}");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // What went wrong first is the error; that the rollback is not complete comes beside it.
            var why = AwsErrors.Translate(e, context.ConnectorName, context.Scrub);
            context.Warn($"The rollback is not complete; run Remove-KrakenMskConnector: {why.Message}");
        }
    }
}
