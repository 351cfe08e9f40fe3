using System.Net;
using Amazon.EC2;
using Amazon.KafkaConnect;
using Amazon.Runtime;

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
        using var client = new AmazonEC2Client(new BasicAWSCredentials("AKID", "secret"), config);

        await client.DescribeVpcsAsync();

        Assert.Equal(2, _http.Sent.Count);
    }

    [Fact]
    public async Task A_throttled_request_is_sent_again_under_adaptive_retry()
    {
        _http.Answer("<Response><Errors><Error><Code>RequestLimitExceeded</Code></Error></Errors></Response>", HttpStatusCode.ServiceUnavailable)
            .Answer("<DescribeVpcsResponse/>");
        var config = _http.Into(new AmazonEC2Config());
        config.MaxErrorRetry = 1;
        config.RetryMode = RequestRetryMode.Adaptive;
        using var client = new AmazonEC2Client(new BasicAWSCredentials("AKID", "secret"), config);

        await client.DescribeVpcsAsync();

        Assert.Equal(2, _http.Sent.Count);
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
}
