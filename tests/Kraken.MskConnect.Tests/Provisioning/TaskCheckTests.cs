using Kraken.LocalAws.Connectors;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>A connector that is RUNNING and whose tasks are dead is no success.</summary>
public sealed class TaskCheckTests
{
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink;

    public static TheoryData<string> Causes => new(WorkerFailureLog.Causes);

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Dead_tasks_are_an_error_that_names_the_cause(string cause)
    {
        using var rehearsal = Dying(cause);

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions(), default));

        var report = Assert.IsType<FailureReport>(error.Report);
        Assert.Equal((KrakenErrorKind.TaskFailed, cause), (error.Kind, report.Cause?.Name));
        var lines = error.Message.Split(Environment.NewLine);
        Assert.StartsWith(
            $"The connector '{_sink.ConnectorName}' is RUNNING, but its tasks 0, 1, 2 are dead: {report.Cause!.Explanation}", lines[0], StringComparison.Ordinal);
        Assert.Equal(report.Cause.Remedy, lines[1]);
        Assert.InRange(lines.Length, 3, 5);
        Assert.Equal([0, 1, 2], report.DeadTasks);
        Assert.NotEmpty(report.LogEntries);
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task A_connector_that_fails_names_the_same_cause(string cause)
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.ConnectorFails, Cause = cause });

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions(), default));

        var report = Assert.IsType<FailureReport>(error.Report);
        Assert.Equal((KrakenErrorKind.ConnectorFailed, cause), (error.Kind, report.Cause?.Name));
        Assert.StartsWith(
            $"The connector '{_sink.ConnectorName}' FAILED: {report.Cause!.Explanation}{Environment.NewLine}{report.Cause.Remedy}",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_cause_says_so_and_shows_the_first_exception()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("*", TasksDie: true, LogLines:
            ["com.example.WeatherException: It rains", "\tat com.example.Weather.look(Weather.java:7)", "Caused by: com.example.CloudException: Grey"]));

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions(), default));

        Assert.Contains(
            "are dead. The cause is not known; the first exception: com.example.WeatherException: It rains", error.Message, StringComparison.Ordinal);
        Assert.Contains("  Caused by: com.example.CloudException: Grey", error.Message, StringComparison.Ordinal);
        Assert.Contains("Get-KrakenConnectorLog", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_can_be_left_out_and_a_wait_makes_it_later()
    {
        using var rehearsal = Dying("TopicDenied");

        var made = await rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions { TaskCheck = false }, default);
        Assert.Equal("RUNNING", made.ConnectorState);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.Operation == "FilterLogEvents");

        await rehearsal.Provisioner.WaitAsync(_sink.ConnectorName, "RUNNING", TimeSpan.FromMinutes(1), taskCheck: false, default);
        var error = await Fails(() => rehearsal.Provisioner.WaitAsync(
            _sink.ConnectorName, "RUNNING", TimeSpan.FromMinutes(1), taskCheck: true, default));
        Assert.Equal(KrakenErrorKind.TaskFailed, error.Kind);
    }

    [Fact]
    public async Task An_update_is_checked_and_one_that_mends_the_tasks_succeeds()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions(), default);
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.TasksDie, Cause = "ConverterMismatch" });
        var changed = _sink with { AutoscalingMaxWorkerCount = _sink.AutoscalingMaxWorkerCount + 1 };

        var error = await Fails(() => rehearsal.Provisioner.UpdateAsync(changed, new UpdateOptions(), default));
        Assert.Equal(KrakenErrorKind.TaskFailed, error.Kind);

        // The tasks are started again, and live.
        rehearsal.Cloud.Faults.Clear();
        var result = await rehearsal.Provisioner.UpdateAsync(
            changed with { AutoscalingMaxWorkerCount = changed.AutoscalingMaxWorkerCount + 1 }, new UpdateOptions(), default);
        Assert.True(result!.Changed);
    }

    [Fact]
    public async Task A_rollback_takes_away_a_connector_with_dead_tasks()
    {
        using var rehearsal = Dying("OutOfMemory");

        await Fails(() => rehearsal.Provisioner.CreateAsync(
            _sink, new CreateOptions { OnFailure = FailureAction.Rollback }, default));

        Assert.Empty(await rehearsal.FindAsync("*"));
    }

    [Fact]
    public async Task A_log_that_may_not_be_read_is_a_warning()
    {
        using var rehearsal = Dying("OutOfMemory");
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Operation = "FilterLogEvents", Times = int.MaxValue });

        var made = await rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions(), default);

        Assert.Equal("RUNNING", made.ConnectorState);
        var warning = Assert.Single(rehearsal.Events.All, e =>
            e.Level == ProvisioningEventLevel.Warning && e.Message.Contains("were not checked", StringComparison.Ordinal));
        Assert.Contains("logs:FilterLogEvents", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_is_too_short_tells_what_the_log_says_already()
    {
        using var rehearsal = new Rehearsal(new LocalAws.LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(20) });
        await rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions { Wait = false }, default);
        rehearsal.Cloud.WriteLog(_sink.ConnectorName, WorkerFailureLog.Find("BrokersUnreachable")!);

        var error = await Fails(() => rehearsal.Provisioner.WaitAsync(
            _sink.ConnectorName, "RUNNING", TimeSpan.FromMinutes(5), taskCheck: true, default));

        Assert.Equal(KrakenErrorKind.TimedOut, error.Kind);
        Assert.StartsWith(
            $"The connector '{_sink.ConnectorName}' is CREATING and not RUNNING after 5 min 0 s: The connector cannot reach",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_that_takes_too_long_tells_what_the_log_says_already()
    {
        using var rehearsal = new Rehearsal(new LocalAws.LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(20) });
        await rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions(), default);
        rehearsal.Cloud.WriteLog(_sink.ConnectorName, WorkerFailureLog.Find("TopicDenied")!, age: TimeSpan.FromMinutes(1));
        var changed = _sink with { AutoscalingMaxWorkerCount = _sink.AutoscalingMaxWorkerCount + 1 };
        var options = new UpdateOptions
        {
            Timeout = TimeSpan.FromMinutes(5),
            // What a worker of the new capacity writes.
            Approve = (_, _) =>
            {
                rehearsal.Cloud.WriteLog(_sink.ConnectorName, WorkerFailureLog.Find("OutOfMemory")!, age: TimeSpan.FromMinutes(-1));
                return Task.FromResult(true);
            },
        };

        var error = await Fails(() => rehearsal.Provisioner.UpdateAsync(changed, options, default));

        Assert.Equal(KrakenErrorKind.TimedOut, error.Kind);
        Assert.Contains("not UPDATE_COMPLETE after 5 min 0 s: A worker ran out of memory.", error.Message, StringComparison.Ordinal);
    }

    private static Rehearsal Dying(string cause)
    {
        var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.TasksDie, Cause = cause });
        return rehearsal;
    }

    private static Task<KrakenException> Fails(Func<Task> work) => Assert.ThrowsAsync<KrakenException>(work);
}
