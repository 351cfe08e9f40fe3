// Usage: dotnet run --project tools/trim-models -- <botocore data folder> <node_modules folder> [repository root]
// Writes every model that operations.json names, from the versions that sources.json names. The first folder is the one that
// `python3 -c "import botocore, os; print(os.path.join(os.path.dirname(botocore.__file__), 'data'))"` prints. npm fills the
// second: `npm install --prefix <folder> <package>@<version> …`.
using System.Text.Json;
using Kraken.TrimModels;

if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("Usage: trim-models <botocore data folder> <node_modules folder> [repository root]");
    return 2;
}

var root = args.Length == 3 ? args[2] : Directory.GetCurrentDirectory();
var listFile = Path.Combine(root, "tools", "trim-models", "operations.json");
if (!File.Exists(listFile))
{
    Console.Error.WriteLine($"'{listFile}' is not there; run from the repository's root or give it as the third argument.");
    return 2;
}

var folders = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(File.ReadAllText(listFile))!;
try
{
    foreach (var (folder, services) in folders)
    {
        Directory.CreateDirectory(Path.Combine(root, folder));
        foreach (var (service, operations) in services)
        {
            // The models of tests are compared with official packages for .NET, which are as old as botocore's.
            var sources = ModelSources.Load(root, args[0], folder.StartsWith("src/", StringComparison.Ordinal) ? args[1] : null);
            var target = Path.Combine(root, folder, service + ".json");
            File.WriteAllText(target, ModelTrimmer.Trim(sources, service, operations));
            Console.WriteLine($"{folder}/{service}.json: {operations.Length} operations");
        }
    }
}
catch (InvalidDataException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

return 0;
