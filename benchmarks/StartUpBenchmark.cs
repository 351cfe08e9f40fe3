using System.Diagnostics;
using System.Globalization;
using System.Reflection.PortableExecutable;
using Kraken.LocalAws;
using Kraken.Tests.Shared;

namespace Kraken.Benchmarks;

/// <summary>
/// What a pipeline's step waits for: a PowerShell that is started, imports the module and compares connectors where nothing
/// is to be done. In turn with a PowerShell that does nothing, and with Terraform where it is on the machine, all against
/// one embedded AWS. Prints medians, and how much more than the bare PowerShell each takes.
/// </summary>
internal static class StartUpBenchmark
{
    /// <summary>Connectors are there before anything is measured.</summary>
    private static readonly TimeSpan _creation = TimeSpan.FromMilliseconds(1);

    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (StartUpOptions.Read(arguments) is not { } options)
            return 2;
        if (options.Modules.Count == 0)
        {
            Console.WriteLine("The module is not assembled: run dotnet build -c Release first.");
            return 0;
        }

        var files = FleetSpecs.Files(options.Connectors);
        IReadOnlyList<(string Name, TimeSpan Time)> looks;
        var folder = Directory.CreateTempSubdirectory("kraken-start-up-");
        try
        {
            await using var server = FleetServer.Start(_creation);
            using (var fleet = new FleetOfOurs(server, FleetSpecs.Read(files), options.Connectors))
                await fleet.CreateAsync();
            FleetSpecs.Write(files, folder.FullName);

            foreach (var (name, manifest) in options.Modules)
                PrintSize(name, Path.GetDirectoryName(manifest)!);
            Console.WriteLine(await EditionAsync());
            Console.WriteLine();
            looks = await PowerShellAsync(options, server, folder, files.Keys.First());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        if (TerraformTool.MissingReason is null && options.TerraformRounds > 0)
            await TerraformAsync(options, files, looks);
        return 0;
    }

    /// <summary>Measures PowerShell; returns how long each module takes for the larger fleet.</summary>
    private static async Task<IReadOnlyList<(string Name, TimeSpan Time)>> PowerShellAsync(
        StartUpOptions options, LocalAwsServer server, DirectoryInfo folder, string first)
    {
        string Compare(string manifest, string specs) =>
            $"Import-Module '{manifest}'; Import-KrakenConnectorSpec {specs} | Compare-KrakenMskConnector "
            + $"-ThrottleLimit {Math.Min(options.Connectors, 100)} -EndpointUrl {server.Endpoint} -WarningAction Ignore | Out-Null";
        List<(string Name, string Command)> commands = [("bare", "1")];
        foreach (var (name, manifest) in options.Modules)
        {
            commands.Add(($"import, {name}", $"Import-Module '{manifest}'"));
            // KafkaConnect's client alone; it shall not pay for EC2's, which the comparisons need.
            commands.Add(($"get, {name}", $"Import-Module '{manifest}'; Get-KrakenMskConnector -Region us-east-1 "
                + $"-EndpointUrl {server.Endpoint} | Out-Null"));
            commands.Add(($"compare 1, {name}", Compare(manifest, first + ".*")));
            commands.Add(($"compare {options.Connectors}, {name}", Compare(manifest, "*")));
        }

        // In turn, since the machine's speed changes; the first round is for files that are not in memory yet.
        var times = commands.ConvertAll(_ => new List<ProcessTime>());
        for (var round = 0; round <= options.Rounds; round++)
        {
            for (var i = 0; i < commands.Count; i++)
            {
                var time = await ProcessTime.OfAsync(
                    Command(folder, "$ErrorActionPreference = 'Stop'; " + commands[i].Command));
                if (round > 0)
                    times[i].Add(time);
            }
        }

        var medians = times.ConvertAll(ProcessTime.Median);
        Console.WriteLine("      ms    more    of bare    processor ms    more    of bare");
        for (var i = 0; i < commands.Count; i++)
            Print(commands[i].Name, medians[i], medians[0]);
        return [.. options.Modules.Select((module, i) => (module.Name, medians[4 * (i + 1)].Wall))];
    }

    private static async Task TerraformAsync(
        StartUpOptions options, IReadOnlyDictionary<string, string> files, IReadOnlyList<(string Name, TimeSpan Time)> looks)
    {
        await using var server = FleetServer.Start(_creation);
        using var fleet = new FleetOfTerraform(server, files, Math.Min(options.Connectors, 100));
        await fleet.InitializeAsync();
        await fleet.CreateAsync();
        var times = new List<ProcessTime>();
        for (var round = 0; round < options.TerraformRounds; round++)
            times.Add(new ProcessTime((await fleet.LookAsync()).Time, null));
        var time = ProcessTime.Median(times).Wall;
        Console.WriteLine();
        foreach (var (name, look) in looks)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"terraform plan {options.Connectors} takes {time.TotalSeconds:0.0} s, {time / look:0.0} times as long as {name}"));
        }
    }

    /// <summary>What the module weighs: its own assemblies and texts, and the libraries beside them.</summary>
    private static void PrintSize(string name, string folder)
    {
        var sizes = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToLookup(IsLibrary, file => new FileInfo(file).Length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {sizes[false].Sum() / 1e6:0.00} MB of its own, {sizes[true].Sum() / 1e6:0.00} MB of libraries"));
    }

    private static bool IsLibrary(string file) =>
        Path.GetExtension(file) == ".dll" && !Path.GetFileName(file).StartsWith("Kraken.", StringComparison.Ordinal);

    private static void Print(string name, ProcessTime time, ProcessTime bare) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{time.Wall.TotalMilliseconds,8:0}{(time.Wall - bare.Wall).TotalMilliseconds,8:+0;-0;0}{time.Wall / bare.Wall,11:0.00}"
        + $"{time.Processor?.TotalMilliseconds,16:0}{(time.Processor - bare.Processor)?.TotalMilliseconds,8:+0;-0;0}"
        + $"{time.Processor / bare.Processor,11:0.00}  {name}"));

    /// <summary>Which PowerShell it is: an installed one is compiled ahead of time, the .NET tool is not.</summary>
    private static async Task<string> EditionAsync()
    {
        var output = await OtherProgram.RunAsync(PowerShell.Command(
            "-Command", "$PSVersionTable.PSVersion.ToString(); [psobject].Assembly.Location; [Environment]::Version.ToString()"));
        var lines = output.Split('\n', StringSplitOptions.TrimEntries);
        using var image = new PEReader(File.OpenRead(lines[1]));
        var isPrecompiled = image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
        return $"PowerShell {lines[0]}, {(isPrecompiled ? "precompiled" : "not precompiled")}, on .NET {lines[2]}, "
            + $"{Environment.ProcessorCount} cores";
    }

    private static ProcessStartInfo Command(DirectoryInfo folder, string command)
    {
        var start = PowerShell.Command("-Command", command);
        start.WorkingDirectory = folder.FullName;
        return start;
    }
}
