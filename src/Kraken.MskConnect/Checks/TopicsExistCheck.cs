using System.Text.RegularExpressions;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Checks;

/// <summary>The topics that the connector reads or writes are there, or are made when it writes to them.</summary>
internal sealed class TopicsExistCheck : IConnectorCheck
{
    public string Name => "Topics.Exist";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var wanted = connector.ClusterReads.Wanted;
        if (wanted is { Named.Count: 0, Pattern: null })
            return CheckOutcome.Pass("The configuration names no topic: the connector makes up its topics' names as it writes.");
        if (await connector.Cluster is not { } cluster)
            return CheckOutcome.Unknown("The cluster does not exist.");
        if (CheckedCluster.WhyNoTopics(cluster) is { } why)
            return CheckOutcome.Unknown(why);

        var there = await connector.ClusterReads.Topics;
        if (wanted.Pattern is { } pattern)
            return OfPattern(pattern, there.Keys, wanted.Field, cluster.ClusterName);
        var missing = wanted.Named.Where(t => !there.ContainsKey(t)).ToList();
        if (missing.Count == 0)
            return CheckOutcome.Pass($"{cluster.ClusterName} has {BoundedText.List(wanted.Named)}.");
        var names = BoundedText.List(missing);
        if (wanted.AreMade)
            return CheckOutcome.Pass($"Kafka Connect makes {names}, as the connector's settings for new topics say.");

        // The connector stays RUNNING and waits. Source: Apache Kafka, ConsumerConfig and ProducerConfig, metadata of a
        // missing topic; Amazon MSK developer guide, default configuration: auto.create.topics.enable is false.
        return connector.Spec.IsSink
            ? CheckOutcome.Warn(
                $"{cluster.ClusterName} has no {names}: the sink reads nothing from {(missing.Count == 1 ? "it" : "them")} until somebody makes {(missing.Count == 1 ? "it" : "them")}.",
                $"Make the missing topics, or correct {wanted.Field}.",
                wanted.Field)
            : CheckOutcome.Warn(
                $"{cluster.ClusterName} has no {names}, and brokers make none by themselves unless auto.create.topics.enable is true; MSK's default is false.",
                "Give TopicPartitionCount and TopicReplicationFactor, so that Kafka Connect makes them, or make them.",
                wanted.Field);
    }

    private static CheckOutcome OfPattern(Regex pattern, IEnumerable<string> topics, string field, string cluster)
    {
        try
        {
            var matched = topics.Where(t => pattern.IsMatch(t)).Order(StringComparer.Ordinal).ToList();
            return matched.Count > 0
                ? CheckOutcome.Pass($"topics.regex matches {BoundedText.List(matched)} of {cluster}.")
                : CheckOutcome.Warn(
                    $"topics.regex matches no topic of {cluster}: the sink reads nothing.",
                    $"Make the topics, or correct {field}.",
                    field);
        }
        catch (RegexMatchTimeoutException)
        {
            return CheckOutcome.Unknown("topics.regex takes too long to match topics.", field: field);
        }
    }
}
