namespace Kraken.MskConnect.Planning.Saving;

/// <summary>One connector's part of a saved plan.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Switches">The options that it was created with.</param>
/// <param name="DesiredDigest">The digest of the desired state of the spec.</param>
/// <param name="ObservedDigest">The digest of the state that was read from AWS.</param>
internal sealed record SavedConnector(
    ConnectorPlan Plan, PlanSwitches Switches, string DesiredDigest, string ObservedDigest);
