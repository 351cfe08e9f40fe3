using Amazon.CloudWatchLogs.Model;
using Kraken.LocalAws.Tests.Support;
using Kraken.TestClients;

namespace Kraken.LocalAws.Tests.Services;

public sealed class LogsTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Groups_are_made_once_and_found_by_prefix_page_by_page()
    {
        foreach (var name in new[] { "/a/1", "/a/2", "/a/3", "/b" })
            await CreateAsync(name);
        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => CreateAsync("/b"));
        var request = new DescribeLogGroupsRequest { LogGroupNamePrefix = "/a", Limit = 2 };
        var first = await _test.Aws.Logs.DescribeLogGroupsAsync(request);
        request.NextToken = first.NextToken;
        var second = await _test.Aws.Logs.DescribeLogGroupsAsync(request);
        Assert.Equal(["/a/1", "/a/2", "/a/3"], first.LogGroups.Concat(second.LogGroups).Select(g => g.LogGroupName));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task Retention_key_and_tags_are_set_and_taken_away()
    {
        await CreateAsync("/g");
        await _test.Aws.Logs.PutRetentionPolicyAsync(
            new PutRetentionPolicyRequest { LogGroupName = "/g", RetentionInDays = 1096 });
        await Assert.ThrowsAsync<InvalidParameterException>(() => _test.Aws.Logs.PutRetentionPolicyAsync(
            new PutRetentionPolicyRequest { LogGroupName = "/g", RetentionInDays = 8 }));
        await _test.Aws.Logs.AssociateKmsKeyAsync(
            new AssociateKmsKeyRequest { LogGroupName = "/g", KmsKeyId = LocalAwsSeed.MskKeyArn });
        var group = await GetAsync();
        Assert.Equal((1096, LocalAwsSeed.MskKeyArn), (group.RetentionInDays, group.KmsKeyId));
        await _test.Aws.Logs.TagResourceAsync(
            new TagResourceRequest { ResourceArn = group.LogGroupArn, Tags = new() { ["a"] = "1", ["b"] = "2" } });
        await _test.Aws.Logs.UntagResourceAsync(
            new() { ResourceArn = group.LogGroupArn, TagKeys = ["a"] });
        var tags =
            await _test.Aws.Logs.ListTagsForResourceAsync(
                new ListTagsForResourceRequest { ResourceArn = group.LogGroupArn });
        Assert.Equal(["b"], tags.Tags.Keys);
        await _test.Aws.Logs.DeleteRetentionPolicyAsync(new DeleteRetentionPolicyRequest { LogGroupName = "/g" });
        await _test.Aws.Logs.DisassociateKmsKeyAsync(new DisassociateKmsKeyRequest { LogGroupName = "/g" });
        group = await GetAsync();
        Assert.Equal((null, null), (group.RetentionInDays, group.KmsKeyId));

        async Task<LogGroup> GetAsync() =>
            Assert.Single((await _test.Aws.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups);
    }

    [Fact]
    public async Task Events_are_filtered_by_stream_time_and_pattern_page_by_page()
    {
        await CreateAsync("/g");
        await PutAsync("s1", (1000, "ERROR one"), (2000, "INFO two"));
        await PutAsync("s2", (1500, "ERROR three"));
        Assert.Equal(["ERROR one", "ERROR three", "INFO two"], await FilterAsync(_ => { }));
        Assert.Equal(["ERROR one", "ERROR three"], await FilterAsync(r => r.FilterPattern = "ERROR"));
        Assert.Equal(["ERROR three"], await FilterAsync(r => r.FilterPattern = "ERROR -one"));
        Assert.Equal(["ERROR one", "INFO two"], await FilterAsync(r => r.FilterPattern = "?one ?two"));
        Assert.Equal(["INFO two"], await FilterAsync(r => r.FilterPattern = "\"INFO two\""));
        Assert.Equal(["ERROR three"], await FilterAsync(r => r.LogStreamNamePrefix = "s2"));
        Assert.Equal(["ERROR three", "INFO two"], await FilterAsync(r => r.StartTime = 1500));
        Assert.Equal(["ERROR one", "ERROR three"], await FilterAsync(r => r.EndTime = 1500));

        async Task<List<string>> FilterAsync(Action<FilterLogEventsRequest> set)
        {
            var request = new FilterLogEventsRequest { LogGroupName = "/g", Limit = 1 };
            set(request);
            var found = new List<string>();
            do
            {
                var page = await _test.Aws.Logs.FilterLogEventsAsync(request);
                found.AddRange((page.Events ?? []).Select(e => e.Message));
                request.NextToken = page.NextToken;
            }
            while (request.NextToken is not null);
            return found;
        }
    }

    [Fact]
    public async Task A_stream_is_read_from_its_tail_or_head_and_its_end_gives_the_same_token_again()
    {
        await CreateAsync("/g");
        await PutAsync("s", (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5"));
        var request = new GetLogEventsRequest { LogGroupName = "/g", LogStreamName = "s", Limit = 2 };
        var tail = await _test.Aws.Logs.GetLogEventsAsync(request);
        Assert.Equal(["4", "5"], tail.Events.Select(e => e.Message));
        request.NextToken = tail.NextBackwardToken;
        Assert.Equal(["2", "3"], (await _test.Aws.Logs.GetLogEventsAsync(request)).Events.Select(e => e.Message));
        request.NextToken = tail.NextForwardToken;
        var end = await _test.Aws.Logs.GetLogEventsAsync(request);
        Assert.Empty(end.Events ?? []);
        Assert.Equal(tail.NextForwardToken, end.NextForwardToken);
        var head = await _test.Aws.Logs.GetLogEventsAsync(
            new GetLogEventsRequest { LogGroupName = "/g", LogStreamName = "s", Limit = 2, StartFromHead = true });
        Assert.Equal(["1", "2"], head.Events.Select(e => e.Message));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _test.Aws.Logs.GetLogEventsAsync(
            new GetLogEventsRequest { LogGroupName = "/g", LogStreamName = "none" }));
    }

    [Fact]
    public async Task An_event_that_comes_late_has_its_place_by_time()
    {
        await CreateAsync("/g");
        await PutAsync("s", (1000, "first"), (3000, "third"));
        var put = await PutRawAsync("s", """[{"timestamp":2000,"message":"second"}]""");
        Assert.Equal(200, put.Status);
        var page = await _test.Aws.Logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "/g", LogStreamName = "s" });
        Assert.Equal(["first", "second", "third"], page.Events.Select(e => e.Message));
    }

    [Theory]
    [InlineData("""[{"timestamp":2000,"message":"b"},{"timestamp":1000,"message":"a"}]""", "chronological order")]
    [InlineData("""[{"timestamp":0,"message":"a"},{"timestamp":86400001,"message":"b"}]""", "24 hours")]
    public async Task A_batch_that_breaks_a_rule_is_refused_whole(string events, string expected)
    {
        await CreateAsync("/g");
        await PutAsync("s", (1, "there"));
        var put = await PutRawAsync("s", events);
        Assert.Equal(400, put.Status);
        Assert.Contains("InvalidParameterException", put.Body, StringComparison.Ordinal);
        Assert.Contains(expected, put.Body, StringComparison.Ordinal);
        var page = await _test.Aws.Logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "/g", LogStreamName = "s" });
        Assert.Equal(["there"], page.Events.Select(e => e.Message));
    }

    [Fact]
    public async Task A_batch_that_is_too_large_is_refused()
    {
        await CreateAsync("/g");
        await PutAsync("s", (1, "there"));
        var large = new string('x', 200_000);
        var events = string.Join(',', Enumerable.Repeat($$"""{"timestamp":1,"message":"{{large}}"}""", 6));
        var put = await PutRawAsync("s", $"[{events}]");
        Assert.Equal(400, put.Status);
        Assert.Contains("Upload too large: 1200156 bytes exceeds limit of 1048576", put.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_nobody_delivers_cannot_be_written()
    {
        var error = Assert.Throws<ArgumentException>(() => _test.Cloud.WriteLog("nobody", ["INFO x"]));
        Assert.StartsWith("There is no connector 'nobody'.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _test.Cloud.WriteLog("nobody", [], worker: 16));
    }

    [Fact]
    public async Task Streams_are_ordered_by_name_or_by_their_last_event()
    {
        await CreateAsync("/g");
        await PutAsync("a", (3000, "x"));
        await PutAsync("b", (1000, "x"));
        await PutAsync("c", (2000, "x"));
        Assert.Equal(["a", "b", "c"], await NamesAsync(new DescribeLogStreamsRequest()));
        Assert.Equal(
            ["a", "c", "b"],
            await NamesAsync(new DescribeLogStreamsRequest { OrderBy = "LastEventTime", Descending = true }));

        async Task<IEnumerable<string>> NamesAsync(DescribeLogStreamsRequest request)
        {
            request.LogGroupName = "/g";
            return (await _test.Aws.Logs.DescribeLogStreamsAsync(request)).LogStreams.Select(s => s.LogStreamName);
        }
    }

    private Task<CreateLogGroupResponse> CreateAsync(string name) =>
        _test.Aws.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = name });

    private async Task PutAsync(string stream, params (long Time, string Message)[] events)
    {
        await _test.Raw.JsonAsync("logs", "Logs_20140328.CreateLogStream", $$"""{"logGroupName":"/g","logStreamName":"{{stream}}"}""");
        var list =
            System.Text.Json.JsonSerializer.Serialize(
                events.Select(e => new { timestamp = e.Time, message = e.Message }));
        Assert.Equal(200, (await PutRawAsync(stream, list)).Status);
    }

    private Task<Answer> PutRawAsync(string stream, string events) => _test.Raw.JsonAsync(
        "logs", "Logs_20140328.PutLogEvents", $$"""{"logGroupName":"/g","logStreamName":"{{stream}}","logEvents":{{events}}}""");
}
