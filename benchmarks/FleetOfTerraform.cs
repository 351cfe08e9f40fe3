using System.Globalization;
using Kraken.LocalAws;
using Kraken.Tests.Shared;

namespace Kraken.Benchmarks;

/// <summary>Makes, looks at and removes the same fleet with Terraform and its AWS provider.</summary>
internal sealed class FleetOfTerraform : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kraken-fleet-");
    private readonly LocalAwsServer _server;
    private readonly string _parallelism;

    public FleetOfTerraform(LocalAwsServer server, IReadOnlyDictionary<string, string> files, int atOnce)
    {
        _server = server;
        _parallelism = string.Create(CultureInfo.InvariantCulture, $"-parallelism={atOnce}");
        var source = Path.Combine(AppContext.BaseDirectory, "terraform");
        foreach (var file in Directory.EnumerateFiles(source, "*.tf", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(SpecFolder);
        FleetSpecs.Write(files, SpecFolder);
        TerraformTool.Prepare(_folder.FullName);
    }

    private string SpecFolder => Path.Combine(_folder.FullName, "specs");

    public Task InitializeAsync() => RunAsync("init");

    public Task<FleetMeasure> CreateAsync() => MeasureAsync("apply", "-auto-approve", _parallelism);

    public Task<FleetMeasure> LookAsync() => MeasureAsync("plan", "-detailed-exitcode", _parallelism);

    public Task<FleetMeasure> RemoveAsync() => MeasureAsync("destroy", "-auto-approve", _parallelism);

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<FleetMeasure> MeasureAsync(params string[] arguments) =>
        FleetMeasure.OfAsync(_server.Cloud, () => RunAsync(arguments));

    private Task<string> RunAsync(params string[] arguments)
    {
        var start = TerraformTool.Command(_folder.FullName, _server.Endpoint, arguments);
        start.Environment["TF_VAR_specs"] = SpecFolder;
        return OtherProgram.RunAsync(start);
    }
}
