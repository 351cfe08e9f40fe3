using System.Text;
using Kraken.LocalAws.Tests.Support;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Tests;

/// <summary>Whatever comes, the answer is the service's own error or a closed connection.</summary>
public sealed class BadInputTests
{
    private const string ClientErrorOrNothing = "^(HTTP/1.1 (4[0-9]{2}|505) |$)";
    private const string Iam = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";

    [Theory]
    [InlineData("Host: evil.example\r\n")]
    [InlineData("Host: 169.254.169.254\r\n")]
    [InlineData("Host: 127.0.0.1.evil.example\r\n")]
    [InlineData("Host: evil.example:80@127.0.0.1\r\n")]
    [InlineData("Host: \r\n")]
    [InlineData("")]
    public async Task A_host_header_that_is_not_loopbacks_is_refused_on_the_wire(string header)
    {
        var cloud = new LocalCloud();
        await using var server = LocalAwsServer.Start(cloud);
        var answer = await RawSocket.AskAsync(
            server, $"GET /v1/connectors HTTP/1.1\r\n{header}{RawSocket.Signed("kafkaconnect")}Connection: close\r\n\r\n");
        Assert.Matches(ClientErrorOrNothing, answer.Split('\n')[0]);
        Assert.Empty(cloud.Requests);
    }

    [Fact]
    public async Task A_host_header_of_loopback_is_taken_on_the_wire()
    {
        await using var server = LocalAwsServer.Start(new LocalCloud());
        var answer = await RawSocket.AskAsync(
            server,
            $"GET /v1/connectors HTTP/1.1\r\nHost: localhost:{server.Endpoint.Port}\r\n{RawSocket.Signed("kafkaconnect")}Connection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0\u0001\u0002\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: many\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n")]
    [InlineData("GET /%zz/%ff?%=%&&&=a&X-Amz-Credential=/// HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")]
    public async Task What_is_not_http_as_it_should_be_ends_in_a_client_error_or_a_closed_connection(string text)
    {
        await using var server = LocalAwsServer.Start(new LocalCloud());
        Assert.Matches(ClientErrorOrNothing, (await RawSocket.AskAsync(server, text)).Split('\n')[0]);
        await AssertAliveAsync(server);
    }

    [Fact]
    public async Task A_header_without_end_is_refused()
    {
        await using var server = LocalAwsServer.Start(new LocalCloud());
        using var socket = await RawSocket.ConnectAsync(server);
        try
        {
            await socket.SendAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + new string('a', 1_000_000));
        }
        catch (IOException)
        {
            // It need not wait for the end.
        }

        Assert.Matches(ClientErrorOrNothing, (await socket.ReadAsync()).Split('\n')[0]);
        await AssertAliveAsync(server);
    }

    [Theory]
    [InlineData("iam", "413", "<Code>RequestEntityTooLarge</Code>")]
    [InlineData("s3", "400", "<Code>EntityTooLarge</Code>")]
    [InlineData("kafkaconnect", "413", "x-amzn-ErrorType: RequestEntityTooLarge")]
    public async Task A_body_that_is_too_large_is_the_services_error_and_the_last_of_its_connection(
        string service, string status, string named)
    {
        const int Size = 65 * 1024 * 1024;
        await using var server = LocalAwsServer.Start(new LocalCloud());
        using var socket = await RawSocket.ConnectAsync(server);
        await socket.SendAsync(
            $"PUT /kraken-raw-mnpi-dev/key HTTP/1.1\r\nHost: 127.0.0.1\r\n{RawSocket.Signed(service)}Content-Length: {Size}\r\n\r\n");
        var part = new byte[1024 * 1024];
        for (var sent = 0; sent < Size; sent += part.Length)
            await socket.SendAsync(part);
        var answer = await socket.ReadAsync();
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains(named, answer, StringComparison.OrdinalIgnoreCase);
        await AssertAliveAsync(server);
    }

    [Fact]
    public async Task A_client_that_does_not_send_its_body_is_let_go_and_holds_nobody_up()
    {
        var clock = new ManualClock();
        await using var server = LocalAwsServer.Start(new LocalCloud(new LocalAwsOptions { Clock = clock }));
        var slow = new List<RawSocket>();
        for (var i = 0; i < 100; i++)
        {
            slow.Add(await RawSocket.ConnectAsync(server));
            await slow[i].SendAsync(Iam + RawSocket.Signed("iam") + "Content-Length: 1000\r\n\r\nAction=List");
        }

        while (clock.Waiting < slow.Count)
            await Task.Delay(5);
        await AssertAliveAsync(server);
        clock.Advance(TimeSpan.FromSeconds(20));
        foreach (var socket in slow)
        {
            Assert.StartsWith("HTTP/1.1 408 ", await socket.ReadAsync(), StringComparison.Ordinal);
            socket.Dispose();
        }

        await AssertAliveAsync(server);
    }

    [Fact]
    public async Task A_thousand_idle_connections_hold_nobody_up()
    {
        await using var server = LocalAwsServer.Start(new LocalCloud());
        var idle = new List<RawSocket>();
        for (var i = 0; i < 1000; i++)
        {
            idle.Add(await RawSocket.ConnectAsync(server));
            // Every second one has begun a request.
            if (i % 2 == 0)
                await idle[i].SendAsync("POST / HTTP/1.1\r\nHost: 127.");
        }

        for (var i = 0; i < 20; i++)
            await AssertAliveAsync(server);
        idle.ForEach(s => s.Dispose());
        await AssertAliveAsync(server);
    }

    [Theory]
    [InlineData("logs", "SerializationException", "{")]
    [InlineData("logs", "SerializationException", "[]")]
    [InlineData("logs", "SerializationException", "{\"logGroupNamePrefix\":1}")]
    [InlineData("logs", "SerializationException", "{\"logGroupNamePrefix\":\"\\ud800\"}")]
    [InlineData("kms", "SerializationException", "null")]
    [InlineData("secretsmanager", "SerializationException", "{\"a\":")]
    public async Task A_body_that_is_no_json_is_a_serialization_error(string service, string code, string body)
    {
        using var test = new TestCloud();
        var target = service switch
        {
            "logs" => "Logs_20140328.DescribeLogGroups",
            "kms" => "TrentService.DescribeKey",
            _ => "secretsmanager.DescribeSecret",
        };
        var answer = await test.Raw.JsonAsync(service, target, body);
        Assert.Equal((400, code), (answer.Status, answer.Json.GetProperty("__type").GetString()));
    }

    [Fact]
    public async Task What_cannot_be_read_is_each_protocols_own_error()
    {
        using var test = new TestCloud();
        var rest = await test.Raw.RestAsync("kafkaconnect", HttpMethod.Post, "/v1/connectors", "{\"a\":");
        Assert.Equal((400, "BadRequestException"), (rest.Status, rest.Headers["x-amzn-ErrorType"]));
        var query = await test.Raw.QueryAsync("iam", "ListRoles", ("MaxItems", "many"));
        Assert.Equal((400, "MalformedInput"), (query.Status, query.Element("Code")));
        var ec2 = await test.Raw.QueryAsync("ec2", "DescribeVpcs", ("MaxResults", "many"));
        Assert.Equal((400, "InvalidParameterValue"), (ec2.Status, ec2.Element("Code")));
        using var xml = new StringContent("<CreateBucketConfiguration><");
        var s3 = await test.Raw.SendAsync("s3", HttpMethod.Put, "/bucket", xml);
        Assert.Equal((400, "MalformedXML"), (s3.Status, s3.Element("Code")));
        using var entity = new StringContent(
            "<!DOCTYPE a [<!ENTITY b \"c\">]><CreateBucketConfiguration>&b;</CreateBucketConfiguration>");
        Assert.Equal(400, (await test.Raw.SendAsync("s3", HttpMethod.Put, "/bucket", entity)).Status);
    }

    [Fact]
    public async Task An_operation_that_is_not_there_is_each_protocols_own_error()
    {
        using var test = new TestCloud();
        Assert.Equal("InvalidAction", (await test.Raw.QueryAsync("iam", "MakeCoffee")).Element("Code"));
        Assert.Equal("InvalidAction", (await test.Raw.QueryAsync("ec2", "MakeCoffee")).Element("Code"));
        var json = await test.Raw.JsonAsync("logs", "Logs_20140328.MakeCoffee", "{}");
        Assert.Equal("UnknownOperationException", json.Json.GetProperty("__type").GetString());
        var rest = await test.Raw.RestAsync("kafkaconnect", HttpMethod.Get, "/v1/coffee");
        Assert.Equal((404, "UnknownOperationException"), (rest.Status, rest.Headers["x-amzn-ErrorType"]));
    }

    [Fact]
    public async Task Whatever_is_broken_in_a_request_it_is_never_a_failure_of_ours()
    {
        string[] requests =
        [
            "POST / \nAction=CreateRole&Version=2010-05-08&RoleName=r&AssumeRolePolicyDocument=%7B%7D&Tags.member.1.Key=a&Tags.member.1.Value=b|iam",
            "POST / \nAction=AuthorizeSecurityGroupEgress&Version=2016-11-15&GroupId=sg-0a1b2c3d4e5f60091&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=1&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0%2F8|ec2",
            "POST / Logs_20140328.CreateLogGroup\n{\"logGroupName\":\"/a\",\"tags\":{\"k\":\"v\"}}|logs",
            "POST / Logs_20140328.FilterLogEvents\n{\"logGroupName\":\"/a\",\"startTime\":5,\"limit\":3,\"nextToken\":\"YQ==\"}|logs",
            "POST /v1/custom-plugins \n{\"contentType\":\"ZIP\",\"name\":\"p\",\"location\":{\"s3Location\":{\"bucketArn\":\"arn:aws:s3:::b\",\"fileKey\":\"k\"}}}|kafkaconnect",
            "GET /v1/connectors?maxResults=3&nextToken=YQ%3D%3D \n|kafkaconnect",
            "PUT /bucket \n<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>|s3",
        ];
        var cloud = new LocalCloud();
        var random = new Random(7);
        for (var i = 0; i < 4000; i++)
        {
            var parts = requests[i % requests.Length].Split('|');
            var text = Encoding.Latin1.GetBytes(parts[0]);
            for (var change = random.Next(4); change >= 0; change--)
                text[random.Next(5, text.Length)] = (byte)random.Next(256);
            var broken = Encoding.Latin1.GetString(text);
            var line = broken.Split('\n')[0].Split(' ', 3);
            var body = broken.Contains('\n', StringComparison.Ordinal) ? broken[(broken.IndexOf('\n') + 1)..] : "";
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Authorization"] = RawSocket.Signed(parts[1])["Authorization: ".Length..].Trim(),
            };
            if (line.Length > 2 && line[2].Length > 0)
                headers["X-Amz-Target"] = line[2];
            var request = new WireRequest(
                line[0], line.Length > 1 ? line[1] : "", headers, Encoding.Latin1.GetBytes(body));
            var answer = await cloud.HandleAsync(request, CancellationToken.None);
            Assert.True(answer.Status is < 500 or 501, $"{broken} → {answer.Status} {Encoding.UTF8.GetString(answer.Body)}");
        }
    }

    private static async Task AssertAliveAsync(LocalAwsServer server)
    {
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        Assert.Equal(200, (await new RawClient(http).QueryAsync("iam", "ListRoles")).Status);
    }
}
