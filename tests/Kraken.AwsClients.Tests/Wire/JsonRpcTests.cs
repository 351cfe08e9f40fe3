using System.Net;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Amazon.SecretsManager;

namespace Kraken.AwsClients.Tests.Wire;

/// <summary>The json 1.1 protocol, on CloudWatch Logs and Secrets Manager.</summary>
public class JsonRpcTests
{
    private readonly FakeHttp _http = new();

    private AmazonCloudWatchLogsClient Logs => new(new BasicAWSCredentials("AKID", "secret"), _http.Into(new AmazonCloudWatchLogsConfig()));

    [Fact]
    public async Task A_request_names_its_operation_in_a_header()
    {
        _http.Answer("");

        await Logs.CreateLogGroupAsync(new() { LogGroupName = "/a", Tags = new() { ["env"] = "dev" } });

        var sent = Assert.Single(_http.Sent);
        Assert.Equal(HttpMethod.Post, sent.Method);
        Assert.Equal("https://logs.us-east-1.amazonaws.com/", sent.Uri.AbsoluteUri);
        Assert.Equal("Logs_20140328.CreateLogGroup", sent.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", sent.Headers["Content-Type"]);
        Assert.Equal("us-east-1/logs", sent.SignedFor);
        Assert.Equal("""{"logGroupName":"/a","tags":{"env":"dev"}}""", sent.Body);
    }

    [Fact]
    public async Task A_request_without_members_is_an_empty_object()
    {
        _http.Answer("""{"logGroups":[]}""");

        await Logs.DescribeLogGroupsAsync();

        Assert.Equal("{}", Assert.Single(_http.Sent).Body);
    }

    [Fact]
    public async Task Milliseconds_on_the_wire_are_times_in_code()
    {
        _http.Answer("""{"events":[{"timestamp":1631614272345,"message":"m","ingestionTime":0}],"nextForwardToken":"f"}""");
        var start = new DateTime(2021, 9, 14, 10, 11, 12, 345, DateTimeKind.Utc);

        var response = await Logs.GetLogEventsAsync(new() { LogGroupName = "/a", LogStreamName = "s", StartTime = start, StartFromHead = true });

        Assert.Equal("""{"logGroupName":"/a","logStreamName":"s","startFromHead":true,"startTime":1631614272345}""", Assert.Single(_http.Sent).Body);
        Assert.Equal(start, response.Events[0].Timestamp);
        Assert.Equal(DateTimeKind.Utc, response.Events[0].Timestamp!.Value.Kind);
        Assert.Equal(DateTime.UnixEpoch, response.Events[0].IngestionTime);
    }

    [Fact]
    public async Task Seconds_on_the_wire_are_times_in_code_and_maps_hold_lists()
    {
        _http.Answer("""{"ARN":"arn:s","CreatedDate":1.631614272345E9,"VersionIdsToStages":{"v1":["AWSCURRENT","x"]},"Tags":[{"Key":"k","Value":"v"}]}""");
        using var secrets = new AmazonSecretsManagerClient(new BasicAWSCredentials("AKID", "secret"), _http.Into(new AmazonSecretsManagerConfig()));

        var secret = await secrets.DescribeSecretAsync(new() { SecretId = "s" });

        Assert.Equal("secretsmanager.DescribeSecret", Assert.Single(_http.Sent).Headers["X-Amz-Target"]);
        Assert.Equal(new DateTime(2021, 9, 14, 10, 11, 12, 345, DateTimeKind.Utc), secret.CreatedDate);
        Assert.Equal(["AWSCURRENT", "x"], secret.VersionIdsToStages["v1"]);
        Assert.Equal("v", secret.Tags[0].Value);
        Assert.Null(secret.DeletedDate);
    }

    [Fact]
    public async Task A_modelled_error_has_its_own_type()
    {
        _http.Answer(
            """{"__type":"ResourceAlreadyExistsException","message":"The specified log group already exists"}""",
            HttpStatusCode.BadRequest,
            ("x-amzn-RequestId", "req-1"));

        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => Logs.CreateLogGroupAsync(new() { LogGroupName = "/a" }));

        Assert.Equal(("ResourceAlreadyExistsException", "The specified log group already exists", "req-1"), (error.ErrorCode, error.Message, error.RequestId));
    }

    [Fact]
    public async Task An_error_whose_shape_is_no_exception_by_name_has_its_own_type()
    {
        _http.Answer("""{"__type":"InternalServiceError","Message":"later"}""", HttpStatusCode.InternalServerError);
        using var secrets = new AmazonSecretsManagerClient(new BasicAWSCredentials("AKID", "secret"), _http.Into(new AmazonSecretsManagerConfig()));

        await Assert.ThrowsAsync<Amazon.SecretsManager.Model.InternalServiceErrorException>(() => secrets.DescribeSecretAsync(new() { SecretId = "s" }));
    }
}
