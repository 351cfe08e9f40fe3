using System.Collections.Concurrent;
using System.Diagnostics;
using Kraken.Tests.Shared;

namespace Kraken.Pester.Tests;

/// <summary>The runs of Pester files, as many at a time as there are processors.</summary>
internal static class PesterRuns
{
    /// <summary>Longer than this a file hangs; the longest takes two minutes where others run beside it.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private static readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> _runs = new(StringComparer.Ordinal);

    /// <summary>Begins the files in this order.</summary>
    public static void Begin(IEnumerable<string> files)
    {
        foreach (var file in files)
            _ = FailureOfAsync(file);
    }

    /// <summary>What is wrong with a file, after its only run; empty where all of its tests passed.</summary>
    public static Task<string> FailureOfAsync(string file) =>
        _runs.GetOrAdd(file, f => new Lazy<Task<string>>(() => RunInTurnAsync(f))).Value;

    private static async Task<string> RunInTurnAsync(string file)
    {
        await _processors.WaitAsync();
        try
        {
            return await RunAsync(file);
        }
        finally
        {
            _processors.Release();
        }
    }

    private static async Task<string> RunAsync(string file)
    {
        var report = Path.Combine(Surroundings.ReportFolder, Path.ChangeExtension(file, ".xml"));
        Directory.CreateDirectory(Surroundings.ReportFolder);
        File.Delete(report);

        var start = PowerShell.Command(
            "-File", Path.Combine(Surroundings.PesterFolder, "run.ps1"),
            "-File", Path.Combine(Surroundings.PesterFolder, file), "-Report", report);
        start.WorkingDirectory = Surroundings.RepositoryRoot;
        start.Environment["KRAKEN_MODULE"] = Surroundings.ModuleManifest;
        start.Environment["KRAKEN_PESTER"] = PowerShell.PesterManifest;
        start.Environment["KRAKEN_PESTER_MOCKS"] = Surroundings.PesterMocks;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(_patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return $"{file} did not end within {_patience.TotalMinutes} minutes.";
        }

        return process.ExitCode == 0 ? "" : $"{file}:{Environment.NewLine}{await output}{await errors}";
    }
}
