using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Faults;

public sealed class FaultTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("iam", FaultKind.Throttle, 400, "Throttling")]
    [InlineData("iam", FaultKind.ServerError, 500, "ServiceFailure")]
    [InlineData("iam", FaultKind.AccessDenied, 403, "AccessDenied")]
    [InlineData("ec2", FaultKind.Throttle, 503, "RequestLimitExceeded")]
    [InlineData("ec2", FaultKind.ServerError, 500, "InternalError")]
    [InlineData("ec2", FaultKind.AccessDenied, 403, "UnauthorizedOperation")]
    public async Task Each_service_fails_in_its_own_words(string service, FaultKind kind, int status, string code)
    {
        _test.Cloud.Faults.Add(new FaultRule { Kind = kind, Service = service });
        var action = service == "iam" ? "ListRoles" : "DescribeVpcs";
        var failed = await _test.Raw.QueryAsync(service, action);
        Assert.Equal((status, code), (failed.Status, failed.Element("Code")));
        Assert.Equal(200, (await _test.Raw.QueryAsync(service, action)).Status);
    }

    [Fact]
    public async Task The_nth_call_and_those_after_it_fail_as_often_as_told()
    {
        _test.Cloud.Faults.Add(new FaultRule
        {
            Kind = FaultKind.Throttle, Service = "kafkaconnect", Operation = "ListConnectors", NthCall = 2, Times = 2,
        });
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            await _test.Raw.RestAsync("kafkaconnect", HttpMethod.Get, "/v1/custom-plugins");
            statuses.Add((await _test.Raw.RestAsync("kafkaconnect", HttpMethod.Get, "/v1/connectors")).Status);
        }

        Assert.Equal([200, 429, 429, 200], statuses);
    }

    [Fact]
    public async Task A_reset_before_the_effect_leaves_nothing_behind_and_one_after_it_does()
    {
        _test.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.ResetBeforeEffect, Operation = "CreateRole" });
        _test.Cloud.Faults.Add(
            new FaultRule { Kind = FaultKind.ResetAfterEffect, Operation = "CreateRole", NthCall = 2 });

        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("before"));
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("after"));
        var roles = await _test.Aws.Iam.ListRolesAsync(new ListRolesRequest());
        Assert.Equal(["after"], roles.Roles.Select(r => r.RoleName));

        Task<Answer> CreateAsync(string name) => _test.Raw.QueryAsync(
            "iam", "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", TestCloud.Trust));
    }

    [Fact]
    public async Task Latency_and_slowness_pass_on_the_clouds_clock_and_heed_cancellation()
    {
        using var test = new TestCloud(o => o with { Latency = TimeSpan.FromSeconds(1) });
        test.Cloud.Faults.Add(
            new FaultRule { Kind = FaultKind.Slow, Delay = TimeSpan.FromSeconds(5), Operation = "ListRoles" });
        var answer = test.Raw.QueryAsync("iam", "ListRoles");
        await WaitersAsync(test, 1);
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        await WaitersAsync(test, 1);
        Assert.False(answer.IsCompleted);
        test.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await answer).Status);
        var logged = Assert.Single(test.Cloud.Requests);
        Assert.Equal(TimeSpan.FromSeconds(6), logged.Ended - logged.Started);

        using var stop = new CancellationTokenSource();
        using var http = new HttpClient(test.Cloud.CreateHandler());
        var given = http.GetAsync(new Uri("http://aws.test/v1/connectors"), stop.Token);
        await WaitersAsync(test, 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
    }

    [Fact]
    public async Task A_new_role_is_not_assumable_until_its_delay_is_over()
    {
        using var test = new TestCloud(o => o with { IamPropagationDelay = TimeSpan.FromSeconds(10) });
        var request = await test.PrepareAsync();
        test.Clock.Advance(TimeSpan.FromSeconds(9));
        var refused =
            await Assert.ThrowsAsync<BadRequestException>(() => test.Aws.KafkaConnect.CreateConnectorAsync(request));
        Assert.Contains("can't assume", refused.Message, StringComparison.Ordinal);
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        await test.Aws.KafkaConnect.CreateConnectorAsync(request);
    }

    [Fact]
    public async Task The_log_tells_each_request_in_order()
    {
        await _test.Raw.QueryAsync(
            "iam", "CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", TestCloud.Trust));
        await _test.Raw.QueryAsync("iam", "GetRole", ("RoleName", "nobody"));
        await _test.Raw.JsonAsync("logs", "Logs_20140328.FilterLogEvents", """{"logGroupName":"/none"}""");
        Assert.Equal(
            [
                (1, "iam", "CreateRole", 200, null, true),
                (2, "iam", "GetRole", 404, "NoSuchEntity", false),
                (3, "logs", "FilterLogEvents", 400, "ResourceNotFoundException", false),
            ],
            _test.Cloud.Requests.Select(
                r => (r.Sequence, r.Service, r.Operation, r.StatusCode, r.ErrorCode, r.IsMutating)));
        Assert.All(_test.Cloud.Requests, r => Assert.Equal("AKIATEST", r.AccessKeyId));
        _test.Cloud.Requests.Clear();
        Assert.Empty(_test.Cloud.Requests);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_rule_that_can_never_apply_is_refused(int nth, int times) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _test.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.Throttle, NthCall = nth, Times = times }));

    [Fact]
    public void A_failure_that_is_never_to_happen_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _test.Cloud.Faults.Add(new ConnectorFailure("*", Count: 0)));

    private static async Task WaitersAsync(TestCloud test, int count)
    {
        while (test.Clock.Waiting < count)
            await Task.Yield();
    }
}
