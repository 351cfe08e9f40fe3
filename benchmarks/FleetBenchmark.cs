using System.Globalization;
using Kraken.Tests.Shared;

namespace Kraken.Benchmarks;

/// <summary>
/// Makes fleets, looks at them again and removes them, on an embedded AWS over loopback whose answers and connectors take
/// fixed times. Prints wall times as multiples of the critical path and calls a connector; beside them those of the cmdlets
/// in a PowerShell of their own, and of Terraform.
/// </summary>
internal static class FleetBenchmark
{
    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (FleetOptions.Read(arguments) is not { } options)
            return 2;
        var withTerraform = TerraformTool.MissingReason is null && options.TerraformUpTo > 0;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Latency.TotalMilliseconds:0} ms a call, {options.Creation.TotalSeconds:0} s to make or delete a connector, "
            + $"{options.AtOnce} at once, {Environment.ProcessorCount} cores"));
        Console.WriteLine(withTerraform
            ? $"Terraform with its AWS provider up to {options.TerraformUpTo} connectors, with -parallelism={options.AtOnce}"
            : TerraformTool.MissingReason ?? "Without Terraform.");
        if (FleetOfCmdlets.MissingReason is { } reason)
            Console.WriteLine($"Without the cmdlets: {reason}");
        Console.WriteLine();
        Console.WriteLine(
            "  connectors   command   path s      s   of path   calls a connector   pwsh s   Terraform s   of pwsh's   calls a connector");

        // The first calls of a process take longer, which is not the fleet's.
        var quick = options with { Latency = TimeSpan.Zero, Creation = TimeSpan.FromMilliseconds(1) };
        await MeasureAsync(1, quick, FleetOfCmdlets.MissingReason is null, withTerraform: false);
        foreach (var size in options.Sizes)
        {
            foreach (var line in await MeasureAsync(
                size, options, FleetOfCmdlets.MissingReason is null, withTerraform && size <= options.TerraformUpTo))
                Console.WriteLine(line);
        }

        return 0;
    }

    private static async Task<IReadOnlyList<string>> MeasureAsync(
        int size, FleetOptions options, bool withCmdlets, bool withTerraform)
    {
        var files = FleetSpecs.Files(size);
        FleetMeasure[] ours;
        await using (var server = FleetServer.Start(options.Creation, options.Latency))
        {
            using var fleet = new FleetOfOurs(server, FleetSpecs.Read(files), options.AtOnce);
            ours = [await fleet.CreateAsync(), await fleet.LookAsync(), await fleet.RemoveAsync()];
        }

        FleetMeasure?[] cmdlets = [null, null, null];
        if (withCmdlets)
        {
            await using var server = FleetServer.Start(options.Creation, options.Latency);
            using var fleet = new FleetOfCmdlets(server, files, options.AtOnce);
            cmdlets = [await fleet.CreateAsync(), await fleet.LookAsync(), await fleet.RemoveAsync()];
        }

        FleetMeasure?[] terraforms = [null, null, null];
        if (withTerraform)
        {
            await using var server = FleetServer.Start(options.Creation, options.Latency);
            using var fleet = new FleetOfTerraform(server, files, options.AtOnce);
            await fleet.InitializeAsync();
            terraforms = [await fleet.CreateAsync(), await fleet.LookAsync(), await fleet.RemoveAsync()];
        }

        var paths = Paths(options);
        return [.. Enumerable.Range(0, 3).Select(i => Line(size, paths[i], ours[i], cmdlets[i], terraforms[i]))];
    }

    /// <summary>
    /// The least time of each command: the calls of one connector that wait for one another, and what AWS takes itself.
    /// </summary>
    private static (string Command, TimeSpan Time)[] Paths(FleetOptions options) =>
    [
        // What is there, CreateRole, PutRolePolicy, CreateConnector, and that it runs.
        ("create", 5 * options.Latency + options.Creation),
        // The connector's ARN, and the connector.
        ("no-op", 2 * options.Latency),
        // The ARN, the connector, what else uses its role; DeleteConnector, and that it is gone; the role's policies, their
        // deletion, DeleteRole.
        ("remove", 8 * options.Latency + options.Creation),
    ];

    private static string Line(
        int size, (string Command, TimeSpan Time) path, FleetMeasure ours, FleetMeasure? cmdlets, FleetMeasure? terraforms)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{size,12}   {path.Command,-7}{path.Time.TotalSeconds,9:0.00}{ours.Time.TotalSeconds,7:0.00}"
            + $"{ours.Time / path.Time,10:0.00}{ours.Calls / (double)size,20:0.0}{cmdlets?.Time.TotalSeconds,9:0.0}");
        return terraforms is null ? line : line + string.Create(
            CultureInfo.InvariantCulture,
            $"{terraforms.Time.TotalSeconds,14:0.0}{terraforms.Time / cmdlets?.Time,12:0.0}{terraforms.Calls / (double)size,20:0.0}");
    }
}
