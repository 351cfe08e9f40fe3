using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors.Definitions;

namespace Kraken.MskConnect.Connectors.Providers;

/// <summary>
/// A reference <c>${provider:path:key}</c> to a config provider that the module knows by the class that is declared for it,
/// or by its name. Source: Apache Kafka, ConfigTransformer: the path ends at the first colon.
/// </summary>
/// <param name="Field">The key of the configuration in which it stands.</param>
/// <param name="Provider">The name under which the provider is declared.</param>
/// <param name="Definition">The provider.</param>
/// <param name="Path">The path; null where there is none.</param>
/// <param name="Key">The key, without options.</param>
internal sealed partial record ConfigProviderReference(
    string Field, string Provider, ConfigProviderDefinition Definition, string? Path, string Key)
{
    /// <summary>arn:partition:service:region:account:type:name.</summary>
    private const int ArnParts = 7;

    /// <summary>The option <c>ttl</c>, in milliseconds; null where it has none.</summary>
    internal string? TimeToLive { get; init; }

    /// <summary>What is fetched, as the reference names it.</summary>
    internal string Name => Definition.Reference.IsNamedByKey ? Key : Path ?? Key;

    /// <summary>
    /// Whether a policy can name it. Characters that mean something else there could widen the grant, so nothing is granted
    /// for a name that has one.
    /// </summary>
    internal bool CanBeGranted => Definition.Calls.Count == 0
        || (Name.Length > 0 && Name.IndexOfAny(['*', '?', '$', ' ']) < 0 && Definition.Reference.Pattern?.IsMatch(Name) is not false);

    /// <summary>All of a configuration, in its order; those to providers that the module does not know are left out.</summary>
    internal static IEnumerable<ConfigProviderReference> In(ConnectorConfig config) =>
        from entry in config.Values
        where entry.Value.Contains("${", StringComparison.Ordinal)
        from match in Reference().Matches(entry.Value)
        let provider = match.Groups["provider"].Value
        let definition = ConfigProviderCatalogue.Find(config.ProviderClass(provider), provider)
        where definition is not null
        select Read(entry.Key, provider, definition, match.Groups["rest"].Value);

    /// <summary>Values of the reference's parts and of the provider's parameters, as declarations name them.</summary>
    internal string? Value(string name, ConnectorConfig config) => name switch
    {
        ReferenceParts.Name => Definition.Reference.Leading is { } leading && Name.StartsWith(leading, StringComparison.Ordinal)
            ? Name[leading.Length..]
            : Name,
        ReferenceParts.Path => Path is { Length: > 0 } ? Path : null,
        ReferenceParts.Key => Key.Length > 0 ? Key : null,
        ReferenceParts.TimeToLive => TimeToLive,
        _ when name.StartsWith(ReferenceParts.ConnectorStart, StringComparison.Ordinal) =>
            OfConnector(name[ReferenceParts.ConnectorStart.Length..], config),
        _ => config.ProviderParameter(Provider, name) ?? Definition.Parameters.FirstOrDefault(p => p.Name == name)?.Default,
    };

    private static string? OfConnector(string key, ConnectorConfig config) =>
        config.Get(key) ?? ConnectorCatalogue.Common.Keys.FirstOrDefault(k => k.Name == key)?.Default;

    /// <summary>
    /// An ARN is given percent-encoded, since its colons would end the path; one with colons is read as it is meant. Options
    /// stand behind the key. Source: README of AWS's config providers.
    /// </summary>
    private static ConfigProviderReference Read(string field, string provider, ConfigProviderDefinition definition, string rest)
    {
        var options = Options().Match(rest);
        var parts = (options.Success ? rest[..options.Index] : rest).Split(':');
        var isArn = parts[0] == "arn" && parts.Length >= ArnParts;
        var pathParts = isArn ? ArnParts : 1;
        var (path, key) = parts.Length > 1 || isArn
            ? (Decoded(parts.Take(pathParts)), Decoded(parts.Skip(pathParts)))
            : (null, Decoded(parts));
        return new ConfigProviderReference(field, provider, definition, path, key)
        {
            TimeToLive = options.Success
                ? options.Groups["options"].Value.Split('&').Select(o => o.Split('=', 2)).FirstOrDefault(o => o[0] == "ttl")?.ElementAtOrDefault(1)
                : null,
        };
    }

    private static string Decoded(IEnumerable<string> parts) => Uri.UnescapeDataString(string.Join(':', parts));

    [GeneratedRegex(@"\$\{(?<provider>[A-Za-z][\w.-]*):(?<rest>[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\?(?<options>[A-Za-z]+=[^?]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Options();
}
