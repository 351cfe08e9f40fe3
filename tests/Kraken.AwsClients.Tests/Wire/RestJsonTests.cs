using System.Net;
using System.Text.Json.Nodes;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;

namespace Kraken.AwsClients.Tests.Wire;

/// <summary>The rest-json protocol, on KafkaConnect and Kafka.</summary>
public class RestJsonTests
{
    private const string Arn = "arn:aws:kafkaconnect:us-east-1:123456789012:connector/orders/6f0c-1";

    private readonly FakeHttp _http = new();

    private AmazonKafkaConnectClient Client => new(new BasicAWSCredentials("AKID", "secret"), _http.Into(new AmazonKafkaConnectConfig()));

    [Fact]
    public async Task A_request_is_a_signed_post_with_a_json_body()
    {
        _http.Answer("""{"connectorArn":"arn:c","connectorName":"orders","connectorState":"CREATING"}""");

        await Client.CreateConnectorAsync(new CreateConnectorRequest
        {
            ConnectorName = "orders",
            ConnectorConfiguration = new() { ["tasks.max"] = "1" },
            KafkaConnectVersion = "2.7.1",
            Capacity = new()
            {
                AutoScaling = new()
                {
                    McuCount = 1,
                    MinWorkerCount = 1,
                    MaxWorkerCount = 2,
                    ScaleInPolicy = new() { CpuUtilizationPercentage = 20 },
                },
            },
            KafkaCluster = new()
            {
                ApacheKafkaCluster = new() { BootstrapServers = "b-1:9098", Vpc = new() { SecurityGroups = [], Subnets = ["subnet-1", "subnet-2"] } },
            },
            KafkaClusterClientAuthentication = new() { AuthenticationType = KafkaClusterClientAuthenticationType.IAM },
            LogDelivery = new() { WorkerLogDelivery = new() { CloudWatchLogs = new() { Enabled = true, LogGroup = "/a" } } },
            Plugins = [new() { CustomPlugin = new() { CustomPluginArn = "arn:p", Revision = 3L } }],
        });

        var sent = Assert.Single(_http.Sent);
        Assert.Equal(HttpMethod.Post, sent.Method);
        Assert.Equal("https://kafkaconnect.us-east-1.amazonaws.com/v1/connectors", sent.Uri.AbsoluteUri);
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKID/", sent.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("us-east-1/kafkaconnect", sent.SignedFor);
        Assert.True(sent.Headers.ContainsKey("X-Amz-Date"));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {
                  "connectorName": "orders",
                  "connectorConfiguration": { "tasks.max": "1" },
                  "kafkaConnectVersion": "2.7.1",
                  "capacity": { "autoScaling": { "mcuCount": 1, "minWorkerCount": 1, "maxWorkerCount": 2, "scaleInPolicy": { "cpuUtilizationPercentage": 20 } } },
                  "kafkaCluster": { "apacheKafkaCluster": { "bootstrapServers": "b-1:9098", "vpc": { "securityGroups": [], "subnets": ["subnet-1", "subnet-2"] } } },
                  "kafkaClusterClientAuthentication": { "authenticationType": "IAM" },
                  "logDelivery": { "workerLogDelivery": { "cloudWatchLogs": { "enabled": true, "logGroup": "/a" } } },
                  "plugins": [ { "customPlugin": { "customPluginArn": "arn:p", "revision": 3 } } ]
                }
                """),
            JsonNode.Parse(sent.Body)),
            sent.Body);
    }

    [Fact]
    public async Task A_member_of_the_path_is_one_escaped_segment()
    {
        _http.Answer("{}");

        await Client.DescribeConnectorAsync(new() { ConnectorArn = Arn });

        var sent = Assert.Single(_http.Sent);
        Assert.Equal(HttpMethod.Get, sent.Method);
        Assert.Equal(
            "/v1/connectors/arn%3Aaws%3Akafkaconnect%3Aus-east-1%3A123456789012%3Aconnector%2Forders%2F6f0c-1",
            sent.Uri.AbsolutePath);
        Assert.Equal("", sent.Body);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_missing_member_of_the_path_is_an_error_that_names_it(string? arn)
    {
        var error = await Assert.ThrowsAsync<AmazonClientException>(() => Client.DescribeConnectorAsync(new() { ConnectorArn = arn }));

        Assert.Contains("ConnectorArn of DescribeConnectorRequest", error.Message, StringComparison.Ordinal);
        Assert.Empty(_http.Sent);
    }

    [Fact]
    public async Task Members_go_to_the_query_and_the_body_where_the_model_says_so()
    {
        _http.Answer("{}");

        await Client.UpdateConnectorAsync(new()
        {
            ConnectorArn = Arn,
            CurrentVersion = "K 1/2",
            ConnectorConfiguration = new() { ["a"] = "ü\"b" },
        });

        var sent = Assert.Single(_http.Sent);
        Assert.Equal(HttpMethod.Put, sent.Method);
        Assert.Equal("?currentVersion=K%201%2F2", sent.Uri.Query);
        Assert.Equal("ü\"b", JsonNode.Parse(sent.Body)!["connectorConfiguration"]!["a"]!.GetValue<string>());
        Assert.Single(JsonNode.Parse(sent.Body)!.AsObject());
    }

    [Fact]
    public async Task Numbers_and_lists_go_to_the_query()
    {
        _http.Answer("{}").Answer("");

        await Client.ListConnectorsAsync(new() { MaxResults = 100, ConnectorNamePrefix = "or" });
        await Client.UntagResourceAsync(new() { ResourceArn = "arn:r", TagKeys = ["env", "team"] });

        Assert.Equal("?connectorNamePrefix=or&maxResults=100", _http.Sent[0].Uri.Query);
        Assert.Equal("?tagKeys=env&tagKeys=team", _http.Sent[1].Uri.Query);
        Assert.Equal(HttpMethod.Delete, _http.Sent[1].Method);
    }

    [Fact]
    public async Task A_flag_goes_to_the_query()
    {
        _http.Answer("""{"connectorArn":"arn:c","connectorOperationArn":"arn:o"}""");
        _http.Answer("{}");

        var answer = await Client.RestartConnectorAsync(new() { ConnectorArn = Arn, OnlyFailedTasks = true });
        await Client.RestartConnectorAsync(new() { ConnectorArn = Arn });

        Assert.Equal("arn:o", answer.ConnectorOperationArn);
        Assert.Equal(HttpMethod.Post, _http.Sent[0].Method);
        Assert.EndsWith("/restart?onlyFailedTasks=true", _http.Sent[0].Uri.AbsoluteUri, StringComparison.Ordinal);
        Assert.EndsWith("/restart", _http.Sent[1].Uri.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_the_model_does_not_know_passes_through()
    {
        _http.Answer("""{"connectorState":"HIBERNATING","networkType":"IPV9"}""");
        _http.Answer("""{"connectorOperations":[{"connectorOperationType":"HIBERNATE_CONNECTOR","connectorOperationState":"HIBERNATE_COMPLETE"}]}""");
        _http.Answer("{}");

        var connector = await Client.DescribeConnectorAsync(new() { ConnectorArn = Arn });
        var operations = await Client.ListConnectorOperationsAsync(new() { ConnectorArn = Arn });
        await Client.CreateConnectorAsync(new() { KafkaClusterClientAuthentication = new() { AuthenticationType = "SCRAM" } });

        Assert.Equal("HIBERNATING", connector.ConnectorState.Value);
        Assert.NotEqual(ConnectorState.RUNNING, connector.ConnectorState);
        Assert.Equal("IPV9", connector.NetworkType.Value);
        var operation = Assert.Single(operations.ConnectorOperations);
        Assert.Equal("HIBERNATE_CONNECTOR", operation.ConnectorOperationType.Value);
        Assert.Equal("HIBERNATE_COMPLETE", operation.ConnectorOperationState.Value);
        Assert.Contains("\"SCRAM\"", _http.Sent[2].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_is_read_with_all_its_kinds_of_members()
    {
        _http.Answer(
            """
            {
              "connectorArn": "arn:c",
              "connectorState": "RUNNING",
              "creationTime": "2021-09-14T10:11:12.345Z",
              "connectorConfiguration": { "tasks.max": "1", "topics": "a,b" },
              "capacity": { "autoScaling": { "mcuCount": 2, "maxAutoscalingTaskCount": null } },
              "logDelivery": { "workerLogDelivery": { "cloudWatchLogs": { "enabled": false } } },
              "plugins": [ { "customPlugin": { "customPluginArn": "arn:p", "revision": 9007199254740993 } } ],
              "somethingNew": { "deep": [1, { "er": null }] },
              "workerConfiguration": null
            }
            """,
            headers: ("x-amzn-RequestId", "req-1"));

        var connector = await Client.DescribeConnectorAsync(new() { ConnectorArn = Arn });

        Assert.Equal("arn:c", connector.ConnectorArn);
        Assert.Equal(ConnectorState.RUNNING, connector.ConnectorState);
        Assert.Equal(new DateTime(2021, 9, 14, 10, 11, 12, 345, DateTimeKind.Utc), connector.CreationTime);
        Assert.Equal(DateTimeKind.Utc, connector.CreationTime!.Value.Kind);
        Assert.Equal("a,b", connector.ConnectorConfiguration["topics"]);
        Assert.Equal(2, connector.Capacity.AutoScaling.McuCount);
        Assert.Null(connector.Capacity.AutoScaling.MaxAutoscalingTaskCount);
        Assert.Null(connector.Capacity.ProvisionedCapacity);
        Assert.False(connector.LogDelivery.WorkerLogDelivery.CloudWatchLogs.Enabled);
        Assert.Equal(9007199254740993, connector.Plugins.Single().CustomPlugin.Revision);
        Assert.Null(connector.WorkerConfiguration);
        Assert.Equal("req-1", connector.ResponseMetadata.RequestId);
        Assert.Equal(HttpStatusCode.OK, connector.HttpStatusCode);
    }

    [Fact]
    public async Task A_collection_that_is_not_in_the_response_is_null_and_an_empty_one_is_empty()
    {
        _http.Answer("{}").Answer("""{"connectors":[]}""");

        Assert.Null((await Client.ListConnectorsAsync(new())).Connectors);
        Assert.Empty((await Client.ListConnectorsAsync(new())).Connectors);
    }

    [Theory]
    [InlineData("NotFoundException", """{"message":"No such connector."}""")]
    [InlineData("NotFoundException:http://internal.amazon.com/coral/", """{"message":"No such connector."}""")]
    [InlineData(null, """{"__type":"com.amazonaws#NotFoundException","Message":"No such connector."}""")]
    [InlineData(null, """{"code":"NotFoundException","message":"No such connector."}""")]
    public async Task A_modelled_error_has_its_own_type(string? header, string body)
    {
        _http.Answer(body, HttpStatusCode.NotFound, [("x-amzn-RequestId", "req-2"), .. header is null ? Array.Empty<(string, string)>() : [("x-amzn-ErrorType", header)]]);

        var error = await Assert.ThrowsAsync<NotFoundException>(() => Client.DescribeConnectorAsync(new() { ConnectorArn = Arn }));

        Assert.Equal("NotFoundException", error.ErrorCode);
        Assert.Equal("No such connector.", error.Message);
        Assert.Equal("req-2", error.RequestId);
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.IsAssignableFrom<AmazonKafkaConnectException>(error);
    }

    [Fact]
    public async Task An_error_that_the_model_does_not_know_is_the_services_base_exception()
    {
        _http.Answer("""{"message":"Not yours."}""", HttpStatusCode.Forbidden, ("x-amzn-ErrorType", "AccessDeniedException"));

        var error = await Assert.ThrowsAsync<AmazonKafkaConnectException>(() => Client.DescribeConnectorAsync(new() { ConnectorArn = Arn }));

        Assert.Equal("AccessDeniedException", error.ErrorCode);
        Assert.Equal("Not yours.", error.Message);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("")]
    public async Task An_answer_that_is_no_json_is_still_an_error_of_the_service(string body)
    {
        _http.Answer(body, HttpStatusCode.BadGateway);

        var error = await Assert.ThrowsAsync<AmazonKafkaConnectException>(() => Client.DescribeConnectorAsync(new() { ConnectorArn = Arn }));

        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
    }

    [Fact]
    public async Task A_broken_success_is_an_unmarshalling_error()
    {
        _http.Answer("{\"connectorArn\":", headers: ("x-amzn-RequestId", "req-3"));

        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => Client.DescribeConnectorAsync(new() { ConnectorArn = Arn }));

        Assert.Equal("req-3", error.RequestId);
    }

    /// <summary>The module ships no System.IO.Hashing, by which the core would check it.</summary>
    [Fact]
    public async Task A_checksum_of_the_response_is_not_looked_at()
    {
        _http.Answer($$"""{"connectorArn":"{{Arn}}"}""", headers: ("x-amz-crc32", "1"));

        Assert.Equal(Arn, (await Client.DescribeConnectorAsync(new() { ConnectorArn = Arn })).ConnectorArn);
    }

    [Fact]
    public async Task Members_of_an_error_beside_its_message_are_read()
    {
        _http.Answer(
            """{"invalidParameter":"clusterArn","message":"The parameter value is not a valid ARN."}""",
            HttpStatusCode.BadRequest,
            ("x-amzn-ErrorType", "BadRequestException"));
        using var kafka = new Amazon.Kafka.AmazonKafkaClient(new BasicAWSCredentials("AKID", "secret"), _http.Into(new Amazon.Kafka.AmazonKafkaConfig()));

        var error = await Assert.ThrowsAsync<Amazon.Kafka.Model.BadRequestException>(() => kafka.GetBootstrapBrokersAsync(new() { ClusterArn = "x" }));

        Assert.Equal("clusterArn", error.InvalidParameter);
    }
}
