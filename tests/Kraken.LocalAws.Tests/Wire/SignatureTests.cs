using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Wire;

/// <summary>When, for which service and in which form a request is signed.</summary>
public sealed class SignatureTests : IDisposable
{
    private readonly ManualClock _real = new();
    private readonly TestCloud _test;

    public SignatureTests() => _test = new TestCloud(o => o with { SigningClock = _real });

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("iam", -16, 403, "SignatureDoesNotMatch", "Signature expired: 20260301T114400Z is now earlier than 20260301T114500Z (20260301T120000Z - 15 min.)")]
    [InlineData("iam", 16, 403, "SignatureDoesNotMatch", "Signature not yet current: 20260301T121600Z is still later than 20260301T121500Z (20260301T120000Z + 15 min.)")]
    [InlineData("ec2", -16, 400, "RequestExpired", "Request has expired.")]
    [InlineData("logs", -16, 400, "InvalidSignatureException", "Signature expired")]
    [InlineData("kafkaconnect", -16, 403, "InvalidSignatureException", "Signature expired")]
    [InlineData("s3", 16, 403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")]
    public async Task A_clock_that_is_off_is_told_in_each_services_words(
        string service, int minutes, int status, string code, string message)
    {
        var answer = await AskAsync(service, _real.GetUtcNow().AddMinutes(minutes));
        Assert.Equal(status, answer.Status);
        Assert.Contains(code, answer.Body + answer.Headers.GetValueOrDefault("x-amzn-ErrorType"), StringComparison.Ordinal);
        Assert.Contains(message, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iam")]
    [InlineData("s3")]
    public async Task A_clock_that_is_nearly_right_is_taken_whatever_the_clouds_own(string service)
    {
        _test.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(200, (await AskAsync(service, _real.GetUtcNow().AddMinutes(-15))).Status);
        Assert.Equal(200, (await AskAsync(service, _real.GetUtcNow().AddMinutes(15))).Status);
    }

    [Fact]
    public async Task A_scope_of_another_day_is_refused()
    {
        _real.Advance(TimeSpan.FromDays(1));
        var answer = await AskAsync("iam", _real.GetUtcNow());
        Assert.Equal((403, "SignatureDoesNotMatch"), (answer.Status, answer.Element("Code")));
        Assert.Contains("'20260301' != '20260302'", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iam", 400, "IncompleteSignature")]
    [InlineData("ec2", 400, "IncompleteSignature")]
    public async Task A_scope_that_is_not_one_is_incomplete(string service, int status, string code)
    {
        foreach (var scope in new[] { "", "AKIA", $"AKIA/20260301/us-east-1/{service}", $"AKIA/1/us-east-1/{service}/aws4_request", $"/20260301/us-east-1/{service}/aws4_request" })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Action"] = service == "iam" ? "ListRoles" : "DescribeVpcs",
            });
            var answer = await _test.Raw.SendAsync(
                null, HttpMethod.Post, "/", form,
                ("Authorization", $"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=00"));
            Assert.Equal((status, code), (answer.Status, answer.Element("Code")));
        }
    }

    [Fact]
    public async Task A_scope_of_another_service_is_refused()
    {
        var query = await _test.Raw.QueryAsync("sts", "ListRoles");
        Assert.Equal((403, "SignatureDoesNotMatch"), (query.Status, query.Element("Code")));
        Assert.Contains("correct service: 'iam'", query.Body, StringComparison.Ordinal);
        var json = await _test.Raw.JsonAsync("kms", "Logs_20140328.DescribeLogGroups", "{}");
        Assert.Equal("InvalidSignatureException", json.Json.GetProperty("__type").GetString());
        var none = await _test.Raw.SendAsync("dynamodb", HttpMethod.Get, "/v1/connectors");
        Assert.Equal(403, none.Status);
    }

    private Task<Answer> AskAsync(string service, DateTimeOffset signed)
    {
        var date = ("X-Amz-Date", signed.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'"));
        return service switch
        {
            "logs" => _test.Raw.SendAsync(
                service, HttpMethod.Post, "/", new StringContent("{}"), date, ("X-Amz-Target", "Logs_20140328.DescribeLogGroups")),
            "kafkaconnect" => _test.Raw.SendAsync(service, HttpMethod.Get, "/v1/connectors", null, date),
            "s3" => _test.Raw.SendAsync(service, HttpMethod.Get, "/kraken-raw-mnpi-dev?location", null, date),
            _ => _test.Raw.SendAsync(service, HttpMethod.Post, "/", new FormUrlEncodedContent(
                new Dictionary<string, string> { ["Action"] = service == "iam" ? "ListRoles" : "DescribeVpcs" }), date),
        };
    }
}
