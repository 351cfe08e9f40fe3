using System.Globalization;

namespace Kraken.MskConnect.Checks;

/// <summary>MSK still supports the cluster's version of Apache Kafka, and will for some time.</summary>
internal sealed class ClusterVersionCheck : IConnectorCheck
{
    private const int DaysBefore = 90;

    public string Name => "Cluster.Version";

    public bool IsCheap => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        if (await connector.Cluster is not { } cluster)
            return CheckOutcome.Unknown("The cluster does not exist.");
        if (cluster.Serverless is not null)
            return CheckOutcome.Pass($"AWS keeps the version of the Serverless cluster {cluster.ClusterName} up to date.");
        if (CheckedCluster.VersionOf(cluster) is not { } version)
            return CheckOutcome.Unknown($"AWS does not tell the version of {cluster.ClusterName}.");
        if (!KafkaVersions.TryFind(version, out var end))
            return CheckOutcome.Pass($"{cluster.ClusterName} has Apache Kafka {version}, of which this module knows no end of support.");
        if (end is not { } last)
            return CheckOutcome.Pass($"{cluster.ClusterName} has Apache Kafka {version}, of which AWS had announced no end of support in {KafkaVersions.AsOf}.");

        var today = DateOnly.FromDateTime(connector.Context.Clock.GetUtcNow().UtcDateTime);
        var day = last.ToString("O", CultureInfo.InvariantCulture);
        return last > today.AddDays(DaysBefore)
            ? CheckOutcome.Pass($"{cluster.ClusterName} has Apache Kafka {version}, supported until {day}.")
            : CheckOutcome.Warn(
                $"{cluster.ClusterName} has Apache Kafka {version}, whose support {(last < today ? "ended" : "ends")} on {day}: AWS may then upgrade it at any time.",
                "Upgrade the cluster to a supported version.");
    }
}
