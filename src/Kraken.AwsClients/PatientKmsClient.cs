using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Kraken.AwsClients.Runtime;

namespace Kraken.AwsClients;

/// <summary>
/// The official KMS client, which waits for its turn where many calls are throttled together.
/// </summary>
/// <param name="credentials">Whose name the calls are made in.</param>
/// <param name="config">The client's configuration.</param>
public class PatientKmsClient(AWSCredentials credentials, AmazonKeyManagementServiceConfig config)
    : AmazonKeyManagementServiceClient(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        RetryPolicies.Configure(pipeline, Config);
    }
}
