using System.Text.Json.Nodes;
using Kraken.MskConnect.Specs;

namespace Kraken.Benchmarks;

/// <summary>The connectors of a fleet: an example's, under names of their own, with a worker each.</summary>
internal static class FleetSpecs
{
    /// <summary>Each connector's spec file, by the connector's name.</summary>
    public static IReadOnlyDictionary<string, string> Files(int count)
    {
        var example = File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "specs", "s3-sink-raw-mnpi-dev.tfvars.json"));
        return Enumerable.Range(1, count).Select(i => $"raw-{i:000}").ToDictionary(
            name => name,
            name =>
            {
                var spec = JsonNode.Parse(example)!;
                spec["connector_name"] = name;
                spec["autoscaling_max_worker_count"] = 1;
                return spec.ToJsonString();
            },
            StringComparer.Ordinal);
    }

    /// <summary>Writes the spec files into a folder.</summary>
    public static void Write(IReadOnlyDictionary<string, string> files, string folder)
    {
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(folder, name + ".tfvars.json"), text);
    }

    /// <summary>The specs that the files hold.</summary>
    public static IReadOnlyList<ConnectorSpec> Read(IReadOnlyDictionary<string, string> files) =>
        [.. files.SelectMany(f => SpecReader.ReadText(f.Value, SpecFormat.Json, f.Key)).Select(r => r.Spec)];
}
