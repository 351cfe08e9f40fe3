namespace Kraken.MskConnect.Operations;

/// <summary>A connector that exists and belongs to a fleet.</summary>
/// <param name="ConnectorName">Its name.</param>
/// <param name="Region">Its region.</param>
public readonly record struct FleetMember(string ConnectorName, string Region);
