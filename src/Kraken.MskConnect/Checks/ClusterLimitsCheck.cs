using System.Globalization;
using Amazon.Kafka.Model;

namespace Kraken.MskConnect.Checks;

/// <summary>The topics that Kafka Connect makes are such as Serverless and Express clusters take.</summary>
internal sealed class ClusterLimitsCheck : IConnectorCheck
{
    /// <summary>Source: Amazon MSK developer guide, Express brokers read-only configurations, default.replication.factor.</summary>
    private const int ExpressReplicas = 3;

    /// <summary>
    /// Leader partitions of a cluster whose topics are not compacted; AWS raises it on request. Source: Amazon MSK developer
    /// guide, MSK Serverless quota.
    /// </summary>
    private const int ServerlessPartitions = 2400;

    /// <summary>Source: Amazon MSK developer guide, Configuration properties for MSK Serverless clusters.</summary>
    private const long ServerlessMessageBytes = 8_388_608;

    /// <summary>What topics of Serverless clusters may set. Source: the same.</summary>
    private static readonly HashSet<string> _serverless = new(StringComparer.Ordinal)
    {
        "cleanup.policy", "compression.type", "max.message.bytes", "message.timestamp.difference.max.ms",
        "message.timestamp.type", "retention.bytes", "retention.ms",
    };

    /// <summary>What topics of Express clusters may not. Source: Amazon MSK developer guide, Express brokers read-only configurations.</summary>
    private static readonly HashSet<string> _express = new(StringComparer.Ordinal) { "min.insync.replicas" };

    public string Name => "Cluster.Limits";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var wanted = connector.ClusterReads.Wanted;
        if (await connector.Cluster is not { } cluster)
            return CheckOutcome.Unknown("The cluster does not exist.");
        if (cluster.Serverless is not null)
        {
            return OfServerless(cluster, wanted)
                ?? CheckOutcome.Pass($"The Serverless cluster {cluster.ClusterName} takes the topics that Kafka Connect makes.");
        }

        if (!CheckedCluster.IsExpress(cluster))
            return CheckOutcome.Pass($"{cluster.ClusterName} has Standard brokers, whose configuration alone limits topics.");
        if (OfExpress(cluster, wanted) is not { } refused)
            return CheckOutcome.Pass($"The Express brokers of {cluster.ClusterName} take the topics that Kafka Connect makes.");

        // What is there already is not made.
        var made = wanted.DeadLetter is { } dead ? [dead] : wanted.Named;
        return made.Count > 0 && CheckedCluster.WhyNoTopics(cluster) is null
            && await connector.ClusterReads.Topics is { } topics && made.All(topics.ContainsKey)
            ? CheckOutcome.Pass($"{cluster.ClusterName} has all topics of the connector; it would not make them so: {refused.Evidence}")
            : refused;
    }

    private static CheckOutcome? OfServerless(Cluster cluster, ConnectorTopics wanted)
    {
        if (wanted.Settings.FirstOrDefault(s => !_serverless.Contains(s.Setting)) is { Field: not null } foreign)
        {
            return CheckOutcome.Fail(
                $"Topics are to be made with {foreign.Setting}, which the Serverless cluster {cluster.ClusterName} lets nobody set.",
                $"Leave {foreign.Field} out.",
                foreign.Field);
        }

        if (wanted.Settings.FirstOrDefault(s => s.Setting == "max.message.bytes"
            && long.TryParse(s.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && bytes > ServerlessMessageBytes) is { Field: not null } large)
        {
            return CheckOutcome.Fail(
                $"Topics are to be made for messages of {large.Value} bytes, and Serverless clusters take {ServerlessMessageBytes}.",
                $"Give {large.Field} {ServerlessMessageBytes} or less.",
                large.Field);
        }

        return wanted is { AreMade: true, Partitions: { } each } && (long)each * wanted.Named.Count is > ServerlessPartitions and var all
            ? CheckOutcome.Warn(
                $"{wanted.Named.Count} topics of {each} partitions have {all}, and the quota of a Serverless cluster is {ServerlessPartitions}.",
                $"Give TopicPartitionCount {ServerlessPartitions / wanted.Named.Count} or less, or let AWS raise the quota.",
                "TopicPartitionCount")
            : null;
    }

    private static CheckOutcome? OfExpress(Cluster cluster, ConnectorTopics wanted)
    {
        // More replicas than brokers is what Topics.Replication tells.
        if (wanted.Replicas.FirstOrDefault(r =>
            r.Count is not (-1 or ExpressReplicas) && r.Count <= (cluster.Provisioned.NumberOfBrokerNodes ?? int.MaxValue))
            is { Field: not null } other)
        {
            return CheckOutcome.Fail(
                $"Topics are to be made with {other.Count} {(other.Count == 1 ? "replica" : "replicas")}, and the Express brokers of {cluster.ClusterName} keep {ExpressReplicas} of every topic.",
                $"Give {other.Field} {ExpressReplicas}.",
                other.Field);
        }

        return wanted.Settings.FirstOrDefault(s => _express.Contains(s.Setting)) is { Field: not null } fixedSetting
            ? CheckOutcome.Fail(
                $"Topics are to be made with {fixedSetting.Setting}, which the Express brokers of {cluster.ClusterName} let nobody set.",
                $"Leave {fixedSetting.Field} out.",
                fixedSetting.Field)
            : null;
    }
}
