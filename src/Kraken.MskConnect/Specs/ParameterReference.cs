using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Providers;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// A reference to a parameter of Systems Manager in a connector's configuration, for example <c>${ssm::/NAME}</c>, to one of
/// the config providers that fetch parameters.
/// </summary>
/// <param name="Field">The configuration's key.</param>
/// <param name="Parameter">The parameter's name.</param>
internal sealed record ParameterReference(string Field, string Parameter)
{
    /// <summary>All references of a configuration to parameters, in the order of the configuration's keys.</summary>
    public static IReadOnlyList<ParameterReference> In(IEnumerable<KeyValuePair<string, string>> configuration) =>
        In(new ConnectorConfig(new Dictionary<string, string>(configuration)));

    /// <summary>The same, with the classes that the worker configuration declares.</summary>
    public static IReadOnlyList<ParameterReference> In(ConnectorConfig config) =>
    [
        .. from reference in ConfigProviderReference.In(config)
           where reference.Definition.Makes("ssm:GetParameter") && reference.Name.Length > 0
           orderby reference.Field
           select new ParameterReference(reference.Field, reference.Name),
    ];
}
