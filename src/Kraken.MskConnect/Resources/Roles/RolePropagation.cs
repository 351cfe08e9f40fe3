using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>
/// Repeats the call during the time in which a new role exists in IAM but MSK Connect cannot assume it yet.
/// </summary>
/// <remarks>
/// The text of the error is not documented, so it is never used to conclude that the role is the reason. The decision
/// uses the call (CreateConnector), the error code (a bad request; a missing permission has another code) and the
/// role's age: changes in IAM usually propagate within seconds, rarely in more than a minute, so a role older than two
/// minutes has propagated. A call that clearly failed for another reason is not repeated: <see
/// cref="CreationRefusal"/>.
/// </remarks>
internal static class RolePropagation
{
    /// <summary>The age from which on a role counts as known everywhere.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    /// <summary>Makes the call; repeats it while the refusal may be for the role's youth.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="trustAge">How long ago the role, or its trust policy, was made; null where that is not known.</param>
    /// <param name="call">The call to make.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <param name="judge">Says what a refusal is for where that is not the role; null for no such judgement.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.TimedOut"/>, or what the judge says.</exception>
    public static async Task<T> RetryAsync<T>(
        ProvisioningContext context,
        Func<TimeSpan?> trustAge,
        Func<Task<T>> call,
        CancellationToken cancellationToken,
        Func<BadRequestException, Task<KrakenException?>>? judge = null)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), context.Clock);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (BadRequestException e) when (Window - trustAge() is { } left && left > TimeSpan.Zero)
            {
                if (judge is not null && await judge(e) is { } other)
                    throw other;
                var words = e.Message.TrimEnd('.');
                if (context.Deadline.IsOver)
                    throw TimedOut(context, words, left, e);
                context.Waiting(
                    "Waiting until MSK Connect can assume the new role",
                    start: 45,
                    detail: ". Whether CreateConnector is refused for another reason "
                    + $"is known when the role is {Deadline.InWords(Window)} old, in {Deadline.InWords(left)}; "
                    + $"it says: {words}");
                await context.DelayAsync(backoff.Next(), cancellationToken);
            }
        }
    }

    private static KrakenException TimedOut(ProvisioningContext context, string words, TimeSpan left, Exception inner) => new(
        KrakenErrorKind.TimedOut,
        context.Scrub($"The connector '{context.ConnectorName}' was not accepted in "
            + $"{Deadline.InWords(context.Deadline.Timeout)}. CreateConnector says: {words}. Whether the cause is that its "
            + $"role is new is known in {Deadline.InWords(left)}."),
        "Run again: completed work is kept. If the error persists, correct what CreateConnector names.",
        context.Scrub(inner.ToString()) == inner.ToString() ? inner : null)
    {
        ConnectorName = context.ConnectorName,
    };
}
