using Amazon.Kafka.Model;
using Kraken.TestClients;
using static Kraken.Contract.Tests.Clients.ClientCall;

namespace Kraken.Contract.Tests.Clients;

/// <content>Clusters and their topics.</content>
internal static partial class ClientCalls
{
    private static IEnumerable<ClientCall> Kafka() =>
    [
        Do(w => w.Kafka.DescribeClusterV2Async(new DescribeClusterV2Request { ClusterArn = w.Id("cluster") })),
        Do(w => w.Kafka.ListClustersV2Async(new ListClustersV2Request())),
        Do(w => w.Kafka.GetBootstrapBrokersAsync(new GetBootstrapBrokersRequest { ClusterArn = w.Id("cluster") })),
        Do(w => w.KeepAsync(
            "topic",
            w.Kafka.ListTopicsAsync(new() { ClusterArn = w.Id("cluster") }),
            r => r.Topics[0].TopicName)),
        Do(w => w.Kafka.DescribeTopicAsync(
            new() { ClusterArn = w.Id("cluster"), TopicName = w.Id("topic") })),
        Refused("NotFoundException", w => w.Kafka.DescribeTopicAsync(
            new() { ClusterArn = w.Id("cluster"), TopicName = "none" })),
    ];
}
