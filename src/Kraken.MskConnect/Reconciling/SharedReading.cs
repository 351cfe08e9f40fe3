using Amazon.Runtime;

namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// Data that is read from AWS once for all connectors of a fleet, and read again when it is out of date.
/// </summary>
/// <param name="context">The fleet's context.</param>
/// <param name="read">Reads it from AWS.</param>
internal sealed class SharedReading<T>(ProvisioningContext context, Func<CancellationToken, Task<T?>> read)
    where T : class
{
    /// <summary>
    /// How old a reading may be when a connector's work is decided by it. Long enough for the list calls of any fleet,
    /// short against the minutes in which a fleet's connectors are made one after another.
    /// </summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private Task<T?>? _reading;
    private long _since;

    /// <summary>What AWS said; null where it did not, so that each connector must ask for itself.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="longestAge">How old it may be; null for <see cref="LongestAge"/>.</param>
    public async Task<T?> GetAsync(CancellationToken cancellationToken, TimeSpan? longestAge = null)
    {
        while (true)
        {
            try
            {
                return await Current(longestAge ?? LongestAge, cancellationToken).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // It was another connector's work that was to end, and this one goes on.
            }
        }
    }

    private Task<T?> Current(TimeSpan longestAge, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // A list that was refused is not asked for at every look.
            var longest = _reading is { IsCompletedSuccessfully: true, Result: null } ? LongestAge : longestAge;
            if (_reading is null or { IsFaulted: true } or { IsCanceled: true } || context.Clock.GetElapsedTime(_since) > longest)
                (_reading, _since) = (ReadAsync(cancellationToken), context.Clock.GetTimestamp());
            return _reading;
        }
    }

    private async Task<T?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await read(cancellationToken);
        }
        catch (AmazonServiceException e) when ((int)e.StatusCode >= 400)
        {
            // The caller may lack the permission to list, and have that for the single resources; and where the list
            // fails for a passing reason, that must not fail every connector.
            context.Detail($"A list call is denied ({e.ErrorCode}), so each connector makes its own calls");
            return null;
        }
    }
}
