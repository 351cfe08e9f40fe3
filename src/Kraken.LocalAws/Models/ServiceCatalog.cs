using System.IO.Compression;
using System.Text.Json;

namespace Kraken.LocalAws.Models;

/// <summary>The embedded service models. Each is read once in a process, when it is first asked for.</summary>
internal static class ServiceCatalog
{
    private static readonly Dictionary<string, Lazy<ServiceModel>> _models = Files()
        .GroupBy(file => file[..file.IndexOf('.', StringComparison.Ordinal)], StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => new Lazy<ServiceModel>(() => Load(g)), StringComparer.Ordinal);

    /// <summary>The signing names of the services. A model's file is named by it.</summary>
    internal static IEnumerable<string> Names => _models.Keys;

    /// <summary>The service's model, or null where there is none.</summary>
    internal static ServiceModel? Find(string signingName) =>
        _models.TryGetValue(signingName, out var model) ? model.Value : null;

    private static ServiceModel Load(IEnumerable<string> files)
    {
        using var archive = Open();
        var documents = files.Order(StringComparer.Ordinal).Select(file => Parse(archive, file)).ToList();
        try
        {
            return ServiceModelReader.Read([.. documents.Select(d => d.RootElement)]);
        }
        finally
        {
            documents.ForEach(d => d.Dispose());
        }
    }

    private static JsonDocument Parse(ZipArchive archive, string file)
    {
        using var stream = archive.GetEntry(file)!.Open();
        return JsonDocument.Parse(stream);
    }

    private static List<string> Files()
    {
        using var archive = Open();
        return [.. archive.Entries.Select(e => e.FullName)];
    }

    private static ZipArchive Open() =>
        new(typeof(ServiceCatalog).Assembly.GetManifestResourceStream("models.zip")!, ZipArchiveMode.Read);
}
