using System.Diagnostics;
using System.Globalization;

namespace Kraken.Benchmarks;

/// <summary>How long a program ran, and how much of the processors it used.</summary>
/// <param name="Wall">From its start to its end.</param>
/// <param name="Processor">Of all its threads and of the programs that it started; null where the system does not tell.</param>
internal sealed record ProcessTime(TimeSpan Wall, TimeSpan? Processor)
{
    // Linux counts in hundredths of a second, whatever the kernel's own clock. Source: proc(5), sysconf(3).
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs a program, whose streams are redirected, to its end; nothing else may be started meanwhile.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<ProcessTime> OfAsync(ProcessStartInfo start)
    {
        var used = OfChildren();
        var begin = Stopwatch.GetTimestamp();
        await OtherProgram.RunAsync(start);
        return new ProcessTime(Stopwatch.GetElapsedTime(begin), OfChildren() - used);
    }

    /// <summary>The middle of several.</summary>
    public static ProcessTime Median(IReadOnlyList<ProcessTime> times) => new(
        Middle(times.Select(t => t.Wall)), times[0].Processor is null ? null : Middle(times.Select(t => t.Processor!.Value)));

    private static TimeSpan Middle(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>What all programs that we started have used and that have ended.</summary>
    private static TimeSpan? OfChildren()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        // The name in parentheses may hold spaces; cutime and cstime are the 14th and 15th field after it.
        var fields = File.ReadAllText("/proc/self/stat").Split(") ", 2)[1].Split(' ');
        return _tick * (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture));
    }
}
