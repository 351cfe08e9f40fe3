using Amazon.Kafka;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The cluster of the spec's ARN exists and works.</summary>
internal sealed class ClusterStateCheck : IConnectorCheck
{
    public string Name => "Cluster.State";

    public bool IsCheap => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        if (await connector.Cluster is not { } cluster)
        {
            return CheckOutcome.Fail(
                $"The cluster {connector.Spec.MskClusterArn} does not exist, or this account may not see it.",
                "Correct MskClusterArn, its UUID included.",
                nameof(ConnectorSpec.MskClusterArn));
        }

        var state = cluster.State;
        if (state == ClusterState.ACTIVE)
            return CheckOutcome.Pass($"The cluster {cluster.ClusterName} is ACTIVE.");
        return state == ClusterState.CREATING || state == ClusterState.DELETING || state == ClusterState.FAILED
            ? CheckOutcome.Fail(
                $"The cluster {cluster.ClusterName} is {state}.",
                state == ClusterState.CREATING ? "Wait until it is ACTIVE." : "Give another cluster in MskClusterArn.",
                nameof(ConnectorSpec.MskClusterArn))
            : CheckOutcome.Warn(
                $"The cluster {cluster.ClusterName} is {state?.Value ?? "in no state"}: its brokers answer, perhaps with interruptions.",
                "Wait until it is ACTIVE.");
    }
}
