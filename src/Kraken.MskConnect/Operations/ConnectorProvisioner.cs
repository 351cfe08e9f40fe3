using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.KafkaConnect;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Plans, creates, finds, waits for and removes connectors. Keeps no state: AWS is the source of truth, and resources
/// are found by name and ownership tags, so each operation can be stopped anywhere and run again.
/// </summary>
/// <remarks>
/// Errors are <see cref="KrakenException"/>s; a cancelled operation throws <see cref="OperationCanceledException"/> and
/// leaves resources that a later run completes. Safe for use by many threads at once.
/// </remarks>
/// <param name="aws">The clients of one region.</param>
/// <param name="observer">Receives the events; null for none.</param>
/// <param name="clock">Tells the time and delays; null for the system's.</param>
public sealed partial class ConnectorProvisioner(
    ServiceClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null) : IConnectorProvisioner
{
    private readonly Inventory? _fleet;
    private readonly ConcurrentDictionary<string, bool> _inWork = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ConnectorPlan> PlanAsync(ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var (context, specified) = BeginPlan(spec, cancellationToken);
        return await GuardAsync(context, async () =>
        {
            var desired = await WorkerOfSpec.CompleteAsync(context, specified, cancellationToken);

            // As a creation looks, which does not search for what an adopted connector left.
            var stack = await ConnectorStack.ObserveAsync(context, desired, cancellationToken, isNew: true);
            return context.Shown(await PlanWarnings.AddAsync(
                context, stack, desired.Spec, WorkerDemand.DefaultQuota, UpdatePlan.OfCreation(context, desired, stack),
                cancellationToken));
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ConnectorResult> CreateAsync(
        ConnectorSpec spec, CreateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);

        // A saved plan was made with all that there is to see, so it is compared with that.
        var (begun, specified) = Begin(spec, cancellationToken, seesAdditions: options.Adopt || options.Plan is not null);
        options.Plan?.RefuseForeign(spec, options.Switches);
        return await AloneAsync(begun, () => InTimeAsync(begun, options.Timeout, async (timed, token) =>
        {
            var desired = await WorkerOfSpec.CompleteAsync(timed, specified, token);
            var context = timed with { ListsAllConnectors = _fleet is null };
            if (!options.Adopt
                || await ConnectorLookup.FindArnAsync(context with { Inventory = _fleet }, token) is null)
            {
                return await new CreateOperation(context, desired, options).RunAsync(token);
            }

            var update = new UpdateOptions
            {
                Adopt = true, Timeout = options.Timeout, WorkerQuota = options.WorkerQuota, Plan = options.Plan,
                TaskCheck = options.TaskCheck,
            };
            return (await new UpdateOperation(timed, desired, update).RunAsync(token))!;
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<ConnectorPlan> PlanUpdateAsync(
        ConnectorSpec spec, UpdateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (begun, specified) = BeginPlan(spec, cancellationToken);
        var context = begun with { PrunesTags = options.PruneTags };
        options.Plan?.RefuseForeign(spec, options.Switches);
        return GuardAsync(
            context,
            async () =>
            {
                var desired = await WorkerOfSpec.CompleteAsync(context, specified, cancellationToken);
                return await new UpdateOperation(context, desired, options).PlanAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ConnectorResult?> UpdateAsync(
        ConnectorSpec spec, UpdateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (begun, specified) = Begin(spec, cancellationToken, seesAdditions: true);
        options.Plan?.RefuseForeign(spec, options.Switches);
        begun = begun with { SkipsHealthChecks = options.SkipHealthCheck, PrunesTags = options.PruneTags };
        return AloneAsync(begun, () => InTimeAsync(
            begun,
            options.Timeout,
            async (context, token) =>
            {
                var desired = await WorkerOfSpec.CompleteAsync(context, specified, token);
                return await new UpdateOperation(context, desired, options).RunAsync(token);
            },
            cancellationToken));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ConnectorResult> FindAsync(
        string namePattern, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(namePattern);
        const int AtOnce = 8;
        var context = NewContext(namePattern);
        var pattern = new NamePattern(namePattern);
        var found = await GuardAsync(context, async () =>
            (await ConnectorLookup.ListAsync(context, pattern.Prefix, cancellationToken))
                .Where(c => pattern.IsMatch(c.ConnectorName))
                .OrderBy(c => c.ConnectorName, StringComparer.Ordinal)
                .Select(c => c.ConnectorArn)
                .ToList(), cancellationToken);

        // The list holds neither configuration nor state description, so each connector is read once more.
        foreach (var some in found.Chunk(AtOnce))
        {
            var results = await GuardAsync(context, () => Task.WhenAll(
                some.Select(arn => DescribeOrNullAsync(context, arn, cancellationToken))), cancellationToken);
            foreach (var result in results.OfType<ConnectorResult>())
                yield return result;
        }
    }

    /// <inheritdoc/>
    public async Task<ConnectorResult> WaitAsync(
        string connectorName, string? state, TimeSpan timeout, bool taskCheck, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectorName);
        return await InTimeAsync(NewContext(connectorName), timeout, async (context, token) =>
        {
            var arn = await ConnectorLookup.FindArnAsync(context, token);
            switch (state?.ToUpperInvariant())
            {
                case "DELETED":
                    if (arn is not null)
                        await ConnectorWaiter.UntilGoneAsync(context, arn, token);
                    return ConnectorResults.Deleted(connectorName, arn, aws.Region);
                case null or "RUNNING" or "PAUSED" when arn is not null:
                    var wanted = state is null ? null : ConnectorState.FindValue(state.ToUpperInvariant());
                    var found = await ConnectorWaiter.UntilAtRestAsync(context, arn, token, wanted);
                    if (taskCheck && found.ConnectorState == ConnectorState.RUNNING)
                        await TaskCheck.RunAsync(context, found, token);
                    return ConnectorResults.From(found, aws.Region);
                case null or "RUNNING" or "PAUSED":
                    throw NoConnector(connectorName, aws.Region);
                default:
                    throw new KrakenException(
                        KrakenErrorKind.SpecInvalid,
                        $"You cannot wait for the state '{state}'.",
                        "Wait for RUNNING, PAUSED or DELETED.");
            }
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ConnectorPlan> PlanRemovalAsync(
        string connectorName, RemoveOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectorName);
        ArgumentNullException.ThrowIfNull(options);
        var context = NewContext(connectorName) with { Inventory = _fleet, ListsAllConnectors = true };
        return await GuardAsync(context, async () =>
            (await RemovalObservation.AtAsync(context, options, cancellationToken)).Decide(options).ToPlan(), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<RemovalResult> RemoveAsync(
        string connectorName, RemoveOptions options, CancellationToken cancellationToken)
    {
        return (await RemoveIfApprovedAsync(
            connectorName,
            options,
            (_, _) => Task.FromResult(new RemovalAnswer(Approved: true, options?.IncludeUnowned ?? false)),
            cancellationToken))!;
    }

    /// <inheritdoc/>
    public async Task<RemovalResult?> RemoveIfApprovedAsync(
        string connectorName,
        RemoveOptions options,
        Func<RemovalQuestion, CancellationToken, Task<RemovalAnswer>> approve,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectorName);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(approve);
        var begun = NewContext(connectorName) with { ListsAllConnectors = true };
        return await AloneAsync(begun, () => InTimeAsync(begun, options.Timeout, async (context, token) =>
        {
            context.Progress("Reading what exists in AWS", 5);
            return await RemovalObservation.AtAsync(context, options, token) is var look
                && await look.ApproveAsync(options, approve, token) is { } removal
                ? await removal.RunAsync(token)
                : null;
        }, cancellationToken));
    }

    private (ProvisioningContext Context, DesiredState Desired) Begin(
        ConnectorSpec spec, CancellationToken cancellationToken, bool seesAdditions = false)
    {
        var desired = DesiredState.From(spec, cancellationToken);
        if (spec.Region != aws.Region)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"Region is '{spec.Region}', but the call is for '{aws.Region}'.",
                "Leave -Region out, or give the spec's Region.")
            {
                ConnectorName = spec.ConnectorName,
            };
        }

        return (
            NewContext(spec.ConnectorName) with
            {
                Configuration = desired.Configuration,
                SeesAdditions = seesAdditions,
            },
            desired);
    }

    private static KrakenException NoConnector(string connectorName, string region) => new(
        KrakenErrorKind.NotFound,
        $"There is no connector '{connectorName}' in {region}.",
        "Check the name, which is case sensitive, the region and the account.")
    {
        ConnectorName = connectorName,
    };

    /// <summary>Does work that must be done in time, with a context and a token that know it.</summary>
    private static async Task<T> InTimeAsync<T>(
        ProvisioningContext context,
        TimeSpan timeout,
        Func<ProvisioningContext, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(timeout, context.Clock, cancellationToken);
        var timed = context with { Deadline = deadline };
        return await GuardAsync(timed, () => work(timed, deadline.Token), cancellationToken);
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

    private ProvisioningContext NewContext(string connectorName) =>
        ProvisioningContext.For(connectorName, aws, observer, clock) with { Fleet = _fleet };

    private async Task<T> AloneAsync<T>(ProvisioningContext context, Func<Task<T>> work)
    {
        if (!_inWork.TryAdd(context.ConnectorName, true))
        {
            throw new KrakenException(
                KrakenErrorKind.Duplicate,
                $"The connector '{context.ConnectorName}' is processed twice at the same time.",
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
        catch (Exception e) when (e is not KrakenException && context.Deadline.HasStoppedWork)
        {
            throw ConnectorWaiter.Stopped(context);
        }
        catch (Exception e)
        {
            throw AwsErrors.Translate(e, context.ConnectorName, context.Scrub);
        }
    }
}
