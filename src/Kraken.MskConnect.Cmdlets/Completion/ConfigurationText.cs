using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Connectors.Providers;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Keys of a configuration as the hashtables that completers offer.</summary>
internal static class ConfigurationText
{
    /// <summary>How a secret is referred to, by the provider that has the usual name.</summary>
    private static string SecretReference => ConfigProviderCatalogue.Find(givenClass: null, "secretsmanager")!.Reference.Form;

    /// <summary>
    /// The values to offer for a key, best first: all of a closed set, a reference to a config provider for a secret, else its
    /// example or default, or nothing.
    /// </summary>
    public static IReadOnlyList<string> ValuesOf(ConnectorKey key) =>
        key.Values.Count > 0 ? key.Values
        : key.Type == KeyType.Boolean ? ["true", "false"]
        : [key.IsSecret ? SecretReference : key.Example ?? key.Default ?? ""];

    /// <summary>A hashtable of keys and values.</summary>
    public static string Table(IEnumerable<(string Key, string Value)> entries) =>
        "@{ " + string.Join("; ", entries.Select(e => $"{Quoted(e.Key)} = {Quoted(e.Value)}")) + " }";

    private static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
