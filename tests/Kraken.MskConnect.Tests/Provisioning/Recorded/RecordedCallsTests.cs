using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Tests.Provisioning.CrashSafety;

namespace Kraken.MskConnect.Tests.Provisioning.Recorded;

/// <summary>
/// What each command asks AWS for and leaves behind, written down in a file beside this one. A change of the engine that is
/// to change neither shows here that it does not; one that is to change them shows in its diff what it changes.
/// </summary>
public sealed class RecordedCallsTests
{
    private const string FileName = "calls.txt";
    private const int FleetSize = 20;

    [Fact]
    public async Task Every_command_makes_the_calls_and_leaves_the_state_that_are_written_down()
    {
        var record = new StringBuilder();
        foreach (var command in Command.All)
            record.Append(await RecordAsync(command));
        record.Append(await RecordFleetAsync());

        var path = Path.Combine(Folder(), FileName);
        var actual = record.ToString();
        if (Environment.GetEnvironmentVariable("KRAKEN_RECORD_CALLS") == "1")
            await File.WriteAllTextAsync(path, actual);
        var recorded = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
        Assert.True(
            recorded == actual,
            $"Run this test with KRAKEN_RECORD_CALLS=1 to write {FileName} anew, and look at its diff. It has now:\n{actual}");
    }

    private static async Task<string> RecordAsync(Command command)
    {
        using var world = new Rehearsal();
        await command.Prepare(world);
        world.TakeRequests();
        await command.Run(world.Provisioner, default);
        return Lines(command.Name, world.TakeRequests(), world);
    }

    private static async Task<string> RecordFleetAsync()
    {
        using var world = new Rehearsal();
        var record = new StringBuilder();
        var specs = Fleets.FleetOf(FleetSize);
        var update = new UpdateOptions();
        await StepAsync("create", (fleet, i) => fleet.CreateAsync(specs[i], new CreateOptions(), default));
        await StepAsync("create again", (fleet, i) => fleet.CreateAsync(specs[i], new CreateOptions(), default));
        await StepAsync("plan an update of", (fleet, i) => fleet.PlanUpdateAsync(specs[i], update, default));
        await StepAsync("update", (fleet, i) => fleet.UpdateAsync(
            i % 4 == 0 ? specs[i] with { LogRetentionInDays = 14 } : specs[i], update, default));
        await StepAsync("remove", (fleet, i) => fleet.RemoveAsync(specs[i].ConnectorName, new RemoveOptions(), default));
        return record.ToString();

        // One after the other: how often a fleet is looked at must not depend on which is faster.
        async Task StepAsync(string what, Func<IConnectorProvisioner, int, Task> step)
        {
            world.TakeRequests();
            var fleet = world.Provisioner.ForFleet(specs);
            for (var i = 0; i < specs.Count; i++)
                await step(fleet, i);
            record.Append(Lines($"{what} a fleet of {FleetSize}", world.TakeRequests(), world));
        }
    }

    private static string Lines(string title, IReadOnlyList<LocalAwsRequest> requests, Rehearsal world)
    {
        var lines = new StringBuilder($"{title}: {requests.Count} calls\n");
        foreach (var calls in requests.GroupBy(r => $"{r.Service}:{r.Operation}").OrderBy(c => c.Key, StringComparer.Ordinal))
            lines.Append($"  {calls.Count(),3} {calls.Key}\n");
        var end = Encoding.UTF8.GetBytes(EndState.Of(world.Cloud));
        return lines.Append($"  leaves {Convert.ToHexString(SHA256.HashData(end))[..16]}\n").ToString();
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
