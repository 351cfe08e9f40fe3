using System.Collections.Concurrent;
using System.Text;

namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>
/// The cells of all commands, and what becomes of them. xUnit runs the rows of a theory one after the other, and most of
/// a cell's time is the SDK's real delay between attempts. So the first row of a command that is asked for starts all
/// cells of that command, and each row waits for its own.
/// </summary>
public sealed class KillMatrix : IDisposable
{
    /// <summary>Cells at once, of all commands.</summary>
    private const int AtOnce = 96;

    private static readonly Lazy<ILookup<string, KillCell>> _cells = new(FindCells);

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly ConcurrentDictionary<string, Lazy<Dictionary<string, Task<string>>>> _started = new(StringComparer.Ordinal);

    /// <summary>The cells, in the order of the commands and of their calls.</summary>
    internal static ILookup<string, KillCell> Cells => _cells.Value;

    /// <summary>What became of a cell; empty where it ended as an undisturbed run does.</summary>
    internal Task<string> OutcomeOf(string command, string call, Accident accident) => _started
        .GetOrAdd(command, name => new(() => Cells[name].ToDictionary(c => $"{c.Call}, {c.Accident}", c => Task.Run(() => RunAsync(c)))))
        .Value[$"{call}, {accident}"];

    /// <summary>How many cells of each command and accident ended as undisturbed runs do.</summary>
    internal async Task<string> TableAsync()
    {
        var accidents = Enum.GetValues<Accident>();
        var outcomes = await Task.WhenAll(Cells.SelectMany(c => c).Select(async cell =>
            (cell.Command, cell.Accident, Survived: (await OutcomeOf(cell.Command.Name, cell.Call, cell.Accident)).Length == 0)));
        var text = new StringBuilder()
            .AppendLine($"{"cells that end as undisturbed",-36}calls {string.Join(' ', accidents.Select(a => $"{a,16}"))}");
        foreach (var row in outcomes.GroupBy(o => o.Command))
        {
            text.Append($"{row.Key,-36}{row.Count() / accidents.Length,5}");
            foreach (var some in accidents.Select(a => row.Where(o => o.Accident == a).ToList()))
                text.Append($" {$"{some.Count(o => o.Survived)}/{some.Count}",16}");
            text.AppendLine();
        }

        return text.AppendLine($"{outcomes.Length} cells, {outcomes.Count(o => !o.Survived)} of them end otherwise").ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private static ILookup<string, KillCell> FindCells() => Task
        .Run(() => Task.WhenAll(Command.All.Select(KillCell.OfAsync)))
        .GetAwaiter().GetResult()
        .SelectMany(cells => cells)
        .ToLookup(c => c.Command.Name, StringComparer.Ordinal);

    private async Task<string> RunAsync(KillCell cell)
    {
        await _places.WaitAsync();
        try
        {
            return await cell.RunAsync();
        }
        finally
        {
            _places.Release();
        }
    }
}
