using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors.Providers;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// A reference to a config provider in a connector's configuration, <c>${provider:path:key}</c>. Kafka Connect replaces it
/// where the worker's configuration declares the provider, and else takes the text itself for the value. Source: Apache
/// Kafka, ConfigTransformer.
/// </summary>
/// <param name="Key">The configuration's key.</param>
/// <param name="Provider">The provider's name.</param>
internal sealed partial record ConfigReference(string Key, string Provider)
{
    /// <summary>
    /// Whether it can hardly be meant as text: its key wants a secret, or its provider has the name of one that is in use.
    /// Else it may be a template of the connector's own, such as <c>${timestamp:unit=YYYY}</c> or <c>${date:now}</c>.
    /// </summary>
    public bool IsMeant => Redaction.IsSecretKey(Key) || ConfigProviderCatalogue.IsName(Provider);

    /// <summary>All references of a configuration, each provider once a key.</summary>
    public static IReadOnlyList<ConfigReference> In(IEnumerable<KeyValuePair<string, string>>? configuration) =>
    [
        .. (configuration ?? [])
            .SelectMany(entry => Reference().Matches(entry.Value ?? "")
                .Select(match => new ConfigReference(entry.Key, match.Groups["provider"].Value)))
            .Distinct()
            .OrderBy(r => r.Key, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Those whose provider the configuration does not declare itself, so that the worker configuration must. Source: Apache
    /// Kafka, AbstractConfig, resolveConfigVariables (KIP-421).
    /// </summary>
    public static IReadOnlyList<ConfigReference> LeftToWorkers(IReadOnlyCollection<KeyValuePair<string, string>>? configuration)
    {
        var own = (configuration ?? []).FirstOrDefault(entry => entry.Key == "config.providers").Value ?? "";
        var declared = own.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. In(configuration).Where(r => !declared.Contains(r.Provider, StringComparer.Ordinal))];
    }

    // A provider's name is a part of a property's name, so it has none of the characters that end one.
    [GeneratedRegex(@"\$\{(?<provider>[A-Za-z0-9_.-]+):[^{}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
