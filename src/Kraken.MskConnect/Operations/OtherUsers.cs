using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// The resources that connectors use, according to a list of connectors: a removal must know which other connectors
/// need a resource.
/// </summary>
internal sealed class OtherUsers
{
    private readonly ILookup<(string Kind, string Named), string> _users;

    /// <summary>Takes note of what connectors use.</summary>
    /// <param name="connectors">The region's connectors, whatever their state: one that is being deleted uses it still.</param>
    /// <param name="except">The name of the connector whose own use does not count; null where all of them count.</param>
    public OtherUsers(IEnumerable<ConnectorSummary> connectors, string? except = null) => _users = (
        from connector in connectors
        where connector.ConnectorName != except
        let described = ConnectorLookup.Described(connector)
        from kind in ResourceKinds.All
        from named in kind.NamedBy(described).OfType<string>().Distinct(StringComparer.Ordinal)
        select (Use: (kind.Name, named), connector.ConnectorName))
        .ToLookup(use => use.Use, use => use.ConnectorName);

    /// <summary>Who uses a resource beside its connector, in words; null where nobody does.</summary>
    public string? Of(IResource resource) => Of(resource.Kind, resource.Name, resource.Identifier);

    /// <inheritdoc cref="Of(IResource)"/>
    public string? Of(string kind, string name, string? identifier)
    {
        var users = NamesOf(kind, name, identifier);
        return users.Count switch
        {
            0 => null,
            1 => $"the connector '{users[0]}' uses it too",
            _ => $"the connectors '{string.Join("', '", users)}' use it too",
        };
    }

    /// <summary>The names of those that use a resource beside its connector, in order.</summary>
    public IReadOnlyList<string> NamesOf(string kind, string name, string? identifier)
    {
        var named = ResourceKinds.All.FirstOrDefault(k => k.Name == kind)?.IsNamedByName == true ? name : identifier;
        return [.. _users[(kind, named ?? "")].Order(StringComparer.Ordinal)];
    }
}
