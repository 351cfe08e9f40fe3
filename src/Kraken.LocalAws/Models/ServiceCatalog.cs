using System.Text.Json;

namespace Kraken.LocalAws.Models;

/// <summary>The embedded service models. Each is read once in a process, when it is first asked for.</summary>
internal static class ServiceCatalog
{
    private const string Prefix = "models/";

    private static readonly Dictionary<string, Lazy<ServiceModel>> _models = typeof(ServiceCatalog).Assembly
        .GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .GroupBy(n => n[Prefix.Length..n.IndexOf('.', StringComparison.Ordinal)], StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => new Lazy<ServiceModel>(() => Load(g)), StringComparer.Ordinal);

    /// <summary>The signing names of the services. A model's file is named by it.</summary>
    internal static IEnumerable<string> Names => _models.Keys;

    /// <summary>The service's model, or null where there is none.</summary>
    internal static ServiceModel? Find(string signingName) =>
        _models.TryGetValue(signingName, out var model) ? model.Value : null;

    private static ServiceModel Load(IEnumerable<string> resources)
    {
        var documents = resources.Order(StringComparer.Ordinal).Select(Parse).ToList();
        try
        {
            return ServiceModelReader.Read([.. documents.Select(d => d.RootElement)]);
        }
        finally
        {
            documents.ForEach(d => d.Dispose());
        }
    }

    private static JsonDocument Parse(string resource)
    {
        using var stream = typeof(ServiceCatalog).Assembly.GetManifestResourceStream(resource)!;
        return JsonDocument.Parse(stream);
    }
}
