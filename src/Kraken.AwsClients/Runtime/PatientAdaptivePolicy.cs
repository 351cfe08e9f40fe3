using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>
/// Adaptive retry that waits for its turn. AWSSDK.Core, 4.1.0 too, gives up after 15 attempts to get a token, so that
/// of many concurrent calls that are throttled together most may fail, although each would have its turn in time.
/// </summary>
internal sealed class PatientAdaptivePolicy : AdaptiveRetryPolicy
{
    public PatientAdaptivePolicy(IClientConfig config, TokenBucket bucket)
        : base(config) => TokenBucket = bucket;

    public override async Task ObtainSendTokenAsync(IExecutionContext executionContext, Exception exception)
    {
        var context = executionContext.RequestContext;
        if (context.ClientConfig.FastFailRequests)
        {
            await base.ObtainSendTokenAsync(executionContext, exception);
            return;
        }

        while (!await TokenBucket.TryAcquireTokenAsync(1, failFast: false, context.CancellationToken))
        {
        }
    }
}
