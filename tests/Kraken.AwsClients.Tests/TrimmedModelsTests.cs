using System.Diagnostics;
using System.Text.Json;
using Kraken.Tests.Shared;
using Kraken.TrimModels;

namespace Kraken.AwsClients.Tests;

public class TrimmedModelsTests
{
    [FactIf(typeof(Sources))]
    public void Models_are_what_the_trimmer_makes_of_their_sources()
    {
        var root = Repository.Root;
        var folders = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(
            File.ReadAllText(Path.Combine(root, "tools", "trim-models", "operations.json")))!;

        foreach (var (folder, services) in folders)
        {
            foreach (var (service, operations) in services)
            {
                var kept = File.ReadAllText(Path.Combine(root, folder, service + ".json"));
                var packages = folder.StartsWith("src/", StringComparison.Ordinal) ? Sources.Packages : null;
                Assert.Equal(
                    kept, ModelTrimmer.Trim(ModelSources.Load(root, Sources.DataFolder!, packages), service, operations));
            }
        }
    }

    [Fact]
    public void An_unknown_service_is_an_error_that_names_it()
    {
        var error = Assert.Throws<InvalidDataException>(() => ModelTrimmer.Trim(OfBotocore(Path.GetTempPath()), "no-such-service", []));

        Assert.Contains("no-such-service", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_operations_do_not_reach_and_prose_is_left_out()
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            var folder = data.CreateSubdirectory("svc").CreateSubdirectory("2020-01-01");
            File.WriteAllText(Path.Combine(folder.FullName, "service-2.json"), """
                {
                  "metadata": { "serviceId": "Svc" },
                  "documentation": "prose",
                  "operations": {
                    "B": { "name": "B", "input": { "shape": "In" }, "documentation": "prose" },
                    "A": { "name": "A" }
                  },
                  "shapes": {
                    "Unused": { "type": "string" },
                    "In": { "type": "structure", "members": { "documentation": { "shape": "Text", "documentation": "prose" } } },
                    "Text": { "type": "string", "documentation": "prose", "max": 3 }
                  }
                }
                """);

            Assert.Equal(
                """
                {"version":"2.0","sources":["botocore 1.43.11 of 2026-05-20"],"metadata":{"serviceId":"Svc"},"operations":{"B":{"name":"B","input":{"shape":"In"}}},"shapes":{"In":{"type":"structure","members":{"documentation":{"shape":"Text"}}},"Text":{"type":"string","max":3}}}
                """.Trim(),
                JsonSerializer.Serialize(JsonDocument.Parse(ModelTrimmer.Trim(OfBotocore(data.FullName), "svc", ["B"]))));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static ModelSources OfBotocore(string dataFolder) => ModelSources.Load(Repository.Root, dataFolder, packagesFolder: null);

    /// <summary>The versions that the models were made from: the botocore of this machine's Python, and npm's packages.</summary>
    private static class Sources
    {
        private static readonly ModelSources.Pinned _pinned = ModelSources.ReadPinned(Repository.Root);
        private static readonly (string? Folder, string? Missing) _botocore = FindBotocore();
        private static readonly (string? Folder, string? Missing) _packages =
            Npm.Install("aws-models", [.. _pinned.Packages.Values.Select(p => $"{p.Name}@{p.Version}")]);

        public static string? DataFolder => _botocore.Folder;

        public static string? Packages => _packages.Folder is { } folder ? Path.Combine(folder, "node_modules") : null;

        public static string? MissingReason => _botocore.Missing ?? _packages.Missing;

        private static (string? Folder, string? Missing) FindBotocore()
        {
            var version = _pinned.Botocore.Version;
            try
            {
                var start = new ProcessStartInfo("python3", ["-c", "import botocore, os; print(botocore.__version__); print(os.path.join(os.path.dirname(botocore.__file__), 'data'))"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                };
                using var python = Process.Start(start)!;
                var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                python.WaitForExit();
                return lines is [var found, var folder] && found == version
                    ? (folder, null)
                    : (null, $"The models are made from botocore {version}; python3 has {(lines.Length > 0 ? lines[0] : "none")}.");
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return (null, "python3 is not on this machine.");
            }
        }
    }
}
