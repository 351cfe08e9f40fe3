using Amazon.Runtime;

namespace Kraken.MskConnect.Reconciling;

/// <summary>Delays that double from the first to the longest one.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider clock)
{
    private TimeSpan _next = first;

    /// <summary>Waits for the next delay.</summary>
    public Task DelayAsync(CancellationToken cancellationToken)
    {
        var delay = Next();
        return Task.Delay(delay, clock, cancellationToken);
    }

    /// <summary>Takes the next delay without waiting for it.</summary>
    public TimeSpan Next()
    {
        var delay = _next;
        _next = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, longest.Ticks));
        return delay;
    }

    /// <summary>
    /// Repeats a call while AWS does not know yet what it has just made itself: IAM, EC2 and CloudWatch Logs are
    /// eventually consistent. Half a minute at most.
    /// </summary>
    public static async Task<T> UntilKnownAsync<T>(
        Func<Task<T>> call,
        Func<AmazonServiceException, bool> isUnknown,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(8), clock);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (AmazonServiceException e) when (isUnknown(e) && attempt < 7)
            {
                await backoff.DelayAsync(cancellationToken);
            }
        }
    }
}
