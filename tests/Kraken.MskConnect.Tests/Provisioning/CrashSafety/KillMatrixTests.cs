using System.Collections.Concurrent;
using System.Text;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Provisioning;
using Xunit.Abstractions;

namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>
/// Whatever happens at whichever call, the same command given again ends in the state of an undisturbed run: nothing
/// orphaned, nothing double.
/// </summary>
public sealed class KillMatrixTests(ITestOutputHelper output)
{
    /// <summary>Cells at once: most wait for the SDK's delays between attempts, which are real.</summary>
    private const int AtOnce = 96;

    [Fact]
    public async Task Every_accident_at_every_call_is_survived()
    {
        var cells = new List<Cell>();
        foreach (var command in Command.All)
            cells.AddRange(await CellsOfAsync(command));
        var outcomes = new ConcurrentDictionary<Cell, string>();

        await Parallel.ForEachAsync(
            cells,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (cell, _) => outcomes[cell] = await RunAsync(cell));

        output.WriteLine(Render(cells, outcomes));
        Assert.Equal(cells.Count, outcomes.Count(o => o.Value.Length == 0));
    }

    /// <summary>A cell for every accident at every call of an undisturbed run.</summary>
    private static async Task<IEnumerable<Cell>> CellsOfAsync(Command command)
    {
        using var world = new Rehearsal();
        await command.Prepare(world);
        world.TakeRequests();
        await command.Run(world.Provisioner, default);
        var calls = world.TakeRequests();
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.FindAsync("*");
        var end = EndState.Of(world.Cloud);

        // Named by operation: calls that go side by side come in any order.
        return
            from operation in calls.GroupBy(c => (c.Service, c.Operation))
            from nth in Enumerable.Range(1, operation.Count())
            from accident in Enum.GetValues<Accident>()
            select new Cell(command, operation.Key.Service, operation.Key.Operation, nth, accident, end);
    }

    /// <summary>What went wrong in the cell; empty where nothing did.</summary>
    private static async Task<string> RunAsync(Cell cell)
    {
        using var world = new Rehearsal();
        try
        {
            await cell.Command.Prepare(world);
            world.TakeRequests();
            world.Cloud.Faults.Add(new FaultRule
            {
                Kind = AccidentHandler.FaultOf(cell.Accident),
                Service = cell.Service,
                Operation = cell.Operation,
                NthCall = cell.Nth,
                Times = cell.Accident == Accident.Throttled ? 3 : 1,
            });
            using (var process = new CancellationTokenSource())
            using (var handler = new AccidentHandler(world.Cloud.CreateHandler(), cell.Accident, process))
            using (var aws = Rehearsal.ClientsOf(handler))
            {
                try
                {
                    await cell.Command.Run(new ConnectorProvisioner(aws, null, world.Clock), process.Token);
                }
                catch (Exception e) when (e is OperationCanceledException or KrakenException)
                {
                    // What a run says that had an accident is tested elsewhere; here the next one counts.
                }
            }

            if (!world.TakeRequests().Any(r => r.Operation == cell.Operation && r.ErrorCode is not null))
                return "the accident did not happen";
            world.Cloud.Faults.Clear();
            await cell.Command.Run(new ConnectorProvisioner(world.Aws, null, world.Clock), default);
            world.Clock.Advance(TimeSpan.FromHours(1));
            await world.FindAsync("*");
            return Difference(cell.End, EndState.Of(world.Cloud));
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static string Difference(string wanted, string found)
    {
        if (wanted == found)
            return "";
        var (before, after) = (wanted.Split('\n'), found.Split('\n'));
        return string.Join('\n', [
            .. before.Except(after).Select(l => "  lacks " + l),
            .. after.Except(before).Select(l => "  has   " + l),
            $"  {before.Length} resources wanted, {after.Length} found"]);
    }

    private static string Render(List<Cell> cells, ConcurrentDictionary<Cell, string> outcomes)
    {
        var accidents = Enum.GetValues<Accident>();
        var text = new StringBuilder().AppendLine($"{"cells that end as undisturbed",-36}calls {string.Join(' ', accidents.Select(a => $"{a,16}"))}");
        foreach (var row in cells.GroupBy(c => c.Command.Name))
        {
            text.Append($"{row.Key,-36}{row.Count() / accidents.Length,5}");
            foreach (var accident in accidents)
            {
                var some = row.Where(c => c.Accident == accident).ToList();
                text.Append($" {$"{some.Count(c => outcomes[c].Length == 0)}/{some.Count}",16}");
            }

            text.AppendLine();
        }

        text.AppendLine($"{cells.Count} cells, {outcomes.Count(o => o.Value.Length > 0)} of them end otherwise");
        foreach (var (cell, outcome) in outcomes.Where(o => o.Value.Length > 0).OrderBy(o => o.Key.ToString(), StringComparer.Ordinal).Take(40))
            text.AppendLine($"{cell}: {outcome}");
        return text.ToString();
    }

    private sealed record Cell(Command Command, string Service, string Operation, int Nth, Accident Accident, string End)
    {
        public override string ToString() => $"{Command.Name}, {Service}:{Operation} {Nth}, {Accident}";
    }
}
