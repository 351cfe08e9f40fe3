using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Connectors;

/// <summary>Pauses, resumptions and restarts.</summary>
public sealed class ConnectorOperationsTests : IDisposable
{
    private const string Died = "Task is being killed and will not recover";

    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_pause_and_a_resumption_go_through_their_states_and_the_connector_keeps_what_it_has()
    {
        var running = await StartAsync();
        var log = await _test.LogAsync();

        var pause = await _test.Aws.KafkaConnect.PauseConnectorAsync(new() { ConnectorArn = running.ConnectorArn });
        Assert.Equal(("PAUSING", "PENDING"), await StatesAsync(running, pause.ConnectorOperationArn));
        _test.Clock.Advance(TestCloud.Transition / 2);
        Assert.Equal(("PAUSING", "PAUSE_IN_PROGRESS"), await StatesAsync(running, pause.ConnectorOperationArn));
        _test.Clock.Advance(TestCloud.Transition / 2);
        Assert.Equal(("PAUSED", "PAUSE_COMPLETE"), await StatesAsync(running, pause.ConnectorOperationArn));
        var paused = await _test.DescribeAsync(running.ConnectorArn);
        Assert.Equal(running.ConnectorConfiguration, paused.ConnectorConfiguration);
        Assert.Equal(running.Capacity.AutoScaling.MaxWorkerCount, paused.Capacity.AutoScaling.MaxWorkerCount);
        _test.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(log, await _test.LogAsync());
        Assert.Contains(
            (await _test.Aws.Kafka.ListTopicsAsync(new() { ClusterArn = LocalAwsSeed.ClusterArn })).Topics,
            t => t.TopicName.StartsWith("__amazon_msk_connect_offsets_c1_", StringComparison.Ordinal));

        var resumption = await _test.Aws.KafkaConnect.ResumeConnectorAsync(new() { ConnectorArn = running.ConnectorArn });
        _test.Clock.Advance(TestCloud.Transition / 2);
        Assert.Equal(("RESUMING", "RESUME_IN_PROGRESS"), await StatesAsync(running, resumption.ConnectorOperationArn));
        _test.Clock.Advance(TestCloud.Transition / 2);
        Assert.Equal(("RUNNING", "RESUME_COMPLETE"), await StatesAsync(running, resumption.ConnectorOperationArn));

        var operations = await _test.Aws.KafkaConnect.ListConnectorOperationsAsync(new() { ConnectorArn = running.ConnectorArn });
        Assert.Equal(
            ["RESUME_CONNECTOR", "PAUSE_CONNECTOR"], operations.ConnectorOperations.Select(o => o.ConnectorOperationType.Value));
        Assert.All(operations.ConnectorOperations, o => Assert.NotNull(o.EndTime));
    }

    [Fact]
    public async Task A_restart_starts_the_connector_and_its_tasks_again()
    {
        var running = await StartAsync();

        var restart = await _test.Aws.KafkaConnect.RestartConnectorAsync(new() { ConnectorArn = running.ConnectorArn });
        _test.Clock.Advance(TestCloud.Transition / 2);
        Assert.Equal(("RESTARTING", "RESTART_IN_PROGRESS"), await StatesAsync(running, restart.ConnectorOperationArn));
        _test.Clock.Advance(TestCloud.Transition / 2);

        Assert.Equal(("RUNNING", "RESTART_COMPLETE"), await StatesAsync(running, restart.ConnectorOperationArn));
        var log = await _test.LogAsync();
        Assert.Contains("Stopping connector c1", log, StringComparison.Ordinal);
        Assert.Equal(2, Count(log, "finished initialization and start"));
        var operation = await OperationAsync(restart.ConnectorOperationArn);
        Assert.Equal(ConnectorOperationType.RESTART_CONNECTOR, operation.ConnectorOperationType);
        Assert.Null(operation.OperationSteps);
    }

    [Fact]
    public async Task A_restart_of_failed_tasks_needs_Kafka_Connect_3_7_and_touches_nothing_that_lives()
    {
        var old = await StartAsync();
        var refused = await Assert.ThrowsAsync<BadRequestException>(() => RestartAsync(old, onlyFailed: true));
        Assert.Contains("3.7", refused.Message, StringComparison.Ordinal);

        var request = await _test.PrepareAsync("c2");
        request.KafkaConnectVersion = "3.7.x";
        var running = await _test.StartAsync(request);
        var log = await _test.LogAsync("c2");
        await RestartAsync(running, onlyFailed: true);

        Assert.Equal(log, await _test.LogAsync("c2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restart_heals_tasks_that_died_as_often_as_was_planned(bool onlyFailed)
    {
        _test.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.TasksDie, Count = 2, Cause = "TopicDenied" });
        var request = await _test.PrepareAsync();
        request.KafkaConnectVersion = "3.7.x";
        var dying = await _test.StartAsync(request);
        Assert.Equal(1, Count(await _test.LogAsync(), Died));

        await RestartAsync(dying, onlyFailed);
        Assert.Equal(2, Count(await _test.LogAsync(), Died));
        Assert.EndsWith("RESTART_COMPLETE", (await LatestAsync(dying)).ConnectorOperationState.Value, StringComparison.Ordinal);

        await RestartAsync(dying, onlyFailed);
        var log = await _test.LogAsync();
        Assert.Equal(2, Count(log, Died));
        Assert.Equal(3, Count(log, "finished initialization and start"));
        Assert.Contains("Creating task c1-0", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_that_cannot_start_fails_and_its_tasks_are_dead()
    {
        var running = await StartAsync();
        await _test.Aws.Iam.DeleteRolePolicyAsync(new() { RoleName = "c1", PolicyName = "p" });

        await RestartAsync(running);

        var operation = await LatestAsync(running);
        Assert.Equal("RESTART_FAILED", operation.ConnectorOperationState.Value);
        Assert.Equal("UnknownKafkaConnectWorkerFailure", operation.ErrorInfo.Code);
        Assert.Equal(ConnectorState.RUNNING, (await _test.DescribeAsync(running.ConnectorArn)).ConnectorState);
        Assert.Equal(1, Count(await _test.LogAsync(), Died));
    }

    [Theory]
    [InlineData(FaultKind.PauseFails, "PAUSE_FAILED", "RUNNING")]
    [InlineData(FaultKind.ResumeFails, "RESUME_FAILED", "PAUSED")]
    [InlineData(FaultKind.RestartFails, "RESTART_FAILED", "RUNNING")]
    public async Task An_operation_that_is_to_fail_fails_once_and_leaves_the_connector_as_it_was(
        FaultKind kind, string operationState, string connectorState)
    {
        var running = await StartAsync();
        if (kind == FaultKind.ResumeFails)
            await DoAsync(running, FaultKind.PauseFails);
        _test.Cloud.Faults.Add(FaultRule.Parse($"Kind={kind},Connector=c*,Count=1,Cause=OutOfMemory"));

        await DoAsync(running, kind);
        var failed = await LatestAsync(running);
        Assert.Equal((operationState, connectorState), (failed.ConnectorOperationState.Value, (await _test.DescribeAsync(running.ConnectorArn)).ConnectorState.Value));
        Assert.NotEmpty(failed.ErrorInfo.Message);
        Assert.NotNull(failed.EndTime);

        await DoAsync(running, kind);
        Assert.EndsWith("_COMPLETE", (await LatestAsync(running)).ConnectorOperationState.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_operation_is_refused_in_a_state_that_does_not_allow_it()
    {
        var connect = _test.Aws.KafkaConnect;
        var creating = (await connect.CreateConnectorAsync(await _test.PrepareAsync())).ConnectorArn;
        await RefusedAsync<BadRequestException>(pause: true, resume: true, restart: true, update: true);

        _test.Clock.Advance(TestCloud.Transition);
        await RefusedAsync<BadRequestException>(pause: false, resume: true, restart: false, update: false);

        // With an operation in progress: the service model has a conflict for two of them only.
        await connect.PauseConnectorAsync(new() { ConnectorArn = creating });
        await RefusedAsync<ConflictException>(pause: true, resume: true, restart: false, update: false);
        await RefusedAsync<BadRequestException>(pause: false, resume: false, restart: true, update: true);

        _test.Clock.Advance(TestCloud.Transition);
        await RefusedAsync<BadRequestException>(pause: true, resume: false, restart: true, update: true);

        async Task RefusedAsync<T>(bool pause, bool resume, bool restart, bool update)
            where T : AmazonKafkaConnectException
        {
            if (pause)
                await Assert.ThrowsAsync<T>(() => connect.PauseConnectorAsync(new() { ConnectorArn = creating }));
            if (resume)
                await Assert.ThrowsAsync<T>(() => connect.ResumeConnectorAsync(new() { ConnectorArn = creating }));
            if (restart)
                await Assert.ThrowsAsync<T>(() => connect.RestartConnectorAsync(new() { ConnectorArn = creating }));
            if (!update)
                return;
            var now = await _test.DescribeAsync(creating);
            await Assert.ThrowsAsync<T>(() => connect.UpdateConnectorAsync(new()
            {
                ConnectorArn = creating, CurrentVersion = now.CurrentVersion, ConnectorConfiguration = now.ConnectorConfiguration,
            }));
        }
    }

    [Fact]
    public async Task A_connector_that_is_deleted_while_it_pauses_is_gone()
    {
        var running = await StartAsync();
        await _test.Aws.KafkaConnect.PauseConnectorAsync(new() { ConnectorArn = running.ConnectorArn });

        await _test.Aws.KafkaConnect.DeleteConnectorAsync(new() { ConnectorArn = running.ConnectorArn });
        _test.Clock.Advance(TestCloud.Transition);

        await Assert.ThrowsAsync<NotFoundException>(() => _test.DescribeAsync(running.ConnectorArn));
    }

    private async Task<DescribeConnectorResponse> StartAsync() => await _test.StartAsync(await _test.PrepareAsync());

    private async Task DoAsync(DescribeConnectorResponse connector, FaultKind kind)
    {
        var connect = _test.Aws.KafkaConnect;
        if (kind == FaultKind.PauseFails)
            await connect.PauseConnectorAsync(new() { ConnectorArn = connector.ConnectorArn });
        else if (kind == FaultKind.ResumeFails)
            await connect.ResumeConnectorAsync(new() { ConnectorArn = connector.ConnectorArn });
        else
            await connect.RestartConnectorAsync(new() { ConnectorArn = connector.ConnectorArn });
        _test.Clock.Advance(TestCloud.Transition);
    }

    private async Task RestartAsync(DescribeConnectorResponse connector, bool? onlyFailed = null)
    {
        await _test.Aws.KafkaConnect.RestartConnectorAsync(
            new() { ConnectorArn = connector.ConnectorArn, OnlyFailedTasks = onlyFailed });
        _test.Clock.Advance(TestCloud.Transition);
    }

    private async Task<(string Connector, string Operation)> StatesAsync(DescribeConnectorResponse connector, string operationArn) => (
        (await _test.DescribeAsync(connector.ConnectorArn)).ConnectorState.Value,
        (await OperationAsync(operationArn)).ConnectorOperationState.Value);

    private async Task<DescribeConnectorOperationResponse> LatestAsync(DescribeConnectorResponse connector)
    {
        var operations = await _test.Aws.KafkaConnect.ListConnectorOperationsAsync(new() { ConnectorArn = connector.ConnectorArn });
        return await OperationAsync(operations.ConnectorOperations[0].ConnectorOperationArn);
    }

    private Task<DescribeConnectorOperationResponse> OperationAsync(string arn) =>
        _test.Aws.KafkaConnect.DescribeConnectorOperationAsync(new() { ConnectorOperationArn = arn });

    private static int Count(string log, string text) => log.Split(text).Length - 1;
}
