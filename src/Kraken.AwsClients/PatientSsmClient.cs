using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SimpleSystemsManagement;
using Kraken.AwsClients.Runtime;

namespace Kraken.AwsClients;

/// <summary>
/// The official Systems Manager client, which waits for its turn where many calls are throttled together.
/// </summary>
/// <param name="credentials">Whose name the calls are made in.</param>
/// <param name="config">The client's configuration.</param>
public class PatientSsmClient(AWSCredentials credentials, AmazonSimpleSystemsManagementConfig config)
    : AmazonSimpleSystemsManagementClient(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        RetryPolicies.Configure(pipeline, Config);
    }
}
