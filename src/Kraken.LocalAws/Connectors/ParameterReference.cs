using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Connectors;

/// <summary>A reference to a parameter of Systems Manager in a configuration, <c>${ssm::/name}</c>.</summary>
/// <param name="Provider">The config provider's name, as the worker configuration declares it.</param>
/// <param name="Name">The parameter's name.</param>
internal sealed partial record ParameterReference(string Provider, string Name)
{
    /// <summary>
    /// The references in the values, each parameter once. The name stands behind the last colon, and options such as
    /// <c>?ttl=1000</c> behind it. Source: AWS's config providers for Kafka Connect, SsmParamStoreConfigProvider.
    /// </summary>
    internal static IReadOnlyList<ParameterReference> FindAll(IEnumerable<string> values) => [.. values
        .SelectMany(v => Reference().Matches(v))
        .Select(m => new ParameterReference(m.Groups[1].Value, m.Groups[2].Value))
        .DistinctBy(r => r.Name)];

    [GeneratedRegex(@"\$\{([\w.-]*ssm[\w.-]*):(?:[^{}:]*:)?([^{}:?]+)(?:\?[^{}]*)?\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
