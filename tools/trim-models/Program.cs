// Usage: dotnet run --project tools/trim-models -- <botocore data folder> [repository root]
// Writes every model that operations.json names. The folder of an installed botocore is the one that
// `python3 -c "import botocore, os; print(os.path.join(os.path.dirname(botocore.__file__), 'data'))"` prints.
using System.Text.Json;
using Kraken.TrimModels;

if (args.Length is not (1 or 2))
{
    Console.Error.WriteLine("Usage: trim-models <botocore data folder> [repository root]");
    return 2;
}

var root = args.Length == 2 ? args[1] : Directory.GetCurrentDirectory();
var listFile = Path.Combine(root, "tools", "trim-models", "operations.json");
if (!File.Exists(listFile))
{
    Console.Error.WriteLine($"'{listFile}' is not there; run from the repository's root or give it as the second argument.");
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
            var target = Path.Combine(root, folder, service + ".json");
            File.WriteAllText(target, ModelTrimmer.Trim(args[0], service, operations));
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
