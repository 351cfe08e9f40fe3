using Kraken.MskConnect.Diagnosis;

namespace Kraken.MskConnect.Tests.Diagnosis;

public sealed class WorkerLineTests
{
    private const string Worker = "[Worker-0b1f2a3c4d5e6f708]";

    [Theory]
    [InlineData(
        Worker + " [2024-03-05 10:11:12,345] INFO Kafka Connect started (org.apache.kafka.connect.runtime.Connect:57)",
        "0b1f2a3c4d5e6f708", ConnectorLogLevel.Info, null, "org.apache.kafka.connect.runtime.Connect", "Kafka Connect started")]
    [InlineData(
        Worker + " [2024-03-05 10:11:12,345] ERROR [orders|task-3] WorkerSinkTask{id=orders-3} Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted (org.apache.kafka.connect.runtime.WorkerTask:212)",
        "0b1f2a3c4d5e6f708", ConnectorLogLevel.Error, 3, "org.apache.kafka.connect.runtime.WorkerTask",
        "WorkerSinkTask{id=orders-3} Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted")]
    [InlineData(
        Worker + " [2024-03-05 10:11:12,345] INFO [orders|task-0|offsets] WorkerSourceTask{id=orders-0} Committing offsets (org.apache.kafka.connect.runtime.WorkerSourceTask:485)",
        "0b1f2a3c4d5e6f708", ConnectorLogLevel.Info, 0, "org.apache.kafka.connect.runtime.WorkerSourceTask", "WorkerSourceTask{id=orders-0} Committing offsets")]
    [InlineData(
        Worker + " [2024-03-05 10:11:12,345] INFO [orders|worker] Creating connector orders of type a.B (org.apache.kafka.connect.runtime.Worker:274)",
        "0b1f2a3c4d5e6f708", ConnectorLogLevel.Info, null, "org.apache.kafka.connect.runtime.Worker", "Creating connector orders of type a.B")]
    // What stands in brackets without a bar is the message's own, and so are words in brackets at its end.
    [InlineData(
        Worker + " [2024-03-05 10:11:12,345] WARN [Worker clientId=connect-1, groupId=g] Catching up failed (3 times)",
        "0b1f2a3c4d5e6f708", ConnectorLogLevel.Warn, null, null, "[Worker clientId=connect-1, groupId=g] Catching up failed (3 times)")]
    [InlineData(
        Worker + " [2024-03-05 10:11:12,345] FATAL Out (org.apache.kafka.connect.cli.ConnectDistributed)",
        "0b1f2a3c4d5e6f708", ConnectorLogLevel.Fatal, null, "org.apache.kafka.connect.cli.ConnectDistributed", "Out")]
    [InlineData(
        "2024-03-05T10:11:12.345Z " + Worker + " [2024-03-05 10:11:12,345] DEBUG x (a.B:1)",
        "0b1f2a3c4d5e6f708", ConnectorLogLevel.Debug, null, "a.B", "x")]
    [InlineData("[2024-03-05 10:11:12,345] TRACE x (a.B$C:1)", null, ConnectorLogLevel.Trace, null, "a.B$C", "x")]
    [InlineData(Worker + " Starting MSK Connect...", "0b1f2a3c4d5e6f708", null, null, null, "Starting MSK Connect...")]
    [InlineData(Worker + " \tat a.B.c(B.java:1)", "0b1f2a3c4d5e6f708", null, null, null, "\tat a.B.c(B.java:1)")]
    [InlineData(Worker, "0b1f2a3c4d5e6f708", null, null, null, "")]
    [InlineData("", null, null, null, null, "")]
    [InlineData("{\"level\":\"ERROR\"}", null, null, null, null, "{\"level\":\"ERROR\"}")]
    [InlineData("[Worker-] [2024-03-05] ERROR x", null, null, null, null, "[Worker-] [2024-03-05] ERROR x")]
    [InlineData(
        Worker + " [2024-03-05 10:11:12,345] ERRORS x", "0b1f2a3c4d5e6f708", null, null, null, "[2024-03-05 10:11:12,345] ERRORS x")]
    public void A_line_is_taken_apart(
        string line, string? worker, ConnectorLogLevel? level, int? task, string? logger, string text)
    {
        var parsed = WorkerLine.Parse(line);

        Assert.Equal((worker, level, task, logger, text), (parsed.Worker, parsed.Level, parsed.Task, parsed.Logger, parsed.Text));
    }

    [Theory]
    [InlineData("org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask", true)]
    [InlineData("java.lang.OutOfMemoryError: Java heap space", true)]
    [InlineData("Caused by: java.net.UnknownHostException: b-1", true)]
    [InlineData("\tat org.apache.kafka.connect.runtime.WorkerTask.run(WorkerTask.java:256)", true)]
    [InlineData("\tat java.base/java.lang.Thread.run(Thread.java:829)", true)]
    [InlineData("\tSuppressed: a.B$CException", true)]
    [InlineData("\t... 10 more", true)]
    [InlineData("\tconnector.class = a.B", false)]
    [InlineData("Starting MSK Connect...", false)]
    [InlineData("at last it works", false)]
    public void A_line_of_a_stack_trace_is_known(string text, bool expected) =>
        Assert.Equal(expected, WorkerLine.Parse($"{Worker} {text}").IsOfStack);

    [Fact]
    public void The_stack_traces_of_two_workers_are_parted_and_joined_to_their_lines()
    {
        string[] lines =
        [
            "[Worker-0a] [2024-03-05 10:11:12,345] ERROR [orders|task-0] Task threw (a.WorkerTask:212)",
            "[Worker-0b] [2024-03-05 10:11:12,345] WARN Rejoining",
            "[Worker-0a] org.apache.kafka.connect.errors.ConnectException: Exiting",
            "[Worker-0b] of the group (a.Herder:7)",
            "[Worker-0a] \tat a.B.c(B.java:1)",
            "[Worker-0a] Caused by: java.net.UnknownHostException: b-1",
            "[Worker-0a] [2024-03-05 10:11:12,346] INFO next (a.B:1)",
        ];

        var entries = Join(lines);

        Assert.Equal(
            [
                (ConnectorLogLevel.Error, "Task threw", "org.apache.kafka.connect.errors.ConnectException: Exiting\n\tat a.B.c(B.java:1)\nCaused by: java.net.UnknownHostException: b-1"),
                (ConnectorLogLevel.Warn, "Rejoining\nof the group", null),
                (ConnectorLogLevel.Info, "next", (string?)null),
            ],
            entries.Select(e => (e.Level!.Value, e.Message, e.StackTrace)));
        Assert.Equal(["a.WorkerTask", "a.Herder", "a.B"], entries.Select(e => e.Logger));
    }

    [Fact]
    public void A_dump_of_a_configuration_is_one_message()
    {
        var entry = Assert.Single(Join(
            $"{Worker} [2024-03-05 10:11:12,345] INFO SinkConnectorConfig values: ",
            $"{Worker} \tconnector.class = a.B",
            $"{Worker} \tname = orders",
            $"{Worker}  (org.apache.kafka.connect.runtime.SinkConnectorConfig:354)"));

        Assert.Equal("SinkConnectorConfig values:\n\tconnector.class = a.B\n\tname = orders", entry.Message);
        Assert.Equal("org.apache.kafka.connect.runtime.SinkConnectorConfig", entry.Logger);
    }

    [Fact]
    public void The_lines_of_a_workers_start_are_entries_of_their_own() => Assert.Equal(
        ["No sanity checks script found. Ignoring.", "Waiting for resolving bootstrap servers address ...", "Starting MSK Connect...", "a", "b"],
        Join(
            $"{Worker} No sanity checks script found. Ignoring.", $"{Worker} Waiting for resolving bootstrap servers address ...",
            $"{Worker} Starting MSK Connect...", "a", "b").Select(e => e.Message));

    [Fact]
    public void A_stack_trace_in_one_event_is_joined_too()
    {
        var entry = Assert.Single(Join(
            $"{Worker} [2024-03-05 10:11:12,345] ERROR dead (a.B:1)\r\njava.lang.Error: x\r\n\tat a.B.c(B.java:1)\r\n"));

        Assert.Equal(("dead", "java.lang.Error: x\n\tat a.B.c(B.java:1)"), (entry.Message, entry.StackTrace));
    }

    [Fact]
    public void An_entry_waits_for_the_rest_of_its_stack_trace_and_no_longer()
    {
        var joiner = new EntryJoiner();
        Assert.Empty(joiner.Add(new WorkerEvent(1, "s", $"{Worker} [2024-03-05 10:11:12,345] ERROR dead (a.B:1)")));
        Assert.Empty(joiner.Settle());
        Assert.Empty(joiner.Add(new WorkerEvent(1, "s", $"{Worker} java.lang.Error: x")));
        Assert.Empty(joiner.Settle());
        Assert.Equal("java.lang.Error: x", Assert.Single(joiner.Settle()).StackTrace);

        // Too late for its entry: it is one of the same level, which -Level does not part from the other.
        Assert.Empty(joiner.Add(new WorkerEvent(2, "s", $"{Worker} \tat a.B.c(B.java:1)")));
        var late = Assert.Single(joiner.End());
        Assert.Equal((ConnectorLogLevel.Error, "a.B", false), (late.Level, late.Logger, late.IsTorn));
    }

    [Fact]
    public void A_quiet_worker_does_not_hold_up_the_others()
    {
        var joiner = new EntryJoiner();
        Assert.Empty(joiner.Add(new WorkerEvent(0, "a", "[Worker-0a] [2024-03-05 10:11:12,345] INFO first")));
        Assert.Empty(joiner.Add(new WorkerEvent(1_000, "b", "[Worker-0b] [2024-03-05 10:11:12,345] INFO second")));
        Assert.Equal(
            ["first"], joiner.Add(new WorkerEvent(2_500, "b", "[Worker-0b] [2024-03-05 10:11:12,345] INFO third")).Select(e => e.Message).Take(1));
    }

    private static List<JoinedEntry> Join(params string[] lines)
    {
        var joiner = new EntryJoiner();
        return [.. lines.SelectMany(l => joiner.Add(new WorkerEvent(0, "s", l))), .. joiner.End()];
    }
}
