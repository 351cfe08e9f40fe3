using Amazon.Kafka;
using Amazon.Kafka.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>What the checks of topics and limits read of a connector's cluster, beside its description.</summary>
/// <param name="connector">The connector.</param>
internal sealed class CheckedCluster(CheckedConnector connector)
{
    private readonly Lazy<Task<IReadOnlyDictionary<string, TopicInfo>>> _topics = new(() => ReadAsync(connector));

    /// <summary>
    /// The cluster's topics by name, as far as their names begin as those do that the connector's configuration names. Ask
    /// <see cref="WhyNoTopics"/> before.
    /// </summary>
    public Task<IReadOnlyDictionary<string, TopicInfo>> Topics => _topics.Value;

    /// <summary>The topics that the connector uses.</summary>
    public ConnectorTopics Wanted { get; } = ConnectorTopics.Of(connector.Spec);

    /// <summary>Kafka's version as MSK writes it; null where it is not told, as of Serverless clusters.</summary>
    public static string? VersionOf(Cluster cluster) => cluster.Provisioned?.CurrentBrokerSoftwareInfo?.KafkaVersion;

    /// <summary>Whether the brokers are Express brokers. Source: Amazon MSK developer guide, broker types.</summary>
    public static bool IsExpress(Cluster cluster) =>
        cluster.Provisioned?.BrokerNodeGroupInfo?.InstanceType?.StartsWith("express.", StringComparison.Ordinal) == true;

    /// <summary>
    /// Why AWS does not list the cluster's topics, or null where it does. Source: Amazon MSK developer guide, topic
    /// operations: ACTIVE provisioned clusters with Kafka 3.6 or newer.
    /// </summary>
    public static string? WhyNoTopics(Cluster cluster) =>
        cluster.Serverless is not null
                ? $"AWS lists no topics of Serverless clusters, and {cluster.ClusterName} is one."
            : KafkaVersions.NumberOf(VersionOf(cluster)) is { } version && version < KafkaVersions.TopicOperations
                ? $"AWS lists topics from Apache Kafka {KafkaVersions.TopicOperations} on, and {cluster.ClusterName} has {VersionOf(cluster)}."
            : cluster.State != ClusterState.ACTIVE
                ? $"AWS lists topics of ACTIVE clusters, and {cluster.ClusterName} is {cluster.State?.Value ?? "in no state"}."
                : null;

    private static async Task<IReadOnlyDictionary<string, TopicInfo>> ReadAsync(CheckedConnector connector)
    {
        var start = connector.ClusterReads.Wanted.CommonStart;
        var context = connector.Context;
        var topics = await Pages.AllAsync(
            token => context.CallAsync("kafka:ListTopics", () => context.Aws.Kafka.ListTopicsAsync(
                new ListTopicsRequest
                {
                    ClusterArn = connector.Spec.MskClusterArn,
                    TopicNameFilter = start.Length == 0 ? null : start,
                    NextToken = token,
                },
                connector.StopToken)),
            page => page.Topics,
            page => page.NextToken);
        return topics.DistinctBy(t => t.TopicName, StringComparer.Ordinal)
            .ToDictionary(t => t.TopicName, StringComparer.Ordinal);
    }
}
