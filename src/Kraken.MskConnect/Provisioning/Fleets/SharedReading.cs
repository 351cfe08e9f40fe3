using Amazon.Runtime;

namespace Kraken.MskConnect.Provisioning.Fleets;

/// <summary>
/// Something that AWS is asked for once for all connectors of a fleet, and anew where what it said has become old.
/// </summary>
/// <param name="context">The fleet's context.</param>
/// <param name="read">Asks AWS.</param>
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
    private DateTimeOffset _since;

    /// <summary>What AWS said; null where it did not, so that each connector must ask for itself.</summary>
    public async Task<T?> GetAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await Current(cancellationToken).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // It was another connector's work that was to end, and this one goes on.
            }
        }
    }

    private Task<T?> Current(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = context.Clock.GetUtcNow();
            if (_reading is null or { IsFaulted: true } or { IsCanceled: true } || now - _since > LongestAge)
                (_reading, _since) = (ReadAsync(cancellationToken), now);
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
            context.Detail($"A list is not to be had ({e.ErrorCode}); each connector asks for itself");
            return null;
        }
    }
}
