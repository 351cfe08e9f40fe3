using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Providers;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// A reference to a key of a secret in a connector's configuration, for example <c>${secretsmanager:SECRET:KEY}</c>, to one of
/// the config providers that fetch secrets.
/// </summary>
/// <param name="Field">The configuration's key.</param>
/// <param name="Secret">The secret's name or ARN.</param>
/// <param name="Key">The key in the secret.</param>
internal sealed record SecretReference(string Field, string Secret, string Key)
{
    /// <summary>All references of a configuration to keys of secrets, in the order of the configuration's keys.</summary>
    public static IReadOnlyList<SecretReference> In(IEnumerable<KeyValuePair<string, string>> configuration) =>
        In(new ConnectorConfig(new Dictionary<string, string>(configuration)));

    /// <summary>The same, with the classes and parameters that the worker configuration declares.</summary>
    public static IReadOnlyList<SecretReference> In(ConnectorConfig config) =>
    [
        .. from reference in ConfigProviderReference.In(config)
           where reference.Definition.Makes("secretsmanager:GetSecretValue") && reference.Path is { Length: > 0 } && reference.Key.Length > 0
           orderby reference.Field
           select new SecretReference(reference.Field, reference.Name, reference.Key),
    ];
}
