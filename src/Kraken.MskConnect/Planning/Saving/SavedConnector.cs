namespace Kraken.MskConnect.Planning.Saving;

/// <summary>One connector's part of a saved plan.</summary>
/// <param name="Plan">What is to be done.</param>
/// <param name="Switches">The options that it was made with.</param>
/// <param name="DesiredDigest">The digest of what the spec asked for.</param>
/// <param name="ObservedDigest">The digest of what AWS had.</param>
internal sealed record SavedConnector(
    ConnectorPlan Plan, PlanSwitches Switches, string DesiredDigest, string ObservedDigest);
