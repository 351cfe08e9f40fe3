using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors;

namespace Kraken.MskConnect.Specs;

/// <summary>What one of AWS's config providers fetches.</summary>
internal enum ProvidedKind
{
    /// <summary>A secret of Secrets Manager.</summary>
    Secret,

    /// <summary>A parameter of Systems Manager.</summary>
    Parameter,

    /// <summary>A file in Amazon S3.</summary>
    File,
}

/// <summary>
/// A reference <c>${provider:path:key}</c> to what one of AWS's config providers fetches. Providers are told apart by the
/// class that is declared for them, or by their names, as AWS's instructions name them.
/// Source: Amazon MSK developer guide, Externalize sensitive information using config providers; the documentation of
/// AWS's config providers for Secrets Manager, Systems Manager and S3.
/// </summary>
/// <param name="Key">The configuration's key.</param>
/// <param name="Kind">What is fetched.</param>
/// <param name="Path">The secret's name or ARN, the parameter's name, or the file's bucket and key.</param>
/// <param name="Region">The region that the provider's declaration names; null for the connector's own.</param>
internal sealed partial record ProvidedReference(string Key, ProvidedKind Kind, string Path, string? Region)
{
    /// <summary>The parts of a secret's ARN: <c>arn:partition:secretsmanager:region:account:secret:name</c>.</summary>
    private const int ArnParts = 7;

    /// <summary>
    /// Whether a policy can name it. Characters that mean something else there could widen the grant, so nothing is granted
    /// for a path that has one.
    /// </summary>
    internal bool CanBeGranted => Path.Length > 0 && Path.IndexOfAny(['*', '?', '$', ' ']) < 0
        && (Kind != ProvidedKind.File || Path.Contains('/', StringComparison.Ordinal));

    /// <summary>All of a configuration, in its order; those to other providers are left out.</summary>
    internal static IEnumerable<ProvidedReference> In(ConnectorConfig config) =>
        from entry in config.Values
        from match in Reference().Matches(entry.Value)
        let provider = match.Groups["provider"].Value
        let kind = KindOf(config.ProviderClass(provider) ?? provider)
        where kind is not null
        select new ProvidedReference(
            entry.Key, kind.Value, PathOf(kind.Value, match.Groups["rest"].Value), config.ProviderParameter(provider, "region"));

    private static ProvidedKind? KindOf(string type) =>
        type.Contains("secret", StringComparison.OrdinalIgnoreCase) ? ProvidedKind.Secret
        : type.Contains("ssm", StringComparison.OrdinalIgnoreCase) ? ProvidedKind.Parameter
        : type.Contains("s3", StringComparison.OrdinalIgnoreCase) ? ProvidedKind.File
        : null;

    /// <summary>
    /// What of a reference names the thing. A secret is named by name or ARN, perhaps percent-encoded, and a key of it
    /// follows; a parameter follows an optional region; a file is <c>region:bucket/key</c>.
    /// </summary>
    private static string PathOf(ProvidedKind kind, string rest)
    {
        var parts = Uri.UnescapeDataString(rest).Split(':');
        if (kind != ProvidedKind.Secret)
            return parts[^1];
        return parts[0] == "arn" && parts.Length >= ArnParts ? string.Join(':', parts.Take(ArnParts)) : parts[0];
    }

    [GeneratedRegex(@"\$\{(?<provider>[A-Za-z][\w.-]*):(?<rest>[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
