using System.Diagnostics;
using Kraken.Tests.Shared;

namespace Kraken.Pester.Tests;

/// <summary>Runs each Pester file of <c>tests/pester</c> in a PowerShell of its own, on the assembled module.</summary>
public class PesterFiles
{
    /// <summary>Longer than this a file hangs.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>The files.</summary>
    public static TheoryData<string> All() =>
        new(Directory.EnumerateFiles(Surroundings.PesterFolder, "*.Tests.ps1")
            .Select(Path.GetFileName)
            .OfType<string>()
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_test_of_the_file_passes(string file)
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
            Assert.Fail($"{file} did not end within {_patience.TotalMinutes} minutes.");
        }

        Assert.True(process.ExitCode == 0, $"{file}:{Environment.NewLine}{await output}{await errors}");
    }
}
