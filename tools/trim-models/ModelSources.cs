using System.Text.Json;

namespace Kraken.TrimModels;

/// <summary>What the models are made from: <c>sources.json</c>, with the two folders that hold it on this machine.</summary>
internal sealed class ModelSources
{
    private static readonly JsonSerializerOptions _names = new(JsonSerializerDefaults.Web);

    private readonly Pinned _pinned;
    private readonly string? _packagesFolder;

    private ModelSources(Pinned pinned, string dataFolder, string? packagesFolder) =>
        (_pinned, DataFolder, _packagesFolder) = (pinned, dataFolder, packagesFolder);

    /// <summary>A source with its version and the day of its release.</summary>
    internal sealed record Source(string Name, string Version, DateOnly Date)
    {
        public override string ToString() => $"{Name} {Version} of {Date:yyyy-MM-dd}";
    }

    /// <summary>The versions that the committed models are made from.</summary>
    internal sealed record Pinned(Source Botocore, Dictionary<string, Source> Packages);

    /// <summary>The botocore data folder.</summary>
    public string DataFolder { get; }

    /// <summary>Reads the pinned versions of a repository.</summary>
    public static Pinned ReadPinned(string root) => JsonSerializer.Deserialize<Pinned>(
        File.ReadAllText(Path.Combine(root, "tools", "trim-models", "sources.json")), _names)!;

    /// <summary>The sources of a repository.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="dataFolder">The botocore data folder.</param>
    /// <param name="packagesFolder">The <c>node_modules</c> folder with the packages, or null to use botocore alone.</param>
    public static ModelSources Load(string root, string dataFolder, string? packagesFolder) =>
        new(ReadPinned(root), dataFolder, packagesFolder);

    /// <summary>The service's package, or null where botocore is the newer of the two or the only one.</summary>
    /// <exception cref="InvalidDataException">The folder has not the pinned version.</exception>
    public (PackageModel Model, Source Source)? PackageOf(string service)
    {
        if (_packagesFolder is null || !_pinned.Packages.TryGetValue(service, out var source) || source.Date <= _pinned.Botocore.Date)
            return null;
        var folder = Path.Combine(_packagesFolder, source.Name);
        if (!Directory.Exists(folder))
            throw new InvalidDataException($"'{folder}' is not there; npm install {source.Name}@{source.Version}.");
        if (PackageModel.VersionOf(folder) is var found && found != source.Version)
            throw new InvalidDataException($"'{folder}' has version {found}; install {source.Version}, or correct sources.json.");
        return (PackageModel.Read(folder), source);
    }

    /// <summary>The sources of a service's model, oldest first, as the model records them.</summary>
    public IEnumerable<string> Names(Source? package) =>
        package is null ? [$"{_pinned.Botocore}"] : [$"{_pinned.Botocore}", $"{package}"];
}
