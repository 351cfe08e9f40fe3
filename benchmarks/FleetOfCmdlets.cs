using Kraken.LocalAws;
using Kraken.Tests.Shared;

namespace Kraken.Benchmarks;

/// <summary>
/// Makes, looks at and removes the same fleet with the cmdlets of the assembled module, in a PowerShell that is started for
/// each command, as a pipeline's step starts one.
/// </summary>
internal sealed class FleetOfCmdlets : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kraken-fleet-");
    private readonly LocalAwsServer _server;
    private readonly int _atOnce;

    public FleetOfCmdlets(LocalAwsServer server, IReadOnlyDictionary<string, string> files, int atOnce)
    {
        (_server, _atOnce) = (server, Math.Min(atOnce, 100));
        FleetSpecs.Write(files, _folder.FullName);
    }

    /// <summary>Why the cmdlets cannot be run here, or null where they can.</summary>
    public static string? MissingReason =>
        Module is null ? "the module is not assembled: run dotnet build first." : null;

    private static string? Module { get; } = FindModule(AppContext.BaseDirectory);

    public Task<FleetMeasure> CreateAsync() => MeasureAsync("Import-KrakenConnectorSpec * | New-KrakenMskConnector -WorkerQuota 99999");

    public Task<FleetMeasure> LookAsync() => CreateAsync();

    public Task<FleetMeasure> RemoveAsync() => MeasureAsync(
        "(Import-KrakenConnectorSpec *).ConnectorName | Remove-KrakenMskConnector -Region us-east-1 -Force");

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<FleetMeasure> MeasureAsync(string command) => FleetMeasure.OfAsync(_server.Cloud, () =>
    {
        var start = PowerShell.Command(
            "-Command",
            $"$ErrorActionPreference = 'Stop'; Import-Module '{Module}'; {command} -ThrottleLimit {_atOnce} "
            + $"-EndpointUrl {_server.Endpoint} -WarningAction Ignore | Out-Null");
        start.WorkingDirectory = _folder.FullName;
        return OtherProgram.RunAsync(start);
    });

    /// <summary>The module that a build has assembled, in a checkout's folder or one below it.</summary>
    internal static string? FindModule(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            var modules = new DirectoryInfo(Path.Combine(folder.FullName, "output", "Kraken.MskConnect"));
            if (modules.Exists)
                return modules.EnumerateFiles("*.psd1", SearchOption.AllDirectories).MaxBy(f => f.LastWriteTimeUtc)?.FullName;
        }

        return null;
    }
}
