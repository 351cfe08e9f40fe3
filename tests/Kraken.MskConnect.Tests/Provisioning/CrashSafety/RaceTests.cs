using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using Xunit.Abstractions;

namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>Two processes at work on one connector at once, in many interleavings.</summary>
public sealed class RaceTests(ITestOutputHelper output)
{
    private const int Seeds = 60;

    private static ConnectorSpec Spec => ReferenceExamples.DebeziumSource;

    private static ConnectorSpec Configured => Spec.WithKey("database.port", "6432");

    private static ConnectorSpec Grown => Spec with { AutoscalingMcuCount = 2, KafkaTopicRead = ["signals"] };

    [Fact]
    public async Task Two_that_create_the_same_make_it_once_and_both_return_it()
    {
        var complete = await EndOfAsync(CreateAsync);
        await ForEachSeedAsync(_ => Task.CompletedTask, CreateAsync, CreateAsync, (world, first, second) =>
        {
            Assert.Equal("", first + second);
            Assert.Equal(complete, EndState.Of(world.Cloud));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task One_that_creates_and_one_that_removes_leave_all_or_nothing_or_say_what_is_missing()
    {
        var complete = await EndOfAsync(CreateAsync);
        var nothing = await EndOfAsync(RemoveAsync);
        foreach (var exists in new[] { false, true })
        {
            await ForEachSeedAsync(
                exists ? CreateAsync : _ => Task.CompletedTask,
                CreateAsync,
                RemoveAsync,
                async (world, creation, removal) =>
                {
                    var end = EndState.Of(world.Cloud);
                    Assert.True(
                        end == complete || end == nothing || (creation + removal).Length > 0,
                        $"Neither all nor nothing, and nobody says so:\n{end}");

                    // Whatever is left, the commands that a person would give next bring about what they say.
                    await RemoveAsync(world.Provisioner);
                    Assert.Equal(nothing, await SettledAsync(world));
                    await CreateAsync(world.Provisioner);
                    Assert.Equal(complete, EndState.Of(world.Cloud));
                });
        }
    }

    [Fact]
    public async Task Two_that_update_differently_end_as_one_of_them_wants_it_or_say_so()
    {
        await ForEachSeedAsync(CreateAsync, UpdateTo(Configured), UpdateTo(Grown), async (world, first, second) =>
        {
            var asOne = !(await world.Provisioner.PlanAsync(Configured, default)).HasChanges;
            var asOther = !(await world.Provisioner.PlanAsync(Grown, default)).HasChanges;
            Assert.True(asOne || asOther || (first + second).Length > 0, "Neither's will, and nobody says so");
            await UpdateTo(Grown)(world.Provisioner);
            Assert.False((await world.Provisioner.PlanAsync(Grown, default)).HasChanges);
        });
    }

    [Fact]
    public async Task Two_that_update_alike_do_it_and_neither_fails()
    {
        await ForEachSeedAsync(CreateAsync, UpdateTo(Configured), UpdateTo(Configured), async (world, first, second) =>
        {
            Assert.Equal("", first + second);
            Assert.False((await world.Provisioner.PlanAsync(Configured, default)).HasChanges);
        });
    }

    private async Task ForEachSeedAsync(
        Func<ConnectorProvisioner, Task> prepare,
        Func<ConnectorProvisioner, Task> one,
        Func<ConnectorProvisioner, Task> other,
        Func<Rehearsal, string, string, Task> check)
    {
        var said = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(1, Seeds), async (seed, _) =>
        {
            using var world = new Rehearsal();
            await prepare(world.Provisioner);
            world.TakeRequests();
            var order = new Interleaving(seed);
            var (first, second) = (order.Add(world.Cloud.CreateHandler()), order.Add(world.Cloud.CreateHandler()));
            var results = await Task.WhenAll(RunAsync(world, first, one), RunAsync(world, second, other));
            said.Add(string.Join(" | ", results.Select(r => r.Length == 0 ? "done" : r.Split(':')[0])));
            await SettledAsync(world);
            try
            {
                await check(world, results[0], results[1]);
            }
            catch (Exception e)
            {
                var calls = order.Order.Zip(world.Cloud.Requests, (process, r) => $"{process} {r.Operation} {r.ErrorCode}");
                throw new InvalidOperationException(
                    $"Seed {seed} ({string.Join(" | ", results)}): {e.Message}\n{string.Join('\n', calls)}", e);
            }
        });
        foreach (var outcome in said.GroupBy(s => s).OrderByDescending(g => g.Count()))
            output.WriteLine($"{outcome.Count(),3} of {Seeds}: {outcome.Key}");
    }

    /// <summary>What the process says went wrong; empty where it says nothing did.</summary>
    private static async Task<string> RunAsync(
        Rehearsal world, Interleaving.Process process, Func<ConnectorProvisioner, Task> work)
    {
        using var ended = process;
        using var aws = Rehearsal.ClientsOf(process);
        try
        {
            await work(new ConnectorProvisioner(aws, null, world.Clock));
            return "";
        }
        catch (KrakenException e)
        {
            Assert.NotEqual(KrakenErrorKind.Unexpected, e.Kind);
            Assert.NotEqual("", e.Remedy);
            return $"{e.Kind}: {e.Message}";
        }
    }

    private static async Task<string> EndOfAsync(Func<ConnectorProvisioner, Task> work)
    {
        using var world = new Rehearsal();
        await work(world.Provisioner);
        return await SettledAsync(world);
    }

    private static async Task<string> SettledAsync(Rehearsal world)
    {
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.FindAsync("*");
        return EndState.Of(world.Cloud);
    }

    private static Task<ConnectorResult> CreateAsync(ConnectorProvisioner provisioner) =>
        provisioner.CreateAsync(Spec, new CreateOptions(), default);

    private static Task<RemovalResult> RemoveAsync(ConnectorProvisioner provisioner) =>
        provisioner.RemoveAsync(Spec.ConnectorName, new RemoveOptions(), default);

    private static Func<ConnectorProvisioner, Task> UpdateTo(ConnectorSpec spec) =>
        provisioner => provisioner.UpdateAsync(spec, new UpdateOptions(), default);
}
