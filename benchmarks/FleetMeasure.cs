using System.Diagnostics;
using Kraken.LocalAws;

namespace Kraken.Benchmarks;

/// <summary>How long a command took, and how many calls it made.</summary>
internal sealed record FleetMeasure(TimeSpan Time, int Calls)
{
    /// <summary>Measures a command.</summary>
    public static async Task<FleetMeasure> OfAsync(LocalCloud cloud, Func<Task> command)
    {
        cloud.Requests.Clear();
        var start = Stopwatch.GetTimestamp();
        await command();
        return new FleetMeasure(Stopwatch.GetElapsedTime(start), cloud.Requests.Count);
    }
}
