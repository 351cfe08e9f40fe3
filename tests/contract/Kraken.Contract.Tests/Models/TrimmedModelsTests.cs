using System.Diagnostics;
using System.Text.Json;
using Kraken.AwsClients.Tests;
using Kraken.Tests.Shared;
using Kraken.TrimModels;

namespace Kraken.Contract.Tests.Models;

/// <summary>That the committed models are what the tool makes: nobody has changed them by hand.</summary>
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

    /// <summary>The versions that the models were made from: the botocore of this machine's Python, and npm's packages.</summary>
    private static class Sources
    {
        private static readonly ModelSources.Pinned _pinned = ModelSources.ReadPinned(Repository.Root);
        private static readonly (string? Folder, string? Missing) _botocore = FindBotocore();

        public static string? DataFolder => _botocore.Folder;

        public static string Packages => Path.Combine(NpmClients.Folder, "node_modules");

        public static string? MissingReason => _botocore.Missing ?? NpmClients.MissingReason
            ?? (NpmClients.AreNewest ? "The packages are newer than those that the models are made from." : null);

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
