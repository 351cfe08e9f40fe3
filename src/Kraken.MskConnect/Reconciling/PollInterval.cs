namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// The interval at which to poll an AWS operation of unknown duration. It grows with time, so that the end of the
/// operation is noticed with a delay of at most a sixteenth of its duration, or ten seconds.
/// </summary>
/// <param name="clock">Tells the time and delays.</param>
internal sealed class PollInterval(TimeProvider clock)
{
    private const int Share = 16;

    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(10);

    private readonly long _start = clock.GetTimestamp();

    /// <summary>The time from one look to the next one, now.</summary>
    public TimeSpan Delay
    {
        get
        {
            var delay = clock.GetElapsedTime(_start) / Share;
            return delay < _shortest ? _shortest : delay > _longest ? _longest : delay;
        }
    }

    /// <summary>Waits until the next look, or until there is no time left.</summary>
    public Task DelayAsync(ProvisioningContext context, CancellationToken cancellationToken) =>
        context.DelayAsync(Delay, cancellationToken);
}
