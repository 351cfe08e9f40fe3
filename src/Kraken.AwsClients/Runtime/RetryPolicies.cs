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
            pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new PatientAdaptivePolicy(config, new TokenBucket())));
        foreach (var handler in pipeline.Handlers.OfType<RetryHandler>())
        {
            foreach (var code in throttlingErrors)
                handler.RetryPolicy.ThrottlingErrorCodes.Add(code);
        }
    }
}
