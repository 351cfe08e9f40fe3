using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Kraken.AwsClients.Runtime;

namespace Kraken.AwsClients;

/// <summary>
/// The official S3 client, mended as <see cref="PatientEC2Client"/> is. With its retries replaced it also does not go on by
/// itself to the region of a bucket that is elsewhere: the answer that names that region is an error, and one call stays
/// one request.
/// </summary>
/// <param name="credentials">Whose name the calls are made in.</param>
/// <param name="config">The client's configuration.</param>
public class PatientS3Client(AWSCredentials credentials, AmazonS3Config config)
    : AmazonS3Client(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        RetryPolicies.Configure(pipeline, Config);
        pipeline.AddHandlerBefore<Unmarshaller>(new UnreadableResponseHandler());
    }
}
