using System.Collections.Concurrent;
using Kraken.MskConnect.Files;

namespace Kraken.MskConnect.Connectors.Providers;

/// <summary>
/// The config providers that the module knows. Their classes and names are read when a configuration first refers to a
/// provider, and a declaration when one is referred to.
/// </summary>
internal static class ConfigProviderCatalogue
{
    private const string Folder = "Connectors/Providers";

    /// <summary>What Kafka Connect lets people leave out at a class's end. Source: Apache Kafka, PluginUtils, aliases.</summary>
    private const string ClassEnd = "ConfigProvider";

    private static readonly Lazy<IReadOnlyList<ConfigProviderHead>> _heads =
        new(() => EmbeddedFiles.ReadEach(Folder, ConfigProviderHead.Read));

    private static readonly ConcurrentDictionary<string, ConfigProviderDefinition> _read = new(StringComparer.Ordinal);

    /// <summary>The names of the declarations, in their order.</summary>
    internal static IReadOnlyList<string> Declarations => [.. _heads.Value.Select(h => h.Declaration)];

    /// <summary>A declaration.</summary>
    internal static ConfigProviderDefinition Definition(string declaration) =>
        _read.GetOrAdd(declaration, name => EmbeddedFiles.Read(Folder, name, ConfigProviderReader.Read));

    /// <summary>The provider of a class, or where the class is not known of a name; null where the module knows none.</summary>
    /// <param name="givenClass">The class that is declared; null where nobody knows.</param>
    /// <param name="provider">The name under which it is declared.</param>
    internal static ConfigProviderDefinition? Find(string? givenClass, string provider)
    {
        if (givenClass is null)
            return Named(provider);
        var ofClass = _heads.Value.Where(h => h.Classes.Any(c => IsClass(givenClass, c))).ToList();

        // A short name that several have says no more than the provider's own name.
        return ofClass.Count switch
        {
            1 => Definition(ofClass[0].Declaration),
            0 => null,
            _ => Named(givenClass),
        };
    }

    /// <summary>Whether a name is one under which a known provider is declared.</summary>
    internal static bool IsName(string provider) => _heads.Value.Any(h => h.Fit(provider) >= 0);

    private static ConfigProviderDefinition? Named(string name) =>
        _heads.Value.Select(h => (h.Declaration, Fit: h.Fit(name))).Where(h => h.Fit >= 0)
            .OrderByDescending(h => h.Fit).Select(h => h.Declaration).FirstOrDefault() is { } declaration
            ? Definition(declaration)
            : null;

    private static bool IsClass(string given, string name)
    {
        if (given == name)
            return true;
        var simple = name[(name.LastIndexOf('.') + 1)..];
        return !given.Contains('.', StringComparison.Ordinal) && (given == simple || given + ClassEnd == simple);
    }
}
