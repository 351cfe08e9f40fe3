using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Pauses, resumptions and restarts that are asked for by name, and the waits for them.</summary>
public sealed class ConnectorStateTests
{
    private static readonly TimeSpan _time = TimeSpan.FromMinutes(30);

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    [Fact]
    public async Task A_connector_is_paused_and_resumed_once_and_each_again_changes_nothing()
    {
        using var rehearsal = await MadeAsync();

        var paused = await ChangeAsync(rehearsal, ConnectorStateChange.Pause);
        rehearsal.TakeRequests();
        var again = await ChangeAsync(rehearsal, ConnectorStateChange.Pause);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        var resumed = await ChangeAsync(rehearsal, ConnectorStateChange.Resume);
        var resumedAgain = await ChangeAsync(rehearsal, ConnectorStateChange.Resume);

        Assert.Equal(("PAUSED", true), (paused!.ConnectorState, paused.Changed));
        Assert.Equal(("PAUSED", false), (again!.ConnectorState, again.Changed));
        Assert.Equal(("RUNNING", true), (resumed!.ConnectorState, resumed.Changed));
        Assert.Equal(("RUNNING", false), (resumedAgain!.ConnectorState, resumedAgain.Changed));
    }

    [Fact]
    public async Task A_restart_starts_dead_tasks_and_tells_where_they_die_again()
    {
        using var rehearsal = await MadeAsync(Source with { KafkaConnectVersion = "3.7.x" });
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("*", LogLines: ["ERROR java.lang.OutOfMemoryError: Java heap space"], TasksDie: true, Count: 2));
        var error = await FailsAsync(rehearsal, ConnectorStateChange.Restart);
        Assert.Equal(KrakenErrorKind.TaskFailed, error.Kind);
        Assert.Contains("ran out of memory", error.Message, StringComparison.Ordinal);
        Assert.Contains("Restart-KrakenMskConnector -FailedTaskOnly", error.Remedy, StringComparison.Ordinal);

        var still = await FailsAsync(rehearsal, ConnectorStateChange.Restart, new StateOptions { FailedTasksOnly = true });
        var well = await ChangeAsync(rehearsal, ConnectorStateChange.Restart, new StateOptions { FailedTasksOnly = true });

        Assert.Equal(KrakenErrorKind.TaskFailed, still.Kind);
        Assert.Equal(("RUNNING", true), (well!.ConnectorState, well.Changed));
        Assert.Contains(rehearsal.Cloud.Requests, r => r.Operation == "RestartConnector");
    }

    [Fact]
    public async Task What_the_state_does_not_allow_is_refused_in_words_and_without_a_call()
    {
        using var rehearsal = await MadeAsync();
        var old = await FailsAsync(rehearsal, ConnectorStateChange.Restart, new StateOptions { FailedTasksOnly = true });
        await ChangeAsync(rehearsal, ConnectorStateChange.Pause);
        rehearsal.TakeRequests();
        var paused = await FailsAsync(rehearsal, ConnectorStateChange.Restart);
        var missing = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.ChangeStateAsync(
            "missing", ConnectorStateChange.Pause, new StateOptions(), default));

        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        Assert.Equal((KrakenErrorKind.RequestRefused, KrakenErrorKind.RequestRefused), (old.Kind, paused.Kind));
        Assert.Contains("2.7.1", old.Message, StringComparison.Ordinal);
        Assert.Contains("3.7", old.Message, StringComparison.Ordinal);
        Assert.Contains("is PAUSED", paused.Message, StringComparison.Ordinal);
        Assert.Contains("Resume-KrakenMskConnector", paused.Remedy, StringComparison.Ordinal);
        Assert.Equal(KrakenErrorKind.NotFound, missing.Kind);
    }

    [Fact]
    public async Task Another_operation_is_waited_for_or_refused_without_a_wait()
    {
        using var rehearsal = await MadeAsync();
        await ChangeAsync(rehearsal, ConnectorStateChange.Restart, new StateOptions { Wait = false });

        var refused = await FailsAsync(rehearsal, ConnectorStateChange.Pause, new StateOptions { Wait = false });
        var paused = await ChangeAsync(rehearsal, ConnectorStateChange.Pause);

        Assert.Equal(KrakenErrorKind.RequestRefused, refused.Kind);
        Assert.Contains("is RESTARTING", refused.Message, StringComparison.Ordinal);
        Assert.Equal("PAUSED", paused!.ConnectorState);
    }

    [Theory]
    [InlineData(FaultKind.PauseFails, ConnectorStateChange.Pause, "did not pause")]
    [InlineData(FaultKind.RestartFails, ConnectorStateChange.Restart, "did not restart")]
    public async Task An_operation_that_fails_is_told_with_its_reason(FaultKind fault, ConnectorStateChange change, string told)
    {
        using var rehearsal = await MadeAsync();
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("*", Message: "No worker answered.", Count: 1) { Kind = fault });

        var error = await FailsAsync(rehearsal, change);

        Assert.Equal(KrakenErrorKind.UpdateFailed, error.Kind);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains("the connector is RUNNING", error.Message, StringComparison.Ordinal);
        Assert.Contains("No worker answered.", error.Message, StringComparison.Ordinal);
        Assert.True((await ChangeAsync(rehearsal, change))!.Changed);
    }

    [Fact]
    public async Task What_is_not_approved_is_not_done()
    {
        using var rehearsal = await MadeAsync();
        rehearsal.TakeRequests();
        var asked = new List<string>();

        var result = await ChangeAsync(rehearsal, ConnectorStateChange.Pause, new StateOptions
        {
            Approve = (found, _) =>
            {
                asked.Add(found.ConnectorState);
                return Task.FromResult(false);
            },
        });

        Assert.Null(result);
        Assert.Equal(["RUNNING"], asked);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_wait_returns_a_paused_connector_and_tells_at_once_where_the_state_does_not_come()
    {
        using var rehearsal = await MadeAsync();
        var notPaused = await WaitFailsAsync(rehearsal, "PAUSED");
        await ChangeAsync(rehearsal, ConnectorStateChange.Pause);
        var start = rehearsal.Clock.GetUtcNow();

        Assert.Equal("PAUSED", (await WaitAsync(rehearsal, null)).ConnectorState);
        Assert.Equal("PAUSED", (await WaitAsync(rehearsal, "PAUSED")).ConnectorState);
        var notRunning = await WaitFailsAsync(rehearsal, "RUNNING");

        Assert.True(rehearsal.Clock.GetUtcNow() - start < TimeSpan.FromMinutes(2));
        Assert.Equal((KrakenErrorKind.RequestRefused, KrakenErrorKind.RequestRefused), (notPaused.Kind, notRunning.Kind));
        Assert.Contains("Suspend-KrakenMskConnector", notPaused.Remedy, StringComparison.Ordinal);
        Assert.Contains("Resume-KrakenMskConnector", notRunning.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_sees_a_resumption_through()
    {
        using var rehearsal = await MadeAsync(options: new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(7) });
        await ChangeAsync(rehearsal, ConnectorStateChange.Pause);
        await ChangeAsync(rehearsal, ConnectorStateChange.Resume, new StateOptions { Wait = false });

        Assert.Equal("RUNNING", (await WaitAsync(rehearsal, "RUNNING")).ConnectorState);
    }

    private static async Task<Rehearsal> MadeAsync(ConnectorSpec? spec = null, LocalAwsOptions? options = null)
    {
        var rehearsal = new Rehearsal(options);
        await rehearsal.Provisioner.CreateAsync(spec ?? Source, new CreateOptions(), default);
        return rehearsal;
    }

    private static Task<ConnectorResult?> ChangeAsync(
        Rehearsal rehearsal, ConnectorStateChange change, StateOptions? options = null) =>
        rehearsal.Provisioner.ChangeStateAsync(Source.ConnectorName, change, options ?? new StateOptions(), default);

    private static Task<KrakenException> FailsAsync(
        Rehearsal rehearsal, ConnectorStateChange change, StateOptions? options = null) =>
        Assert.ThrowsAsync<KrakenException>(() => ChangeAsync(rehearsal, change, options));

    private static Task<ConnectorResult> WaitAsync(Rehearsal rehearsal, string? state) =>
        rehearsal.Provisioner.WaitAsync(Source.ConnectorName, state, _time, taskCheck: true, default);

    private static Task<KrakenException> WaitFailsAsync(Rehearsal rehearsal, string state) =>
        Assert.ThrowsAsync<KrakenException>(() => WaitAsync(rehearsal, state));
}
