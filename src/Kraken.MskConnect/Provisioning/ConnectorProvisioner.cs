using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.KafkaConnect;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Provisioning.Resources;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Provisioning;

/// <summary>
/// Plans, makes, finds, awaits and removes connectors. Keeps no state: what AWS holds, found by name and ownership
/// tags, is the truth, so each operation can be stopped anywhere and run again.
/// </summary>
/// <remarks>
/// Errors are <see cref="KrakenException"/>s; a cancelled operation throws <see cref="OperationCanceledException"/>
/// and leaves what a later run completes. Safe for use by many threads at once.
/// </remarks>
/// <param name="aws">The clients of one region.</param>
/// <param name="observer">Is told what happens; null for nobody.</param>
/// <param name="clock">Tells the time and delays; null for the system's.</param>
public sealed class ConnectorProvisioner(
    AwsClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null) : IConnectorProvisioner
{
    private readonly ConcurrentDictionary<string, bool> _inWork = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ConnectorPlan> PlanAsync(ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var (context, desired) = Begin(spec);
        return await GuardAsync(context, async () =>
        {
            var stack = await ObserveAsync(context, desired, cancellationToken);
            return new ConnectorPlan(
                spec.ConnectorName, spec.Region, spec.AccountId, [.. stack.All.Select(r => WithNote(stack, r))]);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ConnectorResult> CreateAsync(
        ConnectorSpec spec, CreateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (context, desired) = Begin(spec);
        return await AloneAsync(context, () => GuardAsync(context, async () =>
        {
            context.Progress("Looking at what is there", 5);
            var stack = await ObserveAsync(context, desired, cancellationToken);
            Refusals.RefuseUnowned(context, stack.All);
            if (stack.Connector.IsBeingDeleted)
                stack = await AwaitDeletionAsync(context, desired, stack, options, cancellationToken);
            await RefuseFailedAsync(context, stack, cancellationToken);
            RefuseDifferences(context, stack);

            var convergence = new Convergence(context);
            try
            {
                await ResourceGraph.ForwardAsync(stack.All, r => convergence.RunAsync(r, cancellationToken));
                return await FinishAsync(context, stack, convergence, options, cancellationToken);
            }
            catch (Exception) when (
                options.OnFailure == FailureAction.Rollback && !cancellationToken.IsCancellationRequested)
            {
                await RollBackAsync(context, stack, convergence, cancellationToken);
                throw;
            }
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ConnectorResult> FindAsync(
        string namePattern, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(namePattern);
        const int SideBySide = 8;
        var context = NewContext(namePattern);
        var pattern = new NamePattern(namePattern);
        var found = await GuardAsync(context, async () =>
            (await ConnectorLookup.ListAsync(context, pattern.Prefix, cancellationToken))
                .Where(c => pattern.IsMatch(c.ConnectorName))
                .OrderBy(c => c.ConnectorName, StringComparer.Ordinal)
                .Select(c => c.ConnectorArn)
                .ToList(), cancellationToken);

        // The list holds neither configuration nor state description, so each connector is read once more.
        foreach (var some in found.Chunk(SideBySide))
        {
            var results = await GuardAsync(context, () => Task.WhenAll(
                some.Select(arn => DescribeOrNullAsync(context, arn, cancellationToken))), cancellationToken);
            foreach (var result in results.OfType<ConnectorResult>())
                yield return result;
        }
    }

    /// <inheritdoc/>
    public async Task<ConnectorResult> WaitAsync(
        string connectorName, string state, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectorName);
        var context = NewContext(connectorName) with { DeletionTimeout = timeout };
        return await GuardAsync(context, async () =>
        {
            var arn = await ConnectorLookup.FindArnAsync(context, cancellationToken);
            switch (state?.ToUpperInvariant())
            {
                case "DELETED":
                    if (arn is not null)
                        await ConnectorWaiter.UntilGoneAsync(context, arn, cancellationToken);
                    return ConnectorResults.Deleted(connectorName, arn, aws.Region);
                case "RUNNING" when arn is not null:
                    var running = await ConnectorWaiter.UntilRunningAsync(context, arn, timeout, cancellationToken);
                    return ConnectorResults.From(running, aws.Region);
                case "RUNNING":
                    throw new KrakenException(
                        KrakenErrorKind.NotFound,
                        $"There is no connector '{connectorName}' in {aws.Region}.",
                        "Check the name, which is case sensitive, the region and the account.");
                default:
                    throw new KrakenException(
                        KrakenErrorKind.SpecInvalid,
                        $"The state '{state}' cannot be waited for.",
                        "Wait for RUNNING or DELETED.");
            }
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ConnectorPlan> PlanRemovalAsync(
        string connectorName, RemoveOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectorName);
        ArgumentNullException.ThrowIfNull(options);
        var context = NewContext(connectorName);
        return await GuardAsync(context, async () =>
            (await Removal.DecideAsync(context, options, cancellationToken)).ToPlan(aws.Region), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<RemovalResult> RemoveAsync(
        string connectorName, RemoveOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectorName);
        ArgumentNullException.ThrowIfNull(options);
        var context = NewContext(connectorName) with { DeletionTimeout = options.Timeout };
        return await AloneAsync(context, () => GuardAsync(context, async () =>
        {
            context.Progress("Looking at what is there", 5);
            var removal = await Removal.DecideAsync(context, options, cancellationToken);
            return await removal.RunAsync(cancellationToken);
        }, cancellationToken));
    }

    private (ProvisioningContext Context, DesiredState Desired) Begin(ConnectorSpec spec)
    {
        var desired = DesiredState.From(spec);
        if (spec.Region != aws.Region)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"Region is '{spec.Region}', and the call is for '{aws.Region}'.",
                "Leave -Region out, or give the spec's.")
            {
                ConnectorName = spec.ConnectorName,
            };
        }

        return (NewContext(spec.ConnectorName) with { Configuration = desired.Configuration }, desired);
    }

    private static async Task<ConnectorStack> ObserveAsync(
        ProvisioningContext context, DesiredState desired, CancellationToken cancellationToken)
    {
        // The checks and the reading need nothing of each other. Of several errors the checks' come first.
        var stack = ConnectorStack.For(context, desired);
        var preflight = Preflight.RunAsync(context, desired.Spec, cancellationToken);
        await SideBySide.AllAsync(preflight, stack.ObserveAsync(cancellationToken));
        stack.SecurityGroup.SubnetsHaveIpv6 = (await preflight).SubnetsHaveIpv6;
        return stack;
    }

    private static async Task<ConnectorStack> AwaitDeletionAsync(
        ProvisioningContext context,
        DesiredState desired,
        ConnectorStack stack,
        CreateOptions options,
        CancellationToken cancellationToken)
    {
        context.Warn($"The connector '{context.ConnectorName}' is being deleted; it is made again when it is gone");
        await ConnectorWaiter.UntilGoneAsync(
            context with { DeletionTimeout = options.Timeout }, stack.Connector.Identifier!, cancellationToken);
        return await ObserveAsync(context, desired, cancellationToken);
    }

    private static async Task RefuseFailedAsync(
        ProvisioningContext context, ConnectorStack stack, CancellationToken cancellationToken)
    {
        if (stack.Connector.Observed is { } connector && connector.ConnectorState == ConnectorState.FAILED)
            throw await FailureReport.ForAsync(context, connector, cancellationToken);
    }

    /// <summary>
    /// An existing connector is never changed by a creation, nor is what it uses. Without a connector, what an earlier
    /// run left half-made is brought in line, except where that takes a replacement.
    /// </summary>
    private static void RefuseDifferences(ProvisioningContext context, ConnectorStack stack)
    {
        var refused = stack.All.Select(Convergence.Plan)
            .Where(p => p.Action == PlanAction.Replace || (stack.Connector.Exists && p.Action == PlanAction.Update))
            .ToList();
        if (refused.Count > 0)
            throw Refusals.Differs(context, refused);
    }

    private async Task<ConnectorResult> FinishAsync(
        ProvisioningContext context,
        ConnectorStack stack,
        Convergence convergence,
        CreateOptions options,
        CancellationToken cancellationToken)
    {
        if (convergence.Made.Contains(stack.SecurityGroup))
            await stack.SecurityGroup.SettleAsync(cancellationToken);

        var connector = stack.Connector.Observed!;
        if (connector.ConnectorState != ConnectorState.RUNNING)
        {
            connector = options.Wait
                ? await ConnectorWaiter.UntilRunningAsync(
                    context, connector.ConnectorArn, options.Timeout, cancellationToken)
                : await ConnectorLookup.DescribeAsync(context, connector.ConnectorArn, cancellationToken);
        }

        context.Progress($"{connector.ConnectorState}", 100, connector.ConnectorState);
        return ConnectorResults.From(connector, aws.Region) with { Changed = convergence.Changed };
    }

    private static async Task RollBackAsync(
        ProvisioningContext context,
        ConnectorStack stack,
        Convergence convergence,
        CancellationToken cancellationToken)
    {
        var made = convergence.Made;
        if (made.Count == 0)
            return;
        if (stack.Connector.Exists && !made.Contains(stack.Connector))
        {
            context.Warn("Nothing was rolled back: the connector was made by another run, which needs the rest");
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
            context.Warn($"The rollback is not complete, run Remove-KrakenMskConnector: {why.Message}");
        }
    }

    private static async Task<ConnectorResult?> DescribeOrNullAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        try
        {
            return ConnectorResults.From(
                await ConnectorLookup.DescribeAsync(context, arn, cancellationToken), context.Aws.Region);
        }
        catch (Amazon.KafkaConnect.Model.NotFoundException)
        {
            // Deleted since it was listed.
            return null;
        }
    }

    private static ResourcePlan WithNote(ConnectorStack stack, IResource resource)
    {
        var plan = Convergence.Plan(resource);
        if (resource.Exists && !resource.IsOurs)
            return plan with { Note = "exists without this module's tags: New-KrakenMskConnector refuses" };
        return resource == stack.Connector && stack.Connector.Observed is { } connector
            && connector.ConnectorState is { } state && state != ConnectorState.RUNNING
                ? plan with { Note = $"is {state}" }
                : plan;
    }

    private ProvisioningContext NewContext(string connectorName) =>
        new(connectorName, aws, clock ?? TimeProvider.System, observer ?? SilentObserver.Instance);

    private async Task<T> AloneAsync<T>(ProvisioningContext context, Func<Task<T>> work)
    {
        if (!_inWork.TryAdd(context.ConnectorName, true))
        {
            throw new KrakenException(
                KrakenErrorKind.Duplicate,
                $"The connector '{context.ConnectorName}' is asked for twice at the same time.",
                "Give each connector once.")
            {
                ConnectorName = context.ConnectorName,
            };
        }

        try
        {
            return await work();
        }
        finally
        {
            _inWork.TryRemove(context.ConnectorName, out _);
        }
    }

    private static async Task<T> GuardAsync<T>(
        ProvisioningContext context, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await work();
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever the SDK made of it.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e)
        {
            throw AwsErrors.Translate(e, context.ConnectorName, context.Scrub);
        }
    }
}
