namespace Kraken.LocalAws.Connectors;

/// <summary>A reference to a parameter of Systems Manager in a configuration, <c>${ssm::/name}</c>.</summary>
/// <param name="Provider">The config provider's name, as the worker configuration declares it.</param>
/// <param name="Name">The parameter's name.</param>
internal sealed record ParameterReference(string Provider, string Name)
{
    /// <summary>
    /// The references in the values, each parameter once. The name stands behind the last colon, and options such as
    /// <c>?ttl=1000</c> behind it. Source: AWS's config providers for Kafka Connect, SsmParamStoreConfigProvider.
    /// </summary>
    internal static IReadOnlyList<ParameterReference> FindAll(ConnectorConfig config) => [.. ConfigProvider.References(config, ProvidedKind.Parameter)
        .Select(r => new ParameterReference(r.Provider, r.Text.Split('?', 2)[0].Split(':')[^1]))
        .Where(r => r.Name.Length > 0)
        .DistinctBy(r => r.Name)];
}
