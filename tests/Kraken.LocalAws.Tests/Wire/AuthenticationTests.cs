using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Wire;

public sealed class AuthenticationTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task An_unsigned_request_is_refused_in_its_services_form()
    {
        var rest = await _test.Raw.SendAsync(null, HttpMethod.Get, "/v1/connectors");
        Assert.Equal((403, "MissingAuthenticationTokenException"), (rest.Status, rest.Headers["x-amzn-ErrorType"]));

        using var form =
            new FormUrlEncodedContent(
                new Dictionary<string, string> { ["Action"] = "ListRoles", ["Version"] = "2010-05-08" });
        var query = await _test.Raw.SendAsync(null, HttpMethod.Post, "/", form);
        Assert.Equal((403, "MissingAuthenticationToken"), (query.Status, query.Element("Code")));

        using var body = new StringContent("{}");
        var json =
            await _test.Raw.SendAsync(
                null, HttpMethod.Post, "/", body, ("X-Amz-Target", "Logs_20140328.DescribeLogGroups"));
        Assert.Equal("MissingAuthenticationTokenException", json.Json.GetProperty("__type").GetString());
    }

    [Theory]
    [InlineData("kafkaconnect", "/v1/connectors", 403)]
    [InlineData("s3", "/kraken-raw-mnpi-dev?location", 400)]
    public async Task A_scope_of_another_region_is_refused(string service, string path, int status)
    {
        var raw = new RawClient(_test.Cloud) { Region = "eu-west-1" };
        var answer = await raw.SendAsync(service, HttpMethod.Get, path);
        Assert.Equal(status, answer.Status);
        Assert.Contains("region", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Iam_takes_its_home_region_whatever_the_clouds()
    {
        using var far = new TestCloud(o => o with { Region = "eu-west-1" });
        Assert.Equal(200, (await far.Raw.QueryAsync("iam", "ListRoles")).Status);
        Assert.Equal(403, (await far.Raw.RestAsync("kafkaconnect", HttpMethod.Get, "/v1/connectors")).Status);
        Assert.NotEmpty((await far.Aws.KafkaConnect.ListCustomPluginsAsync(new())).CustomPlugins);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_refused_and_logged()
    {
        var answer = await _test.Raw.SendAsync("dynamodb", HttpMethod.Post, "/");
        Assert.Equal(403, answer.Status);
        Assert.Equal("UnknownService", Assert.Single(_test.Cloud.Requests).ErrorCode);
    }

    [Fact]
    public async Task Temporary_keys_belong_to_their_session_until_it_ends()
    {
        var trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""";
        await _test.Raw.QueryAsync("iam", "CreateRole", ("RoleName", "ops"), ("AssumeRolePolicyDocument", trust));
        var assumed = await _test.Raw.QueryAsync(
            "sts", "AssumeRole", ("RoleArn", "arn:aws:iam::123456789012:role/ops"), ("RoleSessionName", "me"),
            ("DurationSeconds", "900"));
        var temporary = new RawClient(_test.Cloud) { AccessKeyId = assumed.Element("AccessKeyId")! };

        Assert.Equal(
            "arn:aws:sts::123456789012:assumed-role/ops/me", (await temporary.QueryAsync("sts", "GetCallerIdentity"))
                .Element("Arn"));
        _test.Clock.Advance(TimeSpan.FromSeconds(900));
        Assert.Equal("ExpiredToken", (await temporary.QueryAsync("sts", "GetCallerIdentity")).Element("Code"));
        Assert.Equal(
            "ExpiredTokenException", (await temporary.RestAsync("kafkaconnect", HttpMethod.Get, "/v1/connectors"))
                .Headers["x-amzn-ErrorType"]);
    }

    [Fact]
    public async Task A_role_that_trusts_only_a_service_is_not_assumed_by_a_user()
    {
        await _test.PrepareAsync();
        var answer = await _test.Raw.QueryAsync(
            "sts", "AssumeRole", ("RoleArn", "arn:aws:iam::123456789012:role/c1"), ("RoleSessionName", "me"));
        Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Element("Code")));
    }
}
