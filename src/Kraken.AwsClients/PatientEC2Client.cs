using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Kraken.AwsClients.Runtime;

namespace Kraken.AwsClients;

/// <summary>
/// The official EC2 client, mended where generated clients are better: of many calls that are throttled together each
/// waits for its turn, and an answer that is no XML is an error of the SDK.
/// </summary>
/// <param name="credentials">Whose name the calls are made in.</param>
/// <param name="config">The client's configuration.</param>
public class PatientEC2Client(AWSCredentials credentials, AmazonEC2Config config) : AmazonEC2Client(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        RetryPolicies.Configure(pipeline, Config);
        pipeline.AddHandlerBefore<Unmarshaller>(new UnreadableResponseHandler());
    }
}
