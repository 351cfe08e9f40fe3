using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Operations;

/// <summary>A resource that was created for a connector that does not exist or no longer exists.</summary>
/// <param name="ConnectorName">The connector that its tags name.</param>
/// <param name="Kind"><c>Role</c>, <c>SecurityGroup</c>, <c>LogGroup</c> or <c>WorkerConfiguration</c>.</param>
/// <param name="Name">The resource's name.</param>
/// <param name="Identifier">Its ARN or id.</param>
/// <param name="Region">The region of the connector.</param>
/// <param name="CreationTime">When it was created, in UTC; null if AWS does not return it.</param>
/// <param name="Reason">Why it is considered an orphan.</param>
public sealed record OrphanResource(
    string ConnectorName,
    string Kind,
    string Name,
    string Identifier,
    string Region,
    DateTime? CreationTime,
    string Reason)
{
    /// <summary>The connector that its tags name.</summary>
    public string ConnectorName { get; init; } = ForeignText.OneLine(ConnectorName);

    /// <summary>The resource's name.</summary>
    public string Name { get; init; } = ForeignText.OneLine(Name);

    /// <summary>Its ARN or id.</summary>
    public string Identifier { get; init; } = ForeignText.OneLine(Identifier);

    /// <summary>Why it is considered an orphan.</summary>
    public string Reason { get; init; } = ForeignText.OneLine(Reason);
}
