namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// When to look again at work of AWS whose length nobody knows: often at first, then later and later, so that its end is
/// seen late by no more than a sixteenth of the time that it took, or by ten seconds.
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
