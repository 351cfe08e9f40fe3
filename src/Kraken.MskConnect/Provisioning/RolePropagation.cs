using Amazon.KafkaConnect.Model;

namespace Kraken.MskConnect.Provisioning;

/// <summary>Rides out the time in which IAM has a new role and MSK Connect cannot assume it yet.</summary>
/// <remarks>
/// The refusal's words are documented nowhere, so they decide nothing. Decisive are the call (CreateConnector), the
/// error's code (a bad request; a want of permission has another) and the role's age: IAM's changes reach all its
/// readers within seconds, rarely in more than a minute, so a role older than two minutes has arrived.
/// </remarks>
internal static class RolePropagation
{
    /// <summary>The age from which on a role counts as known everywhere.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    /// <summary>Makes the call; repeats it while the refusal may be for the role's youth.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="trustedSince">When the role, or its trust policy, was made; null where that is not known.</param>
    /// <param name="call">The call to make.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public static async Task<T> RetryAsync<T>(
        ProvisioningContext context, DateTimeOffset? trustedSince, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), context.Clock);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (BadRequestException e) when (IsYoung(trustedSince, context.Clock))
            {
                context.Progress(
                    $"Waiting until MSK Connect can assume the new role; CreateConnector says: {e.Message.TrimEnd('.')}", 45);
                await backoff.DelayAsync(cancellationToken);
            }
        }
    }

    private static bool IsYoung(DateTimeOffset? trustedSince, TimeProvider clock) =>
        trustedSince is { } at && clock.GetUtcNow() - at < Window;
}
