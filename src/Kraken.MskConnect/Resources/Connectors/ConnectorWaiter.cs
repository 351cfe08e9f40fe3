using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>
/// Waits for a connector. The connectors of a fleet are polled together, with one list call, until their state changes.
/// </summary>
internal static class ConnectorWaiter
{
    /// <summary>Waits until the connector runs or is paused, or until it is just one of them.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="arn">The connector.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <param name="wanted">RUNNING or PAUSED; null for whichever comes.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.ConnectorFailed"/>, with why; <see cref="KrakenErrorKind.TimedOut"/>;
    /// <see cref="KrakenErrorKind.NotFound"/>: it was deleted meanwhile; <see cref="KrakenErrorKind.RequestRefused"/>: it
    /// is the other one, and nobody is at work to change that.
    /// </exception>
    public static Task<DescribeConnectorResponse> UntilAtRestAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken, ConnectorState? wanted = null) =>
        context.WhileAwsWorksAsync(() => LookUntilAtRestAsync(context, arn, wanted, cancellationToken));

    /// <summary>Waits until nobody makes or changes the connector any more, whatever comes of it.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.TimedOut"/>.</exception>
    public static Task UntilSettledAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken) =>
        context.WhileAwsWorksAsync(() => LookUntilSettledAsync(context, arn, cancellationToken));

    /// <summary>Waits until the connector is gone.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.TimedOut"/>.</exception>
    public static Task UntilGoneAsync(ProvisioningContext context, string arn, CancellationToken cancellationToken) =>
        context.WhileAwsWorksAsync(() => LookUntilGoneAsync(context, arn, cancellationToken));

    private static async Task<DescribeConnectorResponse> LookUntilAtRestAsync(
        ProvisioningContext context, string arn, ConnectorState? wanted, CancellationToken cancellationToken)
    {
        var until = wanted == ConnectorState.PAUSED ? "Waiting until it is paused" : "Waiting until it is running";
        var nobodyAtWork = false;
        var start = context.Clock.GetTimestamp();
        var interval = new PollInterval(context.Clock);
        while (true)
        {
            var elapsed = context.Clock.GetElapsedTime(start);
            if (!context.Deadline.IsOver && await IsListedAsync(context, arn, ConnectorState.CREATING, interval, cancellationToken))
            {
                context.Waiting(until, elapsed, start: 50, ConnectorState.CREATING);
                await interval.DelayAsync(context, cancellationToken);
                continue;
            }

            DescribeConnectorResponse connector;
            try
            {
                connector = await ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
            }
            catch (NotFoundException e)
            {
                throw Deleted(context, e);
            }

            var state = connector.ConnectorState;
            if (wanted is null ? ConnectorStates.IsAtRest(state) : state == wanted)
                return connector;
            if (state == ConnectorState.FAILED)
            {
                context.Progress("Looking why it failed", state: state);
                throw await FailureError.OfFailedAsync(
                    context with { Configuration = context.Configuration ?? connector.ConnectorConfiguration },
                    connector,
                    cancellationToken);
            }

            if (state == ConnectorState.DELETING)
                throw Deleted(context, null);
            if (context.Deadline.IsOver)
                throw await UnfinishedConnector.ErrorAsync(context, connector, wanted ?? ConnectorState.RUNNING);
            if (ConnectorStates.IsAtRest(state))
            {
                // Twice, since an operation that began or ended between the two calls is no reason to give up.
                var isIdle = await IsIdleAsync(context, arn, cancellationToken);
                if (isIdle && nobodyAtWork)
                    throw NotComing(context, state, wanted!);
                nobodyAtWork = isIdle;
            }

            context.Waiting(until, elapsed, start: 50, state);
            await interval.DelayAsync(context, cancellationToken);
        }
    }

    private static async Task LookUntilSettledAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        var start = context.Clock.GetTimestamp();
        var interval = new PollInterval(context.Clock);
        while (true)
        {
            DescribeConnectorResponse connector;
            try
            {
                connector = await ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
            }
            catch (NotFoundException)
            {
                return;
            }

            var state = connector.ConnectorState;
            if (!ConnectorStates.IsInWork(state))
                return;
            if (context.Deadline.IsOver)
                throw await UnfinishedConnector.ErrorAsync(context, connector, ConnectorState.RUNNING);
            context.Waiting("Waiting until the operation in progress ends", context.Clock.GetElapsedTime(start), start: 5, state);
            await interval.DelayAsync(context, cancellationToken);
        }
    }

    private static async Task LookUntilGoneAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        const string Until = "Waiting until it is deleted";
        var start = context.Clock.GetTimestamp();
        var interval = new PollInterval(context.Clock);
        while (true)
        {
            if (!context.Deadline.IsOver
                && await IsListedAsync(context, arn, ConnectorState.DELETING, interval, cancellationToken))
            {
                context.Waiting(Until, context.Clock.GetElapsedTime(start), start: 10, ConnectorState.DELETING);
                await interval.DelayAsync(context, cancellationToken);
                continue;
            }

            ConnectorState state;
            try
            {
                state = (await ConnectorLookup.DescribeAsync(context, arn, cancellationToken)).ConnectorState;
            }
            catch (NotFoundException)
            {
                return;
            }

            if (context.Deadline.IsOver)
                throw TimedOut(context, state, "DELETED");
            context.Waiting(Until, context.Clock.GetElapsedTime(start), start: 10, state);
            await interval.DelayAsync(context, cancellationToken);
        }
    }

    /// <summary>Whether a list for the whole fleet, hardly older than a look of its own, has the connector in that state.</summary>
    private static async Task<bool> IsListedAsync(
        ProvisioningContext context, string arn, ConnectorState state, PollInterval interval, CancellationToken cancellationToken) =>
        context.Fleet is { } fleet
        && await ConnectorInventory.Of(fleet).AllAsync(cancellationToken, interval.Delay / 4) is { } connectors
        && connectors.Any(c => c.ConnectorArn == arn && c.ConnectorState == state);

    private static async Task<bool> IsIdleAsync(ProvisioningContext context, string arn, CancellationToken cancellationToken) =>
        await ConnectorOperations.NewestAsync(context, arn, cancellationToken) is not { } newest
        || ConnectorOperations.HasEnded(newest.ConnectorOperationState);

    private static KrakenException NotComing(ProvisioningContext context, ConnectorState state, ConnectorState wanted) => new(
        KrakenErrorKind.RequestRefused,
        $"The connector '{context.ConnectorName}' is {state} and does not become {wanted}: no operation on it is in progress.",
        wanted == ConnectorState.PAUSED
            ? "Pause it with Suspend-KrakenMskConnector."
            : "Resume it with Resume-KrakenMskConnector.")
    {
        ConnectorName = context.ConnectorName,
    };

    /// <summary>The error of work that was stopped in the middle of a call, since its time was over.</summary>
    public static KrakenException Stopped(ProvisioningContext context) => new(
        KrakenErrorKind.TimedOut,
        $"Connector '{context.ConnectorName}': the timeout ended the work after {Deadline.InWords(context.Deadline.Timeout)}"
        + (context.LastCall is { } call ? $"; the last call was {call}." : "."),
        "Run again, with a longer timeout: completed work is kept.")
    {
        ConnectorName = context.ConnectorName,
    };

    /// <summary>The error of a connector that somebody deletes under us.</summary>
    public static KrakenException Deleted(ProvisioningContext context, Exception? inner) => new(
        KrakenErrorKind.NotFound,
        $"The connector '{context.ConnectorName}' is being deleted or was deleted during the wait.",
        "Find out who deletes it, then run again.",
        inner)
    {
        ConnectorName = context.ConnectorName,
    };

    /// <summary>The error of a wait that was too short.</summary>
    public static KrakenException TimedOut(ProvisioningContext context, string state, string wanted) =>
        new(
            KrakenErrorKind.TimedOut,
            $"The connector '{context.ConnectorName}' is {state} and not {wanted} after {Deadline.InWords(context.Deadline.Timeout)}.",
            "MSK Connect continues to work on it. Wait again with a longer timeout, or read the connector's log.")
        {
            ConnectorName = context.ConnectorName,
        };
}
