using System.Text.Json;
using Kraken.LocalAws.Services.SecretsManager;

namespace Kraken.LocalAws.Connectors;

/// <summary>A reference to a secret in a configuration, <c>${secretsmanager:name:key}</c>.</summary>
/// <param name="Provider">The config provider's name, as the worker configuration declares it.</param>
/// <param name="SecretId">The secret's name or ARN.</param>
/// <param name="Key">The key in the secret, or null.</param>
internal sealed record SecretReference(string Provider, string SecretId, string? Key)
{
    // arn:partition:secretsmanager:region:account:secret:name
    private const int ArnParts = 7;

    /// <summary>
    /// The references of a configuration, each secret once. An ARN may be percent-encoded, as a path has no colons of its
    /// own. Source: Amazon MSK developer guide, Externalize sensitive information using config providers; Kafka's
    /// ConfigTransformer for the form <c>${provider:path:key}</c>.
    /// </summary>
    internal static IReadOnlyList<SecretReference> FindAll(ConnectorConfig config) =>
        [.. FindEach(config).DistinctBy(r => r.SecretId)];

    /// <summary>The same, each key of a secret by itself.</summary>
    internal static IEnumerable<SecretReference> FindEach(ConnectorConfig config) => ConfigProvider
        .References(config, ProvidedKind.Secret)
        .Select(r => Read(r.Provider, Uri.UnescapeDataString(r.Text.Split('?', 2)[0]), ConfigProvider.PrefixOf(config, r.Provider)))
        .Distinct();

    /// <summary>Whether the secret, an object in JSON, has the key; a whole secret is always there.</summary>
    internal bool IsIn(Secret secret)
    {
        if (Key is null)
            return true;
        try
        {
            using var value = JsonDocument.Parse(secret.Value);
            return value.RootElement.ValueKind == JsonValueKind.Object && value.RootElement.TryGetProperty(Key, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static SecretReference Read(string provider, string text, string prefix)
    {
        var parts = text.Split(':');
        var idParts = parts[0] == "arn" && parts.Length >= ArnParts ? ArnParts : 1;
        return new SecretReference(provider, prefix + string.Join(':', parts.Take(idParts)), parts.ElementAtOrDefault(idParts));
    }
}
