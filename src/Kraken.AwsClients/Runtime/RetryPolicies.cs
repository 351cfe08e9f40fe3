using Amazon.Runtime.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>Teaches a client's retry policy the error codes of its service.</summary>
internal static class RetryPolicies
{
    public static void AddThrottlingError(RuntimePipeline pipeline, string code)
    {
        foreach (var handler in pipeline.Handlers.OfType<RetryHandler>())
            handler.RetryPolicy.ThrottlingErrorCodes.Add(code);
    }
}
