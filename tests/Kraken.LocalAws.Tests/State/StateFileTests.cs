using System.Collections;
using System.Reflection;
using System.Text;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws.State;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.State;

public sealed class StateFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kraken-state");

    private string StateFile => Path.Combine(_folder.FullName, "state.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_cloud_goes_on_where_the_one_before_it_ended()
    {
        ConnectorSummary created;
        string[] before;
        using (var first = Open())
        {
            await first.StartAsync(await first.PrepareAsync("c1"));
            created = Assert.Single((await first.Aws.KafkaConnect.ListConnectorsAsync(new())).Connectors);
            await first.Raw.JsonAsync("logs", "Logs_20140328.PutRetentionPolicy",
                """{"logGroupName":"/aws/msk-connect/c1","retentionInDays":7}""");
            before = Saved(first);
        }

        using var second = Open(TestCloud.Transition);
        Assert.Equal(before, Saved(second));
        var again = await second.DescribeAsync(created.ConnectorArn);
        Assert.Equal(("RUNNING", created.CurrentVersion), (again.ConnectorState.Value, again.CurrentVersion));
        Assert.Contains("Kafka Connect", await second.LogAsync(), StringComparison.Ordinal);
        Assert.True(second.Cloud.Requests.First().Sequence > 6, "request ids go on");
    }

    [Fact]
    public async Task What_was_under_way_ends_in_the_next_process()
    {
        string arn;
        using (var first = Open())
        {
            var request = await first.PrepareAsync();
            arn = (await first.Aws.KafkaConnect.CreateConnectorAsync(request)).ConnectorArn;
        }

        using (var second = Open())
        {
            Assert.Equal("CREATING", (await second.DescribeAsync(arn)).ConnectorState.Value);
            second.Clock.Advance(TestCloud.Transition);
            var running = await second.DescribeAsync(arn);
            Assert.Equal("RUNNING", running.ConnectorState.Value);
            await second.Aws.KafkaConnect.UpdateConnectorAsync(new UpdateConnectorRequest
            {
                ConnectorArn = arn,
                CurrentVersion = running.CurrentVersion,
                Capacity = new CapacityUpdate
                {
                    ProvisionedCapacity = new ProvisionedCapacityUpdate { McuCount = 2, WorkerCount = 3 },
                },
            });
        }

        using (var third = Open())
        {
            Assert.Equal("UPDATING", (await third.DescribeAsync(arn)).ConnectorState.Value);
            third.Clock.Advance(TestCloud.Transition);
            var updated = await third.DescribeAsync(arn);
            Assert.Equal("RUNNING", updated.ConnectorState.Value);
            Assert.Equal(3, updated.Capacity.ProvisionedCapacity.WorkerCount);
            await third.Aws.KafkaConnect.DeleteConnectorAsync(new DeleteConnectorRequest { ConnectorArn = arn });
        }

        using var last = Open(TestCloud.Transition);
        await Assert.ThrowsAsync<NotFoundException>(() => last.DescribeAsync(arn));
    }

    [Fact]
    public async Task A_pause_a_changed_plugin_and_dead_tasks_outlive_the_process()
    {
        DescribeConnectorResponse running;
        using (var first = Open())
        {
            first.Cloud.Faults.Add(new Kraken.LocalAws.Faults.ConnectorFailure("*", TasksDie: true));
            var request = await first.PrepareAsync();
            request.KafkaConnectVersion = "3.7.x";
            running = await first.StartAsync(request);
            await first.Aws.KafkaConnect.PauseConnectorAsync(new() { ConnectorArn = running.ConnectorArn });
        }

        using (var second = Open())
        {
            Assert.Equal("PAUSING", (await second.DescribeAsync(running.ConnectorArn)).ConnectorState.Value);
            second.Clock.Advance(TestCloud.Transition);
            await second.Aws.KafkaConnect.UpdateConnectorAsync(new()
            {
                ConnectorArn = running.ConnectorArn,
                CurrentVersion = running.CurrentVersion,
                Plugins = [new() { CustomPlugin = new() { CustomPluginArn = LocalAwsSeed.S3SinkPluginArn, Revision = 2 } }],
                SkipHealthValidation = true,
            });
        }

        using var third = Open();
        third.Clock.Advance(TestCloud.Transition);
        var paused = await third.DescribeAsync(running.ConnectorArn);
        Assert.Equal(("PAUSED", LocalAwsSeed.S3SinkPluginArn), (paused.ConnectorState.Value, paused.Plugins.Single().CustomPlugin.CustomPluginArn));
        await third.Aws.KafkaConnect.ResumeConnectorAsync(new() { ConnectorArn = running.ConnectorArn });
        third.Clock.Advance(TestCloud.Transition);
        await third.DescribeAsync(running.ConnectorArn);
        Assert.Equal(3, (await third.LogAsync()).Split("finished initialization and start").Length);
    }

    [Fact]
    public async Task No_id_comes_twice()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var test = Open();
            var made = await test.Raw.QueryAsync(
                "iam", "CreateRole", ("RoleName", $"r{i}"), ("AssumeRolePolicyDocument", TestCloud.Trust));
            ids.Add(made.Element("RoleId")!);
        }

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Every_collection_of_every_service_is_saved()
    {
        foreach (var service in new LocalCloud().Services)
        {
            var held = service.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
                .Where(f => f.DeclaringType == service.GetType())
                .Select(f => f.GetValue(service))
                .Where(v => v is ICollection);
            Assert.All(held, h => Assert.Contains(service.Stores, s => ReferenceEquals(s.Items, h)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("""{"format":"another","version":1}""")]
    [InlineData("""{"format":"Kraken.LocalAws state","version":2}""")]
    [InlineData("""{"format":"Kraken.LocalAws state","version":1,"accountId":"123456789012","region":"us-east-1"}""")]
    [InlineData("""{"format":"Kraken.LocalAws state","version":1,"accountId":"123456789012","region":"eu-west-1"}""")]
    public void A_file_that_is_not_this_clouds_is_one_error_and_stays_as_it_is(string text)
    {
        File.WriteAllText(StateFile, text);
        var error = Assert.Throws<InvalidDataException>(() => Open());
        Assert.Contains(StateFile, error.Message, StringComparison.Ordinal);
        Assert.Contains("Give", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(StateFile));
        Assert.Single(Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_refused_at_every_length()
    {
        using (var test = Open())
            await test.PrepareAsync();
        var whole = await File.ReadAllBytesAsync(StateFile);
        for (var length = 0; length < whole.Length; length += 97)
        {
            await File.WriteAllBytesAsync(StateFile, whole[..length]);
            Assert.Throws<InvalidDataException>(() => Open());
        }

        await File.WriteAllBytesAsync(StateFile, whole);
        using var again = Open();
    }

    [Fact]
    public void A_file_that_another_cloud_has_is_refused_until_it_is_freed()
    {
        var first = Open();
        Assert.Contains("in use", Assert.Throws<IOException>(() => Open()).Message, StringComparison.Ordinal);
        first.Cloud.Dispose();
        first.Dispose();
        using var second = Open();
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var error = Assert.Throws<IOException>(() => new LocalCloud(
            new LocalAwsOptions { StateFile = Path.Combine(_folder.FullName, "none", "state.json") }));
        Assert.Contains("folder", error.Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => new LocalCloud(new LocalAwsOptions { StateFile = _folder.FullName }));
    }

    [Fact]
    public async Task A_state_that_cannot_be_written_is_the_services_failure_and_not_a_lie()
    {
        using var test = Open();
        // A folder of the name of the file that is to be written stops the write, whoever runs this.
        Directory.CreateDirectory(StateFile + ".new");
        var answer = await test.Raw.QueryAsync(
            "iam", "CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", TestCloud.Trust));
        Assert.Equal((500, "ServiceFailure"), (answer.Status, answer.Element("Code")));
        Assert.Equal("ServiceFailure", Assert.Single(test.Cloud.Requests).ErrorCode);
        Assert.Equal(200, (await test.Raw.QueryAsync("iam", "ListRoles")).Status);
        Directory.Delete(StateFile + ".new");
    }

    [Fact]
    public async Task A_change_that_cannot_be_saved_is_taken_back()
    {
        using var test = Open();
        await test.Raw.QueryAsync("iam", "CreateRole", ("RoleName", "kept"), ("AssumeRolePolicyDocument", TestCloud.Trust));
        Directory.CreateDirectory(StateFile + ".new");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => test.Raw.QueryAsync(
            "iam", "CreateRole", ("RoleName", $"lost{i}"), ("AssumeRolePolicyDocument", TestCloud.Trust))));
        Assert.All(answers, a => Assert.Equal(500, a.Status));
        Assert.Contains("changed nothing", answers[0].Element("Message"), StringComparison.Ordinal);
        Assert.Equal(["kept"], await RolesAsync(test));
        Directory.Delete(StateFile + ".new");

        // The same call again is the first one, and what was saved before is there still.
        var again = await test.Raw.QueryAsync("iam", "CreateRole", ("RoleName", "lost0"), ("AssumeRolePolicyDocument", TestCloud.Trust));
        Assert.Equal(200, again.Status);
        Assert.Equal(["kept", "lost0"], await RolesAsync(test));
        test.Cloud.Dispose();
        using var next = Open();
        Assert.Equal(["kept", "lost0"], await RolesAsync(next));
        Assert.Equal(test.Cloud.Requests.Select(r => r.Sequence).Distinct().Count(), test.Cloud.Requests.Count);
    }

    [Fact]
    public async Task Each_waiter_of_a_lost_change_is_told_and_no_other_is()
    {
        var fails = true;
        using var file = Kraken.LocalAws.State.StateFile.Open(StateFile, new MskConnect.Files.ContentWriter
        {
            Suffix = ".new",
            Replace = (half, path) =>
            {
                if (fails)
                    throw new IOException("no space");
                File.Move(half, path, overwrite: true);
            },
        });
        file.Begin("begin"u8.ToArray());
        var (version, restored) = (3L, "");
        Task SaveAsync(long of) => file.SaveAsync(of, () => (Encoding.UTF8.GetBytes($"v{version}"), version), state =>
        {
            restored = Encoding.UTF8.GetString(state);
            return version;
        });

        await Assert.ThrowsAsync<IOException>(() => SaveAsync(1));
        Assert.Equal("begin", restored);
        fails = false;
        version = 4;
        await SaveAsync(4);
        await Assert.ThrowsAsync<IOException>(() => SaveAsync(2));
        await Assert.ThrowsAsync<IOException>(() => SaveAsync(3));
        fails = true;
        version = 6;
        await SaveAsync(4);
        await Assert.ThrowsAsync<IOException>(() => SaveAsync(6));
        Assert.Equal("v4", restored);
    }

    [Fact]
    public async Task A_file_that_somebody_holds_for_a_moment_is_saved()
    {
        var held = 3;
        using var file = Kraken.LocalAws.State.StateFile.Open(StateFile, new MskConnect.Files.ContentWriter
        {
            Replace = (half, path) =>
            {
                if (held-- > 0)
                    throw new UnauthorizedAccessException();
                File.Move(half, path, overwrite: true);
            },
            Wait = _ => { },
        });
        await file.SaveAsync(1, () => ("state"u8.ToArray(), 1), _ => throw new InvalidOperationException("nothing is lost"));
        Assert.Equal("state", await File.ReadAllTextAsync(StateFile));
    }

    [Fact]
    public async Task A_link_stays_one_a_mode_stays_and_what_keeps_nothing_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        var link = Path.Combine(_folder.FullName, "link.json");
        File.CreateSymbolicLink(link, "state.json");
        using (var test = new TestCloud(o => o with { StateFile = link }))
        {
            await test.Raw.QueryAsync("iam", "CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", TestCloud.Trust));
            File.SetUnixFileMode(StateFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            await test.Raw.QueryAsync("iam", "CreateRole", ("RoleName", "s"), ("AssumeRolePolicyDocument", TestCloud.Trust));
            Assert.Contains("in use", Assert.Throws<IOException>(() => Open()).Message, StringComparison.Ordinal);
            test.Cloud.Dispose();
        }

        Assert.Equal("state.json", new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(StateFile));
        Assert.Contains(
            "keeps nothing", Assert.Throws<IOException>(() => new TestCloud(o => o with { StateFile = "/dev/null" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_at_once_are_all_on_the_disk_when_they_are_answered()
    {
        using (var test = Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => test.Raw.QueryAsync(
                "iam", "CreateRole", ("RoleName", $"r{i}"), ("AssumeRolePolicyDocument", TestCloud.Trust))));
            var copy = Path.Combine(_folder.FullName, "copy.json");
            File.Copy(StateFile, copy);
            using var other = new TestCloud(o => o with { StateFile = copy });
            Assert.Equal(50, (await other.Aws.Iam.ListRolesAsync(new())).Roles.Count);
            other.Cloud.Dispose();
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StateFile));
        }
    }

    [Fact]
    public async Task A_faster_clock_passes_its_time_and_never_goes_back()
    {
        DateTimeOffset late;
        using (var fast = new TestCloud(o => o with { ClockSpeed = 60, StateFile = StateFile }))
        {
            var request = await fast.PrepareAsync();
            var arn = (await fast.Aws.KafkaConnect.CreateConnectorAsync(request)).ConnectorArn;
            fast.Clock.Advance(TestCloud.Transition / 60);
            Assert.Equal("RUNNING", (await fast.DescribeAsync(arn)).ConnectorState.Value);
            late = fast.Cloud.Now;
            Assert.Equal(TestCloud.Transition, late - (fast.Clock.GetUtcNow() - (TestCloud.Transition / 60)));
            fast.Cloud.Dispose();
        }

        using var slow = Open();
        Assert.Equal(late, slow.Cloud.Now);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_clock_that_does_not_go_forward_is_refused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalCloud(new LocalAwsOptions { ClockSpeed = speed }));

    private static async Task<IEnumerable<string>> RolesAsync(TestCloud test) =>
        (await test.Aws.Iam.ListRolesAsync(new())).Roles.Select(r => r.RoleName).Order();

    private static string[] Saved(TestCloud test) =>
        Encoding.UTF8.GetString(CloudState.Write(test.Cloud)).Split(',').Where(
            part => !part.StartsWith("\"now\"", StringComparison.Ordinal)
                && !part.StartsWith("\"requests\"", StringComparison.Ordinal)).ToArray();

    private TestCloud Open(TimeSpan later = default)
    {
        var test = new TestCloud(o => o with { StateFile = StateFile });
        test.Clock.Advance(later);
        return test;
    }
}
