using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The bootstrap servers are brokers of the cluster of the spec's ARN.</summary>
internal sealed class ClusterBootstrapServersCheck : IConnectorCheck
{
    public string Name => "Cluster.BootstrapServers";

    public bool IsCheap => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        if (await connector.Cluster is not { } cluster)
            return CheckOutcome.Unknown("The cluster does not exist.");
        var brokers = await connector.Brokers;
        var own = brokers.Select(b => b.Host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var foreign = BootstrapServers.Parse(spec.MskBootstrapServer).Where(s => !own.Contains(s.Host)).ToList();
        if (foreign.Count == 0)
            return CheckOutcome.Pass($"The bootstrap servers are brokers of {cluster.ClusterName}.");
        // Those of the listener that was asked for, where there is one.
        var ports = BootstrapServers.Parse(spec.MskBootstrapServer).Select(s => s.Port).ToHashSet();
        var alike = brokers.Where(b => ports.Contains(b.Port)).ToList();
        var remedy = "Give those of the cluster in MskBootstrapServer: "
            + $"{string.Join(",", (alike.Count > 0 ? alike : brokers).Select(b => b.Text))}; or correct MskClusterArn.";
        var others = foreign.Where(s => IsBroker(s.Host)).Select(s => s.Text).ToList();
        return others.Count > 0
            ? CheckOutcome.Fail(
                $"{string.Join(", ", others)} {(others.Count == 1 ? "is a broker" : "are brokers")} of another cluster than {cluster.ClusterName}.",
                remedy,
                nameof(spec.MskBootstrapServer))
            : CheckOutcome.Unknown(
                $"{string.Join(", ", foreign.Select(s => s.Text))}: whether that leads to {cluster.ClusterName}, as a load balancer may, cannot be seen.",
                field: nameof(spec.MskBootstrapServer));
    }

    /// <summary>
    /// Whether a host has the name that MSK gives its own. Source: Amazon MSK developer guide, Get the bootstrap brokers.
    /// </summary>
    private static bool IsBroker(string host) =>
        (host.Contains(".kafka.", StringComparison.OrdinalIgnoreCase) || host.Contains(".kafka-serverless.", StringComparison.OrdinalIgnoreCase))
        && host.Contains(".amazonaws.com", StringComparison.OrdinalIgnoreCase);
}
