using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Specs;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>What -Timeout bounds, and what is not worth waiting for.</summary>
public sealed class TimeoutTests
{
    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    [Fact]
    public async Task A_version_that_validation_doubts_and_MSK_Connect_refuses_fails_at_once()
    {
        using var rehearsal = new Rehearsal();
        var before = rehearsal.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.CreateAsync(
            Source with { KafkaConnectVersion = "9.9.x" }, new CreateOptions(), default));

        Assert.Equal(KrakenErrorKind.RequestRefused, error.Kind);
        Assert.Contains("9.9.x", error.Message, StringComparison.Ordinal);
        Assert.Contains("is not a version that this module knows", error.Message, StringComparison.Ordinal);
        Assert.Single(rehearsal.TakeRequests(), r => r.Operation == "CreateConnector");
        Assert.InRange(rehearsal.Clock.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("The subnet subnet-1 is not supported in this zone.", 1)]
    [InlineData("Invalid parameter: tasks.max in the connectorConfiguration.", 1)]
    [InlineData("The specified log group is not supported.", 1)]
    [InlineData("Invalid parameter serviceExecutionRoleArn: the capacity cannot be assumed.", 5)]
    [InlineData("The request is not valid.", 5)]
    [InlineData("", 5)]
    public async Task A_refusal_that_names_another_part_of_the_request_is_not_repeated(string words, int leastCalls)
    {
        using var aws = FakeAws.Clients();
        aws.KafkaConnect.CreateConnectorAsync(default, default).ThrowsAsyncForAnyArgs(new BadRequestException(words));
        aws.KafkaConnect.DescribeCustomPluginAsync(default, default).ReturnsForAnyArgs(
            new DescribeCustomPluginResponse { CustomPluginArn = "arn", CustomPluginState = "ACTIVE" });
        aws.KafkaConnect.DescribeWorkerConfigurationAsync(default, default).ReturnsForAnyArgs(
            new DescribeWorkerConfigurationResponse { LatestRevision = new() { Revision = 1 } });
        var context = FakeAws.Context(aws, Source.ConnectorName);
        var judge = new CreationRefusal(context, Source);

        var since = context.Clock.GetTimestamp();
        await Assert.ThrowsAnyAsync<Exception>(() => RolePropagation.RetryAsync(
            context,
            () => context.Clock.GetElapsedTime(since),
            () => aws.KafkaConnect.CreateConnectorAsync(new CreateConnectorRequest(), default),
            default,
            refusal => judge.JudgeAsync(refusal, default)));

        var calls = aws.KafkaConnect.ReceivedCalls().Count(c => c.GetMethodInfo().Name == "CreateConnectorAsync");
        Assert.True(leastCalls == 1 ? calls == 1 : calls >= leastCalls, $"{calls} calls");
        Assert.InRange(
            aws.KafkaConnect.ReceivedCalls().Count(c => c.GetMethodInfo().Name == "DescribeCustomPluginAsync"), 0, 1);
    }

    [Fact]
    public async Task A_refusal_without_a_reason_is_explained_by_what_a_read_tells()
    {
        using var aws = FakeAws.Clients();
        aws.KafkaConnect.CreateConnectorAsync(default, default).ThrowsAsyncForAnyArgs(new BadRequestException("Bad request."));
        aws.KafkaConnect.DescribeCustomPluginAsync(default, default).ReturnsForAnyArgs(
            new DescribeCustomPluginResponse { CustomPluginArn = "arn", CustomPluginState = "CREATE_FAILED" });
        aws.KafkaConnect.DescribeWorkerConfigurationAsync(default, default).ReturnsForAnyArgs(
            new DescribeWorkerConfigurationResponse { LatestRevision = new() { Revision = 1 } });
        var context = FakeAws.Context(aws, Source.ConnectorName);

        var error = await new CreationRefusal(context, Source).JudgeAsync(new BadRequestException("Bad request."), default);

        Assert.Contains("is CREATE_FAILED and not ACTIVE", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_for_a_new_role_is_bounded_and_says_until_when_it_cannot_tell()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { IamPropagationDelay = TimeSpan.FromHours(1) });
        var before = rehearsal.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.CreateAsync(
            Source, new CreateOptions { Timeout = TimeSpan.FromSeconds(20) }, default));

        Assert.Equal(KrakenErrorKind.TimedOut, error.Kind);
        Assert.Contains("can't assume", error.Message, StringComparison.Ordinal);
        Assert.InRange(rehearsal.Clock.GetUtcNow() - before, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40));
        Assert.Contains(rehearsal.Events.All, e => e.Message.Contains("when the role is 2 min 0 s old", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_the_phases_of_a_replacement_share_one_time()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(6) });
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var before = rehearsal.Clock.GetUtcNow();

        // Deletion and creation take six minutes each.
        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(
            Source with { KafkaConnectVersion = "3.7.x" },
            new UpdateOptions { AllowReplacement = true, Timeout = TimeSpan.FromMinutes(10) },
            default));

        Assert.Equal(KrakenErrorKind.TimedOut, error.Kind);
        Assert.Contains("10 min", error.Message, StringComparison.Ordinal);
        Assert.InRange(rehearsal.Clock.GetUtcNow() - before, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task The_time_that_a_person_takes_to_answer_does_not_count()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);

        var result = await rehearsal.Provisioner.UpdateAsync(
            Source.WithKey("snapshot.mode", "never"),
            new UpdateOptions
            {
                Timeout = TimeSpan.FromMinutes(5),
                Approve = (_, _) =>
                {
                    rehearsal.Clock.Advance(TimeSpan.FromHours(1));
                    return Task.FromResult(true);
                },
            },
            default);

        Assert.True(result!.Changed);
    }

    [Fact]
    public async Task A_rollback_has_its_own_time()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(8) });

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.CreateAsync(
            Source,
            new CreateOptions { OnFailure = FailureAction.Rollback, Timeout = TimeSpan.FromMinutes(7) },
            default));

        Assert.Equal(KrakenErrorKind.TimedOut, error.Kind);
        Assert.Contains(rehearsal.Events.All, e => e.Message.StartsWith("Roll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_does_not_come_back_ends_with_the_time()
    {
        // On the computer's clock: nothing that waits by itself sees this end.
        using var rehearsal = new Rehearsal(wrap: inner => new NeverAnswering(inner));
        var provisioner = new ConnectorProvisioner(rehearsal.Aws);

        var error = await Assert.ThrowsAsync<KrakenException>(() => provisioner
            .CreateAsync(Source, new CreateOptions { Timeout = TimeSpan.FromMilliseconds(100) }, default)
            .WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal(KrakenErrorKind.TimedOut, error.Kind);
        Assert.Contains("the last call was", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_the_caller_stops_is_no_time_out()
    {
        using var stop = new CancellationTokenSource();
        using var rehearsal = new Rehearsal(wrap: inner => new NeverAnswering(inner));
        var run = new ConnectorProvisioner(rehearsal.Aws)
            .CreateAsync(Source, new CreateOptions { Timeout = TimeSpan.FromHours(1) }, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_removal_is_bounded_whole()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(6) });
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.Cloud.Ec2.Add(new Kraken.LocalAws.Services.Ec2.NetworkInterface(
            "eni-0123456789abcdef0", Source.SubnetId[0], "10.20.1.200", "lingers", [made.SecurityGroupId!], "nobody"));
        var before = rehearsal.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.RemoveAsync(
            Source.ConnectorName, new RemoveOptions { Timeout = TimeSpan.FromMinutes(10) }, default));

        Assert.Contains("eni-0123456789abcdef0", error.Message, StringComparison.Ordinal);
        Assert.InRange(rehearsal.Clock.GetUtcNow() - before, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
    }

    private sealed class NeverAnswering(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It never answers.");
        }
    }
}
