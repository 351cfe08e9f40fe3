using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies;

/// <summary>Derives a connector's policy and trust from its spec. Pure: makes no AWS call.</summary>
public static class ConnectorPolicyBuilder
{
    /// <summary>Builds the policy.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <returns>The policy, each statement with its reason.</returns>
    public static ConnectorPolicy Build(ConnectorSpec spec) => new(spec.ConnectorName, [], new PolicyDocument([]), []);
}
