using System.Text;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Wire;

public sealed class RestProtocolTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Members_stand_in_path_query_and_body_and_times_in_iso_8601()
    {
        var path = "/v1/custom-plugins/" + Uri.EscapeDataString(LocalAwsSeed.DebeziumPluginArn);
        var answer = await _test.Raw.RestAsync("kafkaconnect", HttpMethod.Get, path);
        Assert.Equal((200, "application/json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal("debezium-postgres", answer.Json.GetProperty("name").GetString());
        Assert.Equal("2026-03-01T12:00:00.000Z", answer.Json.GetProperty("creationTime").GetString());

        var first = await _test.Raw.RestAsync("kafkaconnect", HttpMethod.Get, "/v1/custom-plugins?maxResults=1");
        Assert.Equal(1, first.Json.GetProperty("customPlugins").GetArrayLength());
        var token = Uri.EscapeDataString(first.Json.GetProperty("nextToken").GetString()!);
        var second =
            await _test.Raw.RestAsync(
                "kafkaconnect", HttpMethod.Get, "/v1/custom-plugins?maxResults=1&nextToken=" + token);
        Assert.Equal("debezium-postgres", second.Json.GetProperty("customPlugins")[0].GetProperty("name").GetString());
        Assert.False(second.Json.TryGetProperty("nextToken", out _));
    }

    [Fact]
    public async Task A_list_in_the_query_repeats_its_name()
    {
        var tags = "/v1/tags/" + Uri.EscapeDataString(LocalAwsSeed.DebeziumPluginArn);
        await _test.Raw.RestAsync("kafkaconnect", HttpMethod.Post, tags, """{"tags":{"a":"1","b":"2","c":"3"}}""");
        await _test.Raw.RestAsync("kafkaconnect", HttpMethod.Delete, tags + "?tagKeys=a&tagKeys=b");
        var left = await _test.Raw.RestAsync("kafkaconnect", HttpMethod.Get, tags);
        Assert.Equal("""{"tags":{"c":"3"}}""", left.Body);
    }

    [Theory]
    [InlineData("GET", "/v1/connectors/none", null, 404, "NotFoundException")]
    [InlineData("GET", "/v1/connectors?maxResults=0", null, 400, "BadRequestException")]
    [InlineData("GET", "/v1/connectors?maxResults=many", null, 400, "BadRequestException")]
    [InlineData("GET", "/v1/connectors?nextToken=%21", null, 400, "BadRequestException")]
    [InlineData("POST", "/v1/connectors", "{", 400, "BadRequestException")]
    [InlineData("POST", "/v1/connectors", "{}", 400, "BadRequestException")]
    [InlineData("GET", "/v1/nowhere", null, 404, "UnknownOperationException")]
    [InlineData("PATCH", "/v1/connectors", null, 404, "UnknownOperationException")]
    public async Task Errors_stand_in_header_and_body(string method, string path, string? body, int status, string code)
    {
        var answer = await _test.Raw.RestAsync("kafkaconnect", new HttpMethod(method), path, body);
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Headers["x-amzn-ErrorType"]);
        Assert.NotEmpty(answer.Json.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Sensitive_values_do_not_come_back_in_validation_errors()
    {
        var answer = await _test.Raw.RestAsync(
            "kafkaconnect", HttpMethod.Post, "/v1/worker-configurations", """{"name":"","propertiesFileContent":"Y2FuYXJ5"}""");
        Assert.Contains("'name'", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Y2FuYXJ5", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S3_puts_gets_heads_and_lists_objects()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("hello"));
        var put = await _test.Raw.SendAsync("s3", HttpMethod.Put, "/kraken-raw-mnpi-dev/a%20b/c%2Bd.txt", content);
        Assert.Equal((200, "\"5d41402abc4b2a76b9719d911017c592\""), (put.Status, put.Headers["ETag"]));
        var get = await _test.Raw.SendAsync("s3", HttpMethod.Get, "/kraken-raw-mnpi-dev/a%20b/c%2Bd.txt");
        Assert.Equal("hello", get.Body);
        var head = await _test.Raw.SendAsync("s3", HttpMethod.Head, "/kraken-raw-mnpi-dev/a%20b/c%2Bd.txt");
        Assert.Equal((200, ""), (head.Status, head.Body));
        Assert.Equal(LocalAwsSeed.S3KeyArn, head.Headers["x-amz-server-side-encryption-aws-kms-key-id"]);
        var list = await _test.Raw.SendAsync("s3", HttpMethod.Get, "/kraken-raw-mnpi-dev?list-type=2&prefix=a");
        Assert.Equal(("ListBucketResult", "a b/c+d.txt"), (list.Xml.Name.LocalName, list.Element("Key")));
    }

    [Fact]
    public async Task S3_decodes_chunked_uploads()
    {
        using var content =
            new ByteArrayContent(
                Encoding.ASCII.GetBytes(
                    "3\r\nhel\r\n2;chunk-signature=0\r\nlo\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"));
        var put = await _test.Raw.SendAsync(
            "s3", HttpMethod.Put, "/kraken-raw-mnpi-dev/k", content,
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
        Assert.Equal(200, put.Status);
        Assert.Equal("hello", (await _test.Raw.SendAsync("s3", HttpMethod.Get, "/kraken-raw-mnpi-dev/k")).Body);
    }

    [Theory]
    [InlineData("GET", "/nowhere?list-type=2", 404, "NoSuchBucket")]
    [InlineData("GET", "/kraken-raw-mnpi-dev/none", 404, "NoSuchKey")]
    [InlineData("PUT", "/kraken-raw-mnpi-dev", 409, "BucketAlreadyOwnedByYou")]
    public async Task S3_errors_are_xml(string method, string path, int status, string code)
    {
        var answer = await _test.Raw.SendAsync("s3", new HttpMethod(method), path);
        Assert.Equal((status, code, "Error"), (answer.Status, answer.Element("Code"), answer.Xml.Name.LocalName));
    }

    [Fact]
    public async Task S3_tells_location_and_encryption()
    {
        var location = await _test.Raw.SendAsync("s3", HttpMethod.Get, "/kraken-raw-mnpi-dev?location");
        Assert.Equal(("LocationConstraint", ""), (location.Xml.Name.LocalName, location.Xml.Value));
        var encryption = await _test.Raw.SendAsync("s3", HttpMethod.Get, "/kraken-raw-mnpi-dev?encryption");
        Assert.Equal(LocalAwsSeed.S3KeyArn, encryption.Element("KMSMasterKeyID"));
    }
}
