using System.Net;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.KafkaConnect;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Kraken.AwsClients.Runtime;

namespace Kraken.AwsClients.Tests.Wire;

public class RetryTests
{
    private readonly FakeHttp _http = new();

    [Fact]
    public async Task A_throttled_json_request_is_sent_again()
    {
        _http.Answer("""{"message":"Slow down."}""", HttpStatusCode.TooManyRequests, ("x-amzn-ErrorType", "TooManyRequestsException")).Answer("{}");
        var config = _http.Into(new AmazonKafkaConnectConfig());
        config.MaxErrorRetry = 1;
        using var client = new AmazonKafkaConnectClient(new BasicAWSCredentials("AKID", "secret"), config);

        await client.ListConnectorsAsync(new());

        Assert.Equal(2, _http.Sent.Count);
    }

    [Theory]
    [InlineData("RequestLimitExceeded")]
    [InlineData("EC2ThrottledException")]
    public async Task A_throttled_ec2_request_is_sent_again(string code)
    {
        _http.Answer($"<Response><Errors><Error><Code>{code}</Code></Error></Errors></Response>", HttpStatusCode.BadRequest)
            .Answer("<DescribeVpcsResponse/>");
        var config = _http.Into(new AmazonEC2Config());
        config.MaxErrorRetry = 1;
        config.RetryMode = RequestRetryMode.Adaptive;
        using var client = new PatientEC2Client(new BasicAWSCredentials("AKID", "secret"), config);

        await client.DescribeVpcsAsync(new());

        Assert.Equal(2, _http.Sent.Count);
    }

    [Fact]
    public async Task A_throttled_request_is_sent_again_under_adaptive_retry()
    {
        _http.Answer("<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>", HttpStatusCode.ServiceUnavailable)
            .Answer("<ListRolesResponse/>");
        var config = _http.Into(new AmazonIdentityManagementServiceConfig());
        config.MaxErrorRetry = 1;
        config.RetryMode = RequestRetryMode.Adaptive;
        using var client = new AmazonIdentityManagementServiceClient(new BasicAWSCredentials("AKID", "secret"), config);

        await client.ListRolesAsync();

        Assert.Equal(2, _http.Sent.Count);
    }

    [Theory]
    [InlineData(RequestRetryMode.Adaptive, true)]
    [InlineData(RequestRetryMode.Standard, false)]
    public void Every_client_waits_for_its_turn_under_adaptive_retry_alone(RequestRetryMode mode, bool patient)
    {
        var credentials = new BasicAWSCredentials("AKID", "secret");
        using var generated = new SeenKafkaConnect(credentials, Mode(new AmazonKafkaConnectConfig()));
        using var official = new SeenEC2(credentials, Mode(new AmazonEC2Config()));

        Assert.Equal((patient, patient), (IsPatient(generated.Pipeline), IsPatient(official.Pipeline)));

        T Mode<T>(T config) where T : ClientConfig
        {
            _http.Into(config).RetryMode = mode;
            return config;
        }

        static bool IsPatient(RuntimePipeline pipeline) =>
            Assert.Single(pipeline.Handlers.OfType<RetryHandler>()).RetryPolicy is PatientAdaptivePolicy;
    }

    [Fact]
    public async Task A_request_that_is_wrong_is_sent_once()
    {
        _http.Answer("""{"message":"Wrong."}""", HttpStatusCode.BadRequest, ("x-amzn-ErrorType", "BadRequestException"));
        var config = _http.Into(new AmazonKafkaConnectConfig());
        config.MaxErrorRetry = 3;
        using var client = new AmazonKafkaConnectClient(new BasicAWSCredentials("AKID", "secret"), config);

        await Assert.ThrowsAsync<Amazon.KafkaConnect.Model.BadRequestException>(() => client.ListConnectorsAsync(new()));

        Assert.Single(_http.Sent);
    }

    private sealed class SeenKafkaConnect(AWSCredentials credentials, AmazonKafkaConnectConfig config)
        : AmazonKafkaConnectClient(credentials, config)
    {
        public RuntimePipeline Pipeline => RuntimePipeline;
    }

    private sealed class SeenEC2(AWSCredentials credentials, AmazonEC2Config config) : PatientEC2Client(credentials, config)
    {
        public RuntimePipeline Pipeline => RuntimePipeline;
    }
}
