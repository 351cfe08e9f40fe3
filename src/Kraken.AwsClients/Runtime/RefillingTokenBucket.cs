using Amazon.Runtime.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>
/// The bucket that limits how fast a throttled client sends. AWSSDK.Core 4.0.102 waits for a token without
/// refilling its bucket, so that a call after the first throttling waits 28 seconds and fails.
/// </summary>
internal class RefillingTokenBucket : TokenBucket
{
    protected override async Task WaitForTokenAsync(int delayMs, CancellationToken cancellationToken)
    {
        await DelayAsync(delayMs, cancellationToken);
        // Two callers that refill at once may lose a part of a token, no more.
        TokenBucketRefill();
    }

    protected virtual Task DelayAsync(int delayMs, CancellationToken cancellationToken) => Task.Delay(delayMs, cancellationToken);
}
