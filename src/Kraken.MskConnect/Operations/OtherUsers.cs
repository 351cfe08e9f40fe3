using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Operations;

/// <summary>What connectors use, by what a list says of them: who takes something away must know who else needs it.</summary>
internal sealed class OtherUsers
{
    private readonly ILookup<string, string> _users;

    /// <summary>Takes note of what connectors use.</summary>
    /// <param name="connectors">The region's connectors, whatever their state: one that is being deleted uses it still.</param>
    /// <param name="except">The name of the connector whose own use does not count; null where all of them count.</param>
    public OtherUsers(IEnumerable<ConnectorSummary> connectors, string? except = null) => _users = connectors
        .Where(c => c.ConnectorName != except)
        .SelectMany(c => UsedBy(c).Distinct().Select(used => (Used: used, c.ConnectorName)))
        .ToLookup(use => use.Used, use => use.ConnectorName, StringComparer.Ordinal);

    /// <summary>Who uses a resource beside its connector, in words; null where nobody does.</summary>
    public string? Of(IResource resource) => Of(resource.Kind, resource.Name, resource.Identifier);

    /// <inheritdoc cref="Of(IResource)"/>
    public string? Of(string kind, string name, string? identifier)
    {
        var users = _users[Key(kind, kind == "LogGroup" ? name : identifier)].Order(StringComparer.Ordinal).ToList();
        return users.Count switch
        {
            0 => null,
            1 => $"the connector '{users[0]}' uses it too",
            _ => $"the connectors '{string.Join("', '", users)}' use it too",
        };
    }

    private static IEnumerable<string> UsedBy(ConnectorSummary connector)
    {
        if (connector.ServiceExecutionRoleArn is { } role)
            yield return Key("Role", role);
        foreach (var group in connector.KafkaCluster?.ApacheKafkaCluster?.Vpc?.SecurityGroups ?? [])
            yield return Key("SecurityGroup", group);
        if (connector.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs is { Enabled: true, LogGroup: { } logs })
            yield return Key("LogGroup", logs);
        if (connector.WorkerConfiguration?.WorkerConfigurationArn is { } worker)
            yield return Key("WorkerConfiguration", worker);
    }

    private static string Key(string kind, string? identifier) => $"{kind} {identifier}";
}
