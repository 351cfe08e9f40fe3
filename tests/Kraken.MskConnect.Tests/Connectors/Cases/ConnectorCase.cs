using System.Text.Json;
using Kraken.LocalAws;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Connectors.Cases;

/// <summary>
/// A connector as people run it, and the right answers for it: a file of <c>tests/Shared/ConnectorCases</c>. What an answer
/// leaves out is not asked.
/// </summary>
internal sealed class ConnectorCase
{
    private readonly JsonElement _answers;

    private ConnectorCase(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        _answers = file.RootElement.GetProperty("answers").Clone();
        Reading = Assert.Single(SpecReader.ReadText(file.RootElement.GetProperty("spec").GetRawText(), SpecFormat.Json, path));
        World = file.RootElement.TryGetProperty("world", out var world) ? world.GetRawText() : null;
    }

    /// <summary>The spec as it was read.</summary>
    public SpecReading Reading { get; }

    public ConnectorSpec Spec => Reading.Spec;

    /// <summary>Secrets and parameters that the connector needs, as a seed file has them; null for none.</summary>
    public string? World { get; }

    /// <summary>The names of all cases.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "connector-cases");

    public static ConnectorCase Read(string name) => new(Path.Combine(Folder, name + ".json"));

    /// <summary>The answer's texts; null where it is not asked.</summary>
    public IReadOnlyList<string>? Texts(string answer) =>
        _answers.TryGetProperty(answer, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(e => e.ToString())] : null;

    public IEnumerable<(string Action, IReadOnlyList<string> Resources)> Calls => _answers.TryGetProperty("calls", out var calls)
        ? calls.EnumerateObject().Select(c => (c.Name, (IReadOnlyList<string>)[.. c.Value.EnumerateArray().Select(e => e.GetString()!)]))
        : [];

    public bool IsInconclusive => _answers.TryGetProperty("inconclusive", out var flag) && flag.GetBoolean();

    public string Partition => _answers.TryGetProperty("partition", out var partition) ? partition.GetString()! : "aws";

    /// <summary>An embedded AWS in the spec's region with what the connector needs.</summary>
    public LocalAwsOptions Cloud()
    {
        var options = new LocalAwsOptions { Region = Spec.Region };
        if (World is null)
            return options;
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, World);
            return options with { SeedFile = LocalAwsSeedFile.Read(file) };
        }
        finally
        {
            File.Delete(file);
        }
    }
}
