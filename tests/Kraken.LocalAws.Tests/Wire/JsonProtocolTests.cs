using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Wire;

public sealed class JsonProtocolTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_target_header_names_the_operation_and_an_operation_without_a_result_has_no_body()
    {
        var created = await LogsAsync("CreateLogGroup", """{"logGroupName":"/g","unknown":1}""");
        Assert.Equal((200, ""), (created.Status, created.Body));
        Assert.Equal("application/x-amz-json-1.1", created.Headers["Content-Type"]);
        Assert.NotEmpty(created.Headers["x-amzn-RequestId"]);

        var group = (await LogsAsync("DescribeLogGroups", "{}")).Json.GetProperty("logGroups")[0];
        Assert.Equal("arn:aws:logs:us-east-1:123456789012:log-group:/g:*", group.GetProperty("arn").GetString());
        Assert.Equal(1772366400000, group.GetProperty("creationTime").GetInt64());
        Assert.False(group.TryGetProperty("retentionInDays", out _));
    }

    [Fact]
    public async Task Points_in_time_are_seconds()
    {
        var secret = await _test.Raw.JsonAsync("secretsmanager", "secretsmanager.DescribeSecret", """{"SecretId":"kraken/dev/database"}""");
        Assert.Equal(1772366400, secret.Json.GetProperty("CreatedDate").GetDouble());
    }

    [Theory]
    [InlineData("DeleteLogGroup", """{"logGroupName":"/none"}""", "ResourceNotFoundException")]
    [InlineData("CreateLogGroup", "{}", "InvalidParameterException")]
    [InlineData("CreateLogGroup", """{"logGroupName":"a b"}""", "InvalidParameterException")]
    [InlineData("CreateLogGroup", """{"logGroupName":"g","logGroupClass":"GOLD"}""", "InvalidParameterException")]
    [InlineData("CreateLogGroup", """{"logGroupName":5}""", "SerializationException")]
    [InlineData("CreateLogGroup", "{", "SerializationException")]
    [InlineData("CreateLogGroup", "[]", "SerializationException")]
    [InlineData("Abracadabra", "{}", "UnknownOperationException")]
    public async Task Errors_name_their_type_and_message(string operation, string body, string code)
    {
        var answer = await LogsAsync(operation, body);
        Assert.Equal(400, answer.Status);
        Assert.Equal(code, answer.Json.GetProperty("__type").GetString());
        Assert.NotEmpty(answer.Json.GetProperty("message").GetString()!);
    }

    private Task<Answer> LogsAsync(string operation, string body) =>
        _test.Raw.JsonAsync("logs", "Logs_20140328." + operation, body);
}
