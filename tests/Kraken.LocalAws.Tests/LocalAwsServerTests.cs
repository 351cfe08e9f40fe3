using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Tests.Support;
using Kraken.MskConnect.Aws;

namespace Kraken.LocalAws.Tests;

public sealed class LocalAwsServerTests
{
    [Fact]
    public async Task Our_clients_reach_the_cloud_over_loopback()
    {
        await using var server = LocalAwsServer.Start(new LocalCloud());
        using var aws = ServiceClients.Create(
            new BasicAWSCredentials("AKIATEST", "secret"), "us-east-1", server.Endpoint.ToString());
        Assert.Equal("123456789012", (await aws.SecurityToken.GetCallerIdentityAsync(new())).Account);
        Assert.Equal(2, (await aws.KafkaConnect.ListCustomPluginsAsync(new())).CustomPlugins.Count);
        await Assert.ThrowsAsync<NotFoundException>(
            () => aws.KafkaConnect.DescribeConnectorAsync(
                new DescribeConnectorRequest { ConnectorArn = "arn:aws:kafkaconnect:us-east-1:1:connector/a/b" }));
    }

    [Fact]
    public async Task Many_requests_at_once_are_all_answered_and_logged()
    {
        const int Count = 200;
        var cloud = new LocalCloud();
        await using var server = LocalAwsServer.Start(cloud);
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        var raw = new RawClient(http);
        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(i => raw.QueryAsync(
            "iam", "CreateRole", ("RoleName", $"r{i}"), ("AssumeRolePolicyDocument", TestCloud.Trust))));
        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal(Enumerable.Range(1, Count).Select(i => (long)i), cloud.Requests.Select(r => r.Sequence));
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("evil.example", null)]
    [InlineData("169.254.169.254", null)]
    public async Task A_host_that_is_not_loopbacks_is_refused(string host, HttpStatusCode? expected)
    {
        var cloud = new LocalCloud();
        await using var server = LocalAwsServer.Start(cloud);
        using var http = new HttpClient();
        using var request =
            new HttpRequestMessage(
                HttpMethod.Get, new Uri(server.Endpoint, "/?Action=GetCallerIdentity&Version=2011-06-15"));
        request.Headers.Host = $"{host}:{server.Endpoint.Port}";
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=A/20260301/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=00");
        using var response = await http.SendAsync(request);
        if (expected is not null)
        {
            Assert.Equal(expected, response.StatusCode);
            return;
        }

        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Empty(cloud.Requests);
    }

    [Fact]
    public async Task A_reset_breaks_the_connection()
    {
        var cloud = new LocalCloud();
        cloud.Faults.Add(new FaultRule { Kind = FaultKind.ResetBeforeEffect });
        await using var server = LocalAwsServer.Start(cloud);
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        await Assert.ThrowsAsync<HttpRequestException>(() => new RawClient(http).QueryAsync("iam", "ListRoles"));
        Assert.Equal(200, (await new RawClient(http).QueryAsync("iam", "ListRoles")).Status);

        // The SDK takes it for what it is, and tries again.
        cloud.Faults.Clear();
        cloud.Faults.Add(new FaultRule { Kind = FaultKind.ResetBeforeEffect });
        using var aws = ServiceClients.Create(
            new BasicAWSCredentials("AKIATEST", "secret"), "us-east-1", server.Endpoint.ToString());
        Assert.Empty((await aws.Iam.ListRolesAsync(new())).Roles ?? []);
    }

    [Fact]
    public async Task What_is_no_http_does_not_end_the_server()
    {
        await using var server = LocalAwsServer.Start(new LocalCloud());
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Endpoint.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("\0\u0001 nonsense\r\n\r\n"));
        }

        using var http = new HttpClient { BaseAddress = server.Endpoint };
        Assert.Equal(200, (await new RawClient(http).QueryAsync("iam", "ListRoles")).Status);
    }

    [Fact]
    public async Task A_stopped_server_answers_no_more_and_frees_its_port()
    {
        var server = LocalAwsServer.Start(new LocalCloud());
        var port = server.Endpoint.Port;
        await server.DisposeAsync();
        await server.DisposeAsync();
        await using var again = LocalAwsServer.Start(new LocalCloud(), port);
        Assert.Equal(port, again.Endpoint.Port);
    }

    [Fact]
    public async Task A_taken_port_is_an_error()
    {
        await using var first = LocalAwsServer.Start(new LocalCloud());
        Assert.Throws<HttpListenerException>(() => LocalAwsServer.Start(new LocalCloud(), first.Endpoint.Port));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_out_of_range_is_refused(int port) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalAwsServer.Start(new LocalCloud(), port));
}
