using Kraken.MskConnect.Diagnosis;

namespace Kraken.MskConnect.Tests.Diagnosis;

public sealed class DeadTasksTests
{
    private const string Head = "[Worker-0a1b] [2026-11-25 20:00:00,000] ";
    private const string Death = "Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted (org.apache.kafka.connect.runtime.WorkerTask)";

    [Fact]
    public void A_task_that_died_is_dead() => Assert.Equal([2], Of(
        $"{Head}ERROR [orders|task-2] WorkerSinkTask{{id=orders-2}} {Death}"));

    [Fact]
    public void A_line_without_a_scope_tells_by_its_id() => Assert.Equal([0], Of(
        $"{Head}ERROR WorkerSourceTask{{id=orders-0}} {Death}"));

    [Fact]
    public void A_task_that_was_started_again_is_alive() => Assert.Equal([1], Of(
        $"{Head}ERROR [orders|task-0] WorkerSinkTask{{id=orders-0}} {Death}",
        $"{Head}ERROR [orders|task-1] WorkerSinkTask{{id=orders-1}} {Death}",
        $"{Head}INFO [orders|task-0] WorkerSinkTask{{id=orders-0}} Sink task finished initialization and start (org.apache.kafka.connect.runtime.WorkerSinkTask)"));

    [Fact]
    public void Another_connector_of_the_same_log_group_does_not_count() => Assert.Empty(Of(
        $"{Head}ERROR [orders-2|task-0] WorkerSinkTask{{id=orders-2-0}} {Death}",
        $"{Head}ERROR WorkerSinkTask{{id=other-orders-0}} {Death}",
        $"{Head}ERROR Failed to start connector 'payments' (org.apache.kafka.connect.runtime.Worker)"));

    [Fact]
    public void A_connector_that_did_not_start_is_dead_until_a_task_of_it_starts()
    {
        const string Failed = Head + "ERROR [orders|worker] WorkerConnector{id=orders} Error while starting connector (org.apache.kafka.connect.runtime.WorkerConnector)";

        Assert.Equal([null], Of(Failed));
        Assert.Empty(Of(
            Failed,
            $"{Head}INFO [orders|task-0] WorkerSourceTask{{id=orders-0}} Source task finished initialization and start (org.apache.kafka.connect.runtime.AbstractWorkerSourceTask)"));
    }

    private static IEnumerable<int?> Of(params string[] lines) =>
        DeadTasks.Of("orders", lines.Select((l, i) => new WorkerEvent(i, "s", l))).Select(d => d.Task);
}
