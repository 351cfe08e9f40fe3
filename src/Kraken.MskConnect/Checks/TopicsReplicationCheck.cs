using System.Globalization;

namespace Kraken.MskConnect.Checks;

/// <summary>The cluster has as many brokers as the topics that Kafka Connect makes are to have replicas.</summary>
internal sealed class TopicsReplicationCheck : IConnectorCheck
{
    public string Name => "Topics.Replication";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var wanted = connector.ClusterReads.Wanted;
        if (await connector.Cluster is not { } cluster)
            return CheckOutcome.Unknown("The cluster does not exist.");
        if (CheckedCluster.WhyNoTopics(cluster) is { } why)
            return CheckOutcome.Unknown(why);
        IReadOnlyList<string> made = wanted.DeadLetter is { } dead ? [dead] : wanted.AreMade ? wanted.Named : [];
        if (made.Count == 0 && wanted.Named.Count == 0)
            return CheckOutcome.Pass("Kafka Connect makes no topic for it.");

        var topics = await connector.ClusterReads.Topics;
        var partitions = wanted.Named.Sum(t => topics.TryGetValue(t, out var topic) ? topic.PartitionCount ?? 0 : 0);
        var seen = string.Create(CultureInfo.InvariantCulture, $"Its topics have {partitions} partitions in {cluster.ClusterName}");
        var missing = made.Where(t => !topics.ContainsKey(t)).ToList();
        if (missing.Count == 0)
            return CheckOutcome.Pass($"{seen}, and none is made.");
        if (cluster.Provisioned?.NumberOfBrokerNodes is not { } brokers)
            return CheckOutcome.Unknown($"AWS does not tell how many brokers {cluster.ClusterName} has.");
        if (wanted.Replicas.FirstOrDefault(r => r.Count > brokers) is { Field: not null } beyond)
        {
            return CheckOutcome.Fail(
                $"{missing[0]} is to be made with {beyond.Count} replicas, and {cluster.ClusterName} has {brokers} brokers.",
                $"Give {beyond.Field} {brokers} or less; -1 takes the brokers' own default.",
                beyond.Field);
        }

        var most = wanted.Replicas.Select(r => r.Count).DefaultIfEmpty(-1).Max();
        return CheckOutcome.Pass(
            $"{seen}. {missing.Count} more {(missing.Count == 1 ? "topic is" : "topics are")} made, with {(most < 0 ? "the brokers' own number of" : most)} replicas on {brokers} brokers.");
    }
}
