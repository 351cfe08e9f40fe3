using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.CloudWatchLogs.Model;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class ConnectorLogTests
{
    private const string Name = "debezium-postgres-cdc-dev";

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    [Fact]
    public async Task The_last_entries_are_read_from_all_streams_in_the_order_of_time()
    {
        using var rehearsal = await StartAsync();
        foreach (var number in Enumerable.Range(1, 30))
        {
            rehearsal.Clock.Advance(TimeSpan.FromSeconds(1));
            rehearsal.Cloud.WriteLog(Name, [$"INFO line {number} (a.B:1)", "java.lang.Error: e", "\tat a.B"], $"stream-{number % 3}", number % 3);
        }

        var entries = await ReadAsync(rehearsal, new ConnectorLogQuery { Tail = 5 });

        Assert.Equal(["line 26", "line 27", "line 28", "line 29", "line 30"], entries.Select(e => e.Message));
        Assert.All(entries, e => Assert.Equal("java.lang.Error: e\n\tat a.B", e.StackTrace));
        Assert.All(entries, e => Assert.Equal((Name, ConnectorLogLevel.Info, "a.B", DateTimeKind.Utc), (e.ConnectorName, e.Level, e.Logger, e.Timestamp.Kind)));
        Assert.Equal(3, entries.Select(e => e.Worker).Distinct().Count());
        Assert.Equal(entries, entries.OrderBy(e => e.Timestamp));
    }

    [Fact]
    public async Task Without_more_the_last_hundred_are_read_and_since_a_time_all_on_every_page()
    {
        using var rehearsal = await StartAsync(new LocalAwsOptions { LargestPage = 7 });
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(10));
        var since = rehearsal.Clock.GetUtcNow();
        Write(rehearsal, 250);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(Lines(151, 250), (await ReadAsync(rehearsal, new ConnectorLogQuery())).Select(e => e.Message));
        Assert.Equal(Lines(1, 250), (await ReadAsync(rehearsal, new ConnectorLogQuery { Since = since })).Select(e => e.Message));
        Assert.Equal(Lines(248, 250), (await ReadAsync(rehearsal, new ConnectorLogQuery { Since = since, Tail = 3 })).Select(e => e.Message));
        Assert.Empty(await ReadAsync(rehearsal, new ConnectorLogQuery { Since = rehearsal.Clock.GetUtcNow() }));
        Assert.Empty(await ReadAsync(rehearsal, new ConnectorLogQuery { Tail = 0 }));
    }

    [Fact]
    public async Task Both_ends_are_included()
    {
        using var rehearsal = await StartAsync();
        var times = new List<DateTimeOffset>();
        foreach (var number in Enumerable.Range(1, 4))
        {
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
            rehearsal.Cloud.WriteLog(Name, [$"INFO line {number}"]);
            var now = rehearsal.Clock.GetUtcNow();
            times.Add(DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));
        }

        Assert.Equal(
            Lines(2, 3), (await ReadAsync(rehearsal, new ConnectorLogQuery { Since = times[1], Until = times[2] })).Select(e => e.Message));
        Assert.Equal(
            Lines(2, 3), (await ReadAsync(rehearsal, new ConnectorLogQuery { Tail = 2, Until = times[2] })).Select(e => e.Message));
    }

    [Fact]
    public async Task Level_and_pattern_choose_and_the_last_that_match_are_searched_for_on_every_page()
    {
        using var rehearsal = await StartAsync(new LocalAwsOptions { LargestPage = 10 });
        rehearsal.Cloud.WriteLog(Name, ["ERROR first (a.B:1)", "a.b.CException: why", "WARN second (a.B:1)", "Starting MSK Connect..."]);
        Write(rehearsal, 500);

        Assert.Equal(
            ["first"], (await ReadAsync(rehearsal, new ConnectorLogQuery { Level = ConnectorLogLevel.Error })).Select(e => e.Message));
        Assert.Equal(
            ["first", "second"],
            (await ReadAsync(rehearsal, new ConnectorLogQuery { Tail = 2, Level = ConnectorLogLevel.Warn })).Select(e => e.Message));
        Assert.Equal(
            ["first"], (await ReadAsync(rehearsal, new ConnectorLogQuery { Tail = 1, Pattern = new Regex("cexception", RegexOptions.IgnoreCase) })).Select(e => e.Message));
        Assert.Empty(await ReadAsync(rehearsal, new ConnectorLogQuery { Pattern = new Regex("nothing") }));
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_is_an_error_that_says_so()
    {
        using var rehearsal = await StartAsync();
        rehearsal.Cloud.WriteLog(Name, ["INFO " + new string('a', 40) + "!"]);

        var error = await Assert.ThrowsAsync<KrakenException>(() => ReadAsync(
            rehearsal, new ConnectorLogQuery { Pattern = new Regex("^(a+)+$", RegexOptions.None, TimeSpan.FromMilliseconds(50)) }));

        Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
        Assert.StartsWith("Pattern: '^(a+)+$' took more than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_masked_and_no_pattern_finds_them()
    {
        using var rehearsal = await StartAsync();
        rehearsal.Cloud.WriteLog(
            Name, ["ERROR login with password=hunter2-hunter2 failed", "a.b.CException: jdbc:postgresql://u:hunter2-hunter2@db/x"]);

        var entry = Assert.Single(await ReadAsync(rehearsal, new ConnectorLogQuery { Tail = 1 }));

        Assert.DoesNotContain("hunter2", entry.Message + entry.StackTrace, StringComparison.Ordinal);
        Assert.Empty(await ReadAsync(rehearsal, new ConnectorLogQuery { Pattern = new Regex("hunter2") }));
    }

    [Fact]
    public async Task What_drives_a_terminal_is_written_out()
    {
        using var rehearsal = await StartAsync();
        rehearsal.Cloud.WriteLog(Name, ["INFO \e[2Jgone"]);

        Assert.Equal("\\u001b[2Jgone", Assert.Single(await ReadAsync(rehearsal, new ConnectorLogQuery { Tail = 1 })).Message);
    }

    [Fact]
    public async Task An_earlier_connector_of_the_same_name_is_left_out()
    {
        using var rehearsal = await StartAsync();
        rehearsal.Cloud.WriteLog(Name, ["ERROR of the first"]);
        await rehearsal.Provisioner.RemoveAsync(Name, new RemoveOptions { KeepLogGroup = true }, default);
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.Cloud.WriteLog(Name, ["ERROR of the second"]);

        Assert.Equal(
            ["of the second"], (await ReadAsync(rehearsal, new ConnectorLogQuery { Level = ConnectorLogLevel.Error })).Select(e => e.Message));
    }

    [Fact]
    public async Task What_is_not_there_is_an_error_that_says_what()
    {
        using var rehearsal = await StartAsync();
        var error = await Assert.ThrowsAsync<KrakenException>(() =>
            new ConnectorLogReader(rehearsal.Aws).ReadAsync("nobody", new ConnectorLogQuery(), _ => Task.CompletedTask, default));
        Assert.Equal((KrakenErrorKind.NotFound, "There is no connector 'nobody' in us-east-1."), (error.Kind, error.Message));

        await rehearsal.Aws.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = "/aws/msk-connect/" + Name });
        error = await Assert.ThrowsAsync<KrakenException>(() => ReadAsync(rehearsal, new ConnectorLogQuery()));
        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
        Assert.Contains("'/aws/msk-connect/" + Name + "'", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<KrakenException>(() => ReadAsync(rehearsal, new ConnectorLogQuery { Since = DateTimeOffset.MinValue }));
        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
    }

    [Theory]
    [InlineData(false, "does not deliver its log to CloudWatch Logs.")]
    [InlineData(true, "does not deliver its log to CloudWatch Logs; it goes to the S3 bucket 'logs'.")]
    public async Task A_log_that_is_not_delivered_is_an_error_that_says_where_it_goes(bool toBucket, string expected)
    {
        using var aws = FakeAws.Clients();
        NSubstitute.SubstituteExtensions.ReturnsForAnyArgs(
            aws.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest(), default),
            new ListConnectorsResponse { Connectors = [new ConnectorSummary { ConnectorName = "c", ConnectorArn = "arn" }] });
        NSubstitute.SubstituteExtensions.ReturnsForAnyArgs(
            aws.KafkaConnect.DescribeConnectorAsync(new DescribeConnectorRequest(), default),
            new DescribeConnectorResponse
            {
                ConnectorName = "c",
                ConnectorArn = "arn",
                LogDelivery = toBucket
                    ? new LogDeliveryDescription
                    {
                        WorkerLogDelivery = new WorkerLogDeliveryDescription
                        {
                            CloudWatchLogs = new CloudWatchLogsLogDeliveryDescription { Enabled = false, LogGroup = "g" },
                            S3 = new S3LogDeliveryDescription { Enabled = true, Bucket = "logs" },
                        },
                    }
                    : null,
            });

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => new ConnectorLogReader(aws).ReadAsync("c", new ConnectorLogQuery(), _ => Task.CompletedTask, default));

        Assert.Equal((KrakenErrorKind.NotFound, "c"), (error.Kind, error.ConnectorName));
        Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_contradicts_itself_is_refused_before_any_call()
    {
        using var rehearsal = new Rehearsal();
        var now = DateTimeOffset.UtcNow;
        foreach (var query in new[]
        {
            new ConnectorLogQuery { Follow = true, Until = now }, new ConnectorLogQuery { Since = now, Until = now.AddSeconds(-1) },
        })
        {
            var error = await Assert.ThrowsAsync<KrakenException>(() => ReadAsync(rehearsal, query));
            Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
            Assert.StartsWith("Until: ", error.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(rehearsal, new ConnectorLogQuery { Tail = -1 }));
        Assert.Empty(rehearsal.TakeRequests());
    }

    // 1,000 lines a second for ten seconds, while AWS throttles and fails, streams are rotated, one worker's lines become
    // visible later than the other's, and pages are short.
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(700)]
    public async Task Following_loses_and_repeats_no_line(int largestPage)
    {
        using var rehearsal = await StartAsync(new LocalAwsOptions { LargestPage = largestPage });
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.Throttle, Operation = "FilterLogEvents", NthCall = 3, Times = 6 });
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Operation = "FilterLogEvents", NthCall = 12 });
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.ResetAfterEffect, Operation = "FilterLogEvents", NthCall = 14 });
        var written = new List<string>();
        var late = new List<(string Line, DateTimeOffset Time)>();
        var clock = new WorldClock(rehearsal.Clock, TimeSpan.FromMilliseconds(100), second =>
        {
            if (second is >= 0 and < 100)
            {
                var lines = Enumerable.Range(0, 100).Select(i => $"INFO line {(second * 100) + i}").ToList();
                written.AddRange(lines);
                // A new stream every two seconds.
                rehearsal.Cloud.WriteLog(Name, lines.Where((_, i) => i % 10 > 0), $"stream-{second / 20}");
                late.AddRange(lines.Where((_, i) => i % 10 == 0).Select(l => (l, rehearsal.Clock.GetUtcNow())));
            }

            if (second is > 0 and <= 160 && second % 40 == 0)
            {
                var now = rehearsal.Clock.GetUtcNow();
                foreach (var some in late.GroupBy(l => l.Time))
                    rehearsal.Cloud.WriteLog(Name, some.Select(l => l.Line), "late", worker: 1, now - some.Key);
                late.Clear();
            }
        });

        var entries = await FollowAsync(rehearsal, clock, new ConnectorLogQuery { Tail = 0 }, until: found => found >= 10_000);

        Assert.Equal(10_000, written.Count);
        Assert.Equal(written.Select(l => l[5..]).Order(), entries.Select(e => e.Message).Order());
        Assert.Contains(rehearsal.Events.All, e => e.Level == ProvisioningEventLevel.Warning
            && e.Message.EndsWith("The log is read on from where it was.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Following_shows_the_last_entries_first_and_joins_what_comes_later()
    {
        using var rehearsal = await StartAsync();
        Write(rehearsal, 10);
        var clock = new WorldClock(rehearsal.Clock, TimeSpan.FromSeconds(1), second =>
        {
            if (second == 2)
                rehearsal.Cloud.WriteLog(Name, ["ERROR dead (a.B:1)"]);
            if (second == 3)
                rehearsal.Cloud.WriteLog(Name, ["java.lang.Error: x", "\tat a.B"]);
        });

        var entries = await FollowAsync(rehearsal, clock, new ConnectorLogQuery { Tail = 2 }, until: found => found >= 3);

        Assert.Equal(["line 9", "line 10", "dead"], entries.Select(e => e.Message));
        Assert.Equal("java.lang.Error: x\n\tat a.B", entries[2].StackTrace);
    }

    [Fact]
    public async Task A_worker_whose_clock_is_ahead_hides_nothing()
    {
        using var rehearsal = await StartAsync();
        var clock = new WorldClock(rehearsal.Clock, TimeSpan.FromSeconds(1), second =>
        {
            if (second == 1)
                rehearsal.Cloud.WriteLog(Name, ["INFO ahead"], "b", worker: 1, -TimeSpan.FromHours(1));
            if (second == 10)
                rehearsal.Cloud.WriteLog(Name, ["INFO now"]);
        });

        var entries = await FollowAsync(rehearsal, clock, new ConnectorLogQuery { Tail = 0 }, until: found => found >= 2);

        Assert.Equal(["ahead", "now"], entries.Select(e => e.Message));
    }

    [Fact]
    public async Task Following_ends_with_an_error_that_does_not_pass()
    {
        using var rehearsal = await StartAsync();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Operation = "FilterLogEvents", NthCall = 3, Times = 99 });

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => FollowAsync(rehearsal, rehearsal.Clock, new ConnectorLogQuery(), until: _ => false));

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        Assert.Contains("logs:FilterLogEvents", error.Message, StringComparison.Ordinal);
    }

    private static async Task<Rehearsal> StartAsync(LocalAwsOptions? options = null)
    {
        var rehearsal = new Rehearsal(options);
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        return rehearsal;
    }

    private static void Write(Rehearsal rehearsal, int count) => rehearsal.Cloud.WriteLog(Name, Lines(1, count).Select(l => "INFO " + l));

    private static IEnumerable<string> Lines(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(n => string.Create(CultureInfo.InvariantCulture, $"line {n}"));

    private static async Task<List<ConnectorLogEntry>> ReadAsync(Rehearsal rehearsal, ConnectorLogQuery query)
    {
        var entries = new List<ConnectorLogEntry>();
        await new ConnectorLogReader(rehearsal.Aws, rehearsal.Events, rehearsal.Clock).ReadAsync(Name, query, some =>
        {
            Assert.NotEmpty(some);
            entries.AddRange(some);
            return Task.CompletedTask;
        }, default);
        return entries;
    }

    private static async Task<List<ConnectorLogEntry>> FollowAsync(
        Rehearsal rehearsal, TimeProvider clock, ConnectorLogQuery query, Func<int, bool> until)
    {
        var entries = new List<ConnectorLogEntry>();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var reader = new ConnectorLogReader(rehearsal.Aws, rehearsal.Events, clock);
            await reader.ReadAsync(Name, query with { Follow = true }, some =>
            {
                entries.AddRange(some);
                return until(entries.Count) ? stop.CancelAsync() : Task.CompletedTask;
            }, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Following ends by nothing else.
        }

        return entries;
    }

    /// <summary>A clock whose waits let the world go on meanwhile, step by step.</summary>
    private sealed class WorldClock(TestClock inner, TimeSpan step, Action<int> happen) : TimeProvider
    {
        private int _steps;

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            for (var passed = TimeSpan.Zero; passed < dueTime; passed += step)
            {
                inner.Advance(step);
                happen(_steps++);
            }

            // It has passed by itself.
            return inner.CreateTimer(callback, state, TimeSpan.FromTicks(1), period);
        }
    }
}
