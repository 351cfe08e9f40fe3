using System.Net.Sockets;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class CreateFailureTests
{
    private static readonly CreateOptions _defaults = new();

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    /// <summary>Every call that a creation makes to change something.</summary>
    public static TheoryData<string, string> ChangingCalls => new()
    {
        { "iam", "CreateRole" },
        { "iam", "PutRolePolicy" },
        { "ec2", "CreateSecurityGroup" },
        { "ec2", "AuthorizeSecurityGroupEgress" },
        { "ec2", "RevokeSecurityGroupEgress" },
        { "logs", "CreateLogGroup" },
        { "logs", "PutRetentionPolicy" },
        { "kafkaconnect", "CreateConnector" },
    };

    [Theory]
    [MemberData(nameof(ChangingCalls))]
    public async Task A_run_that_failed_at_any_call_is_completed_by_the_next_one(string service, string operation)
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Service = service, Operation = operation });

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));
        var result = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        Assert.Contains($"{service}:{operation}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{service}:{operation}", error.Remedy, StringComparison.Ordinal);
        Assert.Equal("RUNNING", result.ConnectorState);
        await AssertComplete(rehearsal);
    }

    [Theory]
    [MemberData(nameof(ChangingCalls))]
    public async Task A_call_that_took_effect_and_whose_answer_was_lost_does_no_harm(string service, string operation)
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.ResetAfterEffect, Service = service, Operation = operation });

        var result = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        Assert.Equal("RUNNING", result.ConnectorState);
        await AssertComplete(rehearsal);
    }

    [Theory]
    [MemberData(nameof(ChangingCalls))]
    public async Task A_throttled_call_is_repeated(string service, string operation)
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.Throttle, Service = service, Operation = operation });

        var result = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        Assert.Equal("RUNNING", result.ConnectorState);
        await AssertComplete(rehearsal);
    }

    [Fact]
    public async Task A_call_that_stays_denied_is_told_with_its_name_and_nothing_after_it_is_done()
    {
        using var rehearsal = new Rehearsal();
        Deny(rehearsal, "iam", "PutRolePolicy");

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        Assert.Contains("iam:PutRolePolicy", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(Source.ConnectorName, error.ConnectorName);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.Operation == "CreateConnector");
    }

    [Fact]
    public async Task Two_denied_calls_are_told_together()
    {
        using var rehearsal = new Rehearsal();
        Deny(rehearsal, "iam", "CreateRole");
        Deny(rehearsal, "logs", "CreateLogGroup");

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Contains("iam:CreateRole", error.Message, StringComparison.Ordinal);
        Assert.Contains("logs:CreateLogGroup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_is_down_is_unreachable()
    {
        using var aws = Rehearsal.ClientsOf(new DeadEndpoint());
        var provisioner = new ConnectorProvisioner(aws);

        var error = await Fails(() => provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.EndpointUnreachable, error.Kind);
        Assert.Matches("sts:GetCallerIdentity|kafkaconnect:DescribeWorkerConfiguration", error.Message);
    }

    [Fact]
    public async Task A_role_that_cannot_be_assumed_yet_is_waited_for()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { IamPropagationDelay = TimeSpan.FromSeconds(45) });

        var result = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        Assert.Equal("RUNNING", result.ConnectorState);
        Assert.InRange(rehearsal.TakeRequests().Count(r => r.Operation == "CreateConnector"), 2, 12);
        Assert.Contains(rehearsal.Events.All, e => e.Message.Contains("can assume the new role", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_that_cannot_be_assumed_after_two_minutes_is_an_error()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { IamPropagationDelay = TimeSpan.FromHours(1) });
        var before = rehearsal.Clock.GetUtcNow();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.RequestRefused, error.Kind);
        Assert.Contains("kafkaconnect:CreateConnector", error.Message, StringComparison.Ordinal);
        Assert.InRange(rehearsal.Clock.GetUtcNow() - before, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task Another_refusal_is_not_repeated()
    {
        using var rehearsal = new Rehearsal();
        var spec = Source with { CustomPluginArn = Source.CustomPluginArn.Replace("debezium-postgres", "no-such", StringComparison.Ordinal) };

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(spec, _defaults, default));

        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
        Assert.Single(rehearsal.TakeRequests(), r => r.Operation == "CreateConnector");
    }

    [Fact]
    public async Task An_old_role_that_cannot_be_assumed_is_not_waited_for()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { IamPropagationDelay = TimeSpan.FromHours(1) });
        await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));
        rehearsal.TakeRequests();

        await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Single(rehearsal.TakeRequests(), r => r.Operation == "CreateConnector");
    }

    [Fact]
    public async Task A_connector_that_fails_tells_its_state_its_last_log_events_and_the_likely_cause()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new ConnectorFailure(
            "*",
            Message: "The workers died.",
            LogLines:
            [
                "[Worker-1] INFO Kafka Connect starting",
                "[Worker-1] ERROR org.apache.kafka.common.errors.SaslAuthenticationException: Access denied",
            ]));

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.ConnectorFailed, error.Kind);
        Assert.Contains("UnknownKafkaConnectWorkerFailure", error.Message, StringComparison.Ordinal);
        Assert.Contains("The workers died.", error.Message, StringComparison.Ordinal);
        Assert.Contains("SaslAuthenticationException", error.Message, StringComparison.Ordinal);
        Assert.Contains("brokers rejected", error.Message, StringComparison.Ordinal);
        Assert.Contains("MskAuthenticationType", error.Remedy, StringComparison.Ordinal);
        Assert.Contains("Remove-KrakenMskConnector", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_connector_that_is_found_is_told_and_left_alone()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("*"));
        await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));
        rehearsal.TakeRequests();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.ConnectorFailed, error.Kind);
        Assert.Contains("Remove-KrakenMskConnector", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_log_that_may_not_be_read_does_not_hide_the_failure()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("*", Message: "The workers died."));
        Deny(rehearsal, "logs", "DescribeLogStreams");

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.ConnectorFailed, error.Kind);
        Assert.Contains("The workers died.", error.Message, StringComparison.Ordinal);
        Assert.Contains("logs:DescribeLogStreams", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeping_leaves_what_was_made()
    {
        using var rehearsal = new Rehearsal();
        Deny(rehearsal, "kafkaconnect", "CreateConnector");

        await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        var left = await rehearsal.Provisioner.PlanRemovalAsync(Source.ConnectorName, new RemoveOptions(), default);
        Assert.Equal(["LogGroup", "SecurityGroup", "Role"], left.Resources.Select(r => r.Kind));
    }

    [Theory]
    [InlineData("iam", "PutRolePolicy")]
    [InlineData("ec2", "RevokeSecurityGroupEgress")]
    [InlineData("kafkaconnect", "CreateConnector")]
    public async Task Rolling_back_removes_what_was_made(string service, string operation)
    {
        using var rehearsal = new Rehearsal();
        Deny(rehearsal, service, operation);

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(
            Source, new CreateOptions { OnFailure = FailureAction.Rollback }, default));

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        await AssertNothingLeft(rehearsal);
        Assert.Contains(rehearsal.Events.All, e => e.Message.StartsWith("Rolled back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rolling_back_removes_a_connector_that_failed_after_telling_why()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("*", LogLines: ["ERROR the reason"]));

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(
            Source, new CreateOptions { OnFailure = FailureAction.Rollback }, default));

        Assert.Equal(KrakenErrorKind.ConnectorFailed, error.Kind);
        Assert.Contains("the reason", error.Message, StringComparison.Ordinal);
        await AssertNothingLeft(rehearsal);
    }

    [Fact]
    public async Task Rolling_back_keeps_what_an_earlier_run_made()
    {
        using var rehearsal = new Rehearsal();
        Deny(rehearsal, "iam", "PutRolePolicy");
        await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        await Fails(() => rehearsal.Provisioner.CreateAsync(
            Source, new CreateOptions { OnFailure = FailureAction.Rollback }, default));

        var left = await rehearsal.Provisioner.PlanRemovalAsync(Source.ConnectorName, new RemoveOptions(), default);
        Assert.Equal(["LogGroup", "SecurityGroup", "Role"], left.Resources.Select(r => r.Kind));
    }

    [Fact]
    public async Task A_rollback_that_fails_too_leaves_the_first_error_and_warns()
    {
        using var rehearsal = new Rehearsal();
        Deny(rehearsal, "kafkaconnect", "CreateConnector");
        Deny(rehearsal, "iam", "DeleteRole");

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(
            Source, new CreateOptions { OnFailure = FailureAction.Rollback }, default));

        Assert.Contains("kafkaconnect:CreateConnector", error.Message, StringComparison.Ordinal);
        Assert.Contains(rehearsal.Events.All, e =>
            e.Level == ProvisioningEventLevel.Warning && e.Message.Contains("iam:DeleteRole", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_is_stopped_while_it_waits_is_completed_by_the_next_one_without_any_change()
    {
        using var rehearsal = new Rehearsal();
        using var stop = new CancellationTokenSource();
        var waiting = rehearsal.Events.Next(e => e.State == "CREATING");
        rehearsal.Clock.Stopped = true;

        var run = rehearsal.Provisioner.CreateAsync(Source, _defaults, stop.Token);
        await waiting.WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromMinutes(1)));
        rehearsal.Clock.Stopped = false;
        rehearsal.TakeRequests();
        var result = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        Assert.Equal("RUNNING", result.ConnectorState);
        Assert.False(result.Changed);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Theory]
    [MemberData(nameof(ChangingCalls))]
    public async Task A_run_that_is_stopped_at_any_call_is_completed_by_the_next_one(string service, string operation)
    {
        using var stop = new CancellationTokenSource();
        StoppingHandler? handler = null;
        using var rehearsal = new Rehearsal(wrap: inner => handler = new StoppingHandler(inner, stop));
        handler!.StopsWhen = () => rehearsal.Cloud.Requests.Any(r => r.Service == service && r.Operation == operation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rehearsal.Provisioner.CreateAsync(
            Source, new CreateOptions { OnFailure = FailureAction.Rollback }, stop.Token));
        handler.StopsWhen = () => false;
        var result = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        Assert.Equal("RUNNING", result.ConnectorState);
        await AssertComplete(rehearsal);
    }

    [Fact]
    public async Task A_secret_is_in_no_event_no_plan_and_no_error()
    {
        const string Canary = "canary-7f3d";
        using var rehearsal = new Rehearsal();
        var spec = Source.WithKey("database.password", Canary);
        rehearsal.Cloud.Faults.Add(new ConnectorFailure(
            "failing", Message: $"Cannot log in with {Canary}", LogLines: [$"ERROR password {Canary} is wrong", "ERROR " + Canary]));
        var told = new List<string>();

        told.Add(Text(await rehearsal.Provisioner.PlanAsync(spec, default)));
        told.Add((await rehearsal.Provisioner.CreateAsync(spec, _defaults, default)).ToString());
        told.Add(Text(await rehearsal.Provisioner.PlanAsync(spec.WithKey("database.password", Canary + "-2"), default)));
        told.Add((await Fails(() => rehearsal.Provisioner.CreateAsync(
            spec.WithKey("database.password", Canary + "-2"), _defaults, default))).ToString());
        told.Add((await Fails(() => rehearsal.Provisioner.CreateAsync(
            spec with { ConnectorName = "failing" }, _defaults, default))).ToString());
        told.Add((await Fails(() => rehearsal.Provisioner.WaitAsync(
            "failing", "RUNNING", TimeSpan.FromMinutes(1), taskCheck: true, default))).ToString());
        told.AddRange((await rehearsal.FindAsync("*")).Select(r => r.ToString()));
        told.AddRange(rehearsal.Events.All.Select(e => e.ToString()));

        Assert.All(told, text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains(Redaction.ChangedMask, StringComparison.Ordinal));
    }

    private static string Text(MskConnect.Planning.ConnectorPlan plan) =>
        string.Join(Environment.NewLine, plan.Resources.SelectMany(r => r.Changes.Select(c => c.ToString())));

    private static void Deny(Rehearsal rehearsal, string service, string operation) => rehearsal.Cloud.Faults.Add(
        new FaultRule { Kind = FaultKind.AccessDenied, Service = service, Operation = operation, Times = int.MaxValue });

    private static async Task AssertComplete(Rehearsal rehearsal)
    {
        var plan = await rehearsal.Provisioner.PlanAsync(Source, default);
        Assert.False(plan.HasChanges, Text(plan));
        Assert.Single(await rehearsal.FindAsync("*"));
    }

    private static async Task AssertNothingLeft(Rehearsal rehearsal)
    {
        var left = await rehearsal.Provisioner.PlanRemovalAsync(Source.ConnectorName, new RemoveOptions(), default);
        Assert.Empty(left.Resources);
    }

    private static Task<KrakenException> Fails(Func<Task> act) => Assert.ThrowsAsync<KrakenException>(act);

    /// <summary>Stops the run when a call has taken effect and before its answer arrives, as Ctrl+C may.</summary>
    private sealed class StoppingHandler(HttpMessageHandler inner, CancellationTokenSource stop) : DelegatingHandler(inner)
    {
        public Func<bool> StopsWhen { get; set; } = () => false;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (StopsWhen())
                await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return answer;
        }
    }

    private sealed class DeadEndpoint : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => throw new HttpRequestException(
                "Connection refused", new SocketException((int)SocketError.ConnectionRefused));
    }
}
