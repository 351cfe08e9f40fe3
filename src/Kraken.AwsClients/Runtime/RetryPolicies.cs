using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>Sets a client's retry policy up.</summary>
internal static class RetryPolicies
{
    /// <summary>Makes adaptive retry wait for its turn; other retry modes stay as they are.</summary>
    public static void Configure(RuntimePipeline pipeline, IClientConfig config)
    {
        if (config.RetryMode != RequestRetryMode.Adaptive)
            return;
        var policy = new PatientAdaptivePolicy(config, new TokenBucket());
        // An official client may know codes of its service's own, for example EC2ThrottledException.
        foreach (var code in pipeline.Handlers.OfType<RetryHandler>().SelectMany(handler => handler.RetryPolicy.ThrottlingErrorCodes))
        {
            if (!policy.ThrottlingErrorCodes.Contains(code))
                policy.ThrottlingErrorCodes.Add(code);
        }

        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(policy));
    }
}
