using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// A reference to a parameter of Systems Manager in a connector's configuration, <c>${ssm::/NAME}</c>. Source: Amazon MSK
/// developer guide, MSK Connect, Externalize sensitive information using config providers; AWS's config providers for Kafka
/// Connect, SsmParamStoreConfigProvider.
/// </summary>
/// <param name="Field">The configuration's key.</param>
/// <param name="Parameter">The parameter's name.</param>
internal sealed partial record ParameterReference(string Field, string Parameter)
{
    /// <summary>All references of a configuration to parameters, in the order of the configuration's keys.</summary>
    public static IReadOnlyList<ParameterReference> In(IEnumerable<KeyValuePair<string, string>> configuration) =>
    [
        .. from entry in configuration
           from match in Reference().Matches(entry.Value)
           where match.Groups["provider"].Value.Contains("ssm", StringComparison.OrdinalIgnoreCase)
           orderby entry.Key
           select new ParameterReference(entry.Key, Uri.UnescapeDataString(match.Groups["name"].Value)),
    ];

    // The path before the last colon is not used; options, such as ?ttl=1000, stand behind the name.
    [GeneratedRegex(@"\$\{(?<provider>[^{}:]+):([^{}]*:)?(?<name>[^{}:?]+)(\?[^{}]*)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
