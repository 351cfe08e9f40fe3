using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>Sets a client's retry policy up for its service.</summary>
internal static class RetryPolicies
{
    /// <summary>Makes retries with adaptive rates work, and adds error codes that mean throttling to those the core knows.</summary>
    public static void Configure(RuntimePipeline pipeline, IClientConfig config, params string[] throttlingErrors)
    {
        if (config.RetryMode == RequestRetryMode.Adaptive)
            pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new RefillingAdaptivePolicy(config)));
        foreach (var handler in pipeline.Handlers.OfType<RetryHandler>())
        {
            foreach (var code in throttlingErrors)
                handler.RetryPolicy.ThrottlingErrorCodes.Add(code);
        }
    }

    private sealed class RefillingAdaptivePolicy : AdaptiveRetryPolicy
    {
        public RefillingAdaptivePolicy(IClientConfig config)
            : base(config) => TokenBucket = new RefillingTokenBucket();
    }

    // AWSSDK.Core 4.0.102 waits for a token without refilling the bucket: once throttled at a low rate, a call
    // waits 28 seconds and fails. Two callers that refill at once may lose a token, no more.
    private sealed class RefillingTokenBucket : TokenBucket
    {
        protected override async Task WaitForTokenAsync(int delayMs, CancellationToken cancellationToken)
        {
            await base.WaitForTokenAsync(delayMs, cancellationToken);
            TokenBucketRefill();
        }
    }
}
