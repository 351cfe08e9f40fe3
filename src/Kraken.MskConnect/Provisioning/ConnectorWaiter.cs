using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Diagnosis;

namespace Kraken.MskConnect.Provisioning;

/// <summary>Waits for a connector. Looks often at first, then every ten seconds.</summary>
internal static class ConnectorWaiter
{
    /// <summary>The delays between two looks at a connector.</summary>
    public static Backoff NewBackoff(ProvisioningContext context) =>
        new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10), context.Clock);

    /// <summary>Waits until the connector runs.</summary>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.ConnectorFailed"/>, with why; <see cref="KrakenErrorKind.TimedOut"/>;
    /// <see cref="KrakenErrorKind.NotFound"/>: it was deleted meanwhile.
    /// </exception>
    public static async Task<DescribeConnectorResponse> UntilRunningAsync(
        ProvisioningContext context, string arn, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetUtcNow();
        var backoff = NewBackoff(context);
        while (true)
        {
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
            var elapsed = context.Clock.GetUtcNow() - startedAt;
            if (state == ConnectorState.RUNNING)
                return connector;
            if (state == ConnectorState.FAILED)
            {
                throw await FailureReport.ForAsync(
                    context with { Configuration = context.Configuration ?? connector.ConnectorConfiguration },
                    connector,
                    cancellationToken);
            }

            if (state == ConnectorState.DELETING)
                throw Deleted(context, null);
            if (elapsed >= timeout)
                throw TimedOut(context, state, ConnectorState.RUNNING, timeout);

            context.Progress("Waiting until it runs", Percent(elapsed), state);
            await backoff.DelayAsync(cancellationToken);
        }
    }

    /// <summary>Waits until nobody makes or changes the connector any more, whatever comes of it.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.TimedOut"/>.</exception>
    public static async Task UntilSettledAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetUtcNow();
        var backoff = NewBackoff(context);
        while (true)
        {
            ConnectorState state;
            try
            {
                state = (await ConnectorLookup.DescribeAsync(context, arn, cancellationToken)).ConnectorState;
            }
            catch (NotFoundException)
            {
                return;
            }

            if (state != ConnectorState.CREATING && state != ConnectorState.UPDATING)
                return;
            if (context.Clock.GetUtcNow() - startedAt >= context.UpdateTimeout)
                throw TimedOut(context, state, ConnectorState.RUNNING, context.UpdateTimeout);
            context.Progress("Waiting until the work that is under way has ended", state: state);
            await backoff.DelayAsync(cancellationToken);
        }
    }

    /// <summary>Waits until the connector is gone, as long as the context allows.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.TimedOut"/>.</exception>
    public static async Task UntilGoneAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetUtcNow();
        var backoff = NewBackoff(context);
        while (true)
        {
            ConnectorState state;
            try
            {
                state = (await ConnectorLookup.DescribeAsync(context, arn, cancellationToken)).ConnectorState;
            }
            catch (NotFoundException)
            {
                return;
            }

            var elapsed = context.Clock.GetUtcNow() - startedAt;
            if (elapsed >= context.DeletionTimeout)
                throw TimedOut(context, state, "DELETED", context.DeletionTimeout);
            context.Progress("Waiting until it is gone", state: state);
            await backoff.DelayAsync(cancellationToken);
        }
    }

    // Creation takes some five to ten minutes, and nobody knows how long: the bar nears its end and never reaches it.
    private static int Percent(TimeSpan elapsed) => 50 + (int)(45 * (1 - Math.Exp(-elapsed.TotalMinutes / 5)));

    private static string Elapsed(TimeSpan elapsed) =>
        elapsed.TotalMinutes < 1 ? $"{elapsed.TotalSeconds:0} s" : $"{(int)elapsed.TotalMinutes} min {elapsed.Seconds} s";

    /// <summary>The error of a connector that somebody deletes under us.</summary>
    public static KrakenException Deleted(ProvisioningContext context, Exception? inner) => new(
        KrakenErrorKind.NotFound,
        $"The connector '{context.ConnectorName}' is being deleted, or was, while it was waited for.",
        "Find out who deletes it, then run again.",
        inner)
    {
        ConnectorName = context.ConnectorName,
    };

    /// <summary>The error of a wait that was too short.</summary>
    public static KrakenException TimedOut(ProvisioningContext context, string state, string wanted, TimeSpan timeout) =>
        new(
            KrakenErrorKind.TimedOut,
            $"The connector '{context.ConnectorName}' is {state} and not {wanted} after {Elapsed(timeout)}.",
            "MSK Connect goes on working on it: wait again, with a longer timeout, or look at the connector's log.")
        {
            ConnectorName = context.ConnectorName,
        };
}
