using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// A reference to a key of a secret in a connector's configuration, <c>${secretsmanager:SECRET:KEY}</c>. Source: Amazon MSK
/// developer guide, MSK Connect, Externalize sensitive information using config providers.
/// </summary>
/// <param name="Field">The configuration's key.</param>
/// <param name="Secret">The secret's name or ARN.</param>
/// <param name="Key">The key in the secret.</param>
internal sealed partial record SecretReference(string Field, string Secret, string Key)
{
    /// <summary>All references of a configuration to keys of secrets, in the order of the configuration's keys.</summary>
    public static IReadOnlyList<SecretReference> In(IEnumerable<KeyValuePair<string, string>> configuration) =>
    [
        .. from entry in configuration
           from match in Reference().Matches(entry.Value)
           where match.Groups["provider"].Value.Contains("secret", StringComparison.OrdinalIgnoreCase)
           orderby entry.Key
           select new SecretReference(
               entry.Key, Uri.UnescapeDataString(match.Groups["path"].Value), match.Groups["key"].Value),
    ];

    // A secret's ARN has colons of its own, so the last one stands before the key.
    [GeneratedRegex(@"\$\{(?<provider>[^{}:]+):(?<path>[^{}]+):(?<key>[^{}:]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
