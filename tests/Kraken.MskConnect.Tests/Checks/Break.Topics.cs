using Kraken.LocalAws;
using Kraken.LocalAws.Services.Kafka;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Checks;

/// <content>Topics that are not there, or cannot be made.</content>
internal sealed partial record Break
{
    private const string SinkTopic = "cdc.trades.mnpi";

    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink with
    {
        MskAuthenticationType = "IAM", MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
    };

    private static readonly IReadOnlyList<Break> _topics =
    [
        new(
            "nobody makes the topics that the source writes", "Topics.Exist", CheckStatus.Warn, After: false,
            "kraken-cdc.public.trades", "ConnectorConfiguration[table.include.list]",
            NoTopicsAsync,
            (w, _) => SpecAsync(w, s => s with { TopicPartitionCount = 3, TopicReplicationFactor = 2 })),
        new(
            "a topic that the sink reads is not there", "Topics.Exist", CheckStatus.Warn, After: false,
            "has no cdc.trades.mnpi", "ConnectorConfiguration[topics]",
            async w =>
            {
                w.Spec = _sink;
                await ChangeAsync(w, c =>
                {
                    c.Topics.Remove(SinkTopic);
                    return c;
                });
            },
            (w, _) => ChangeAsync(w, c =>
            {
                c.Topics.Add(SinkTopic, new Topic(SinkTopic, 1, 2));
                return c;
            })),
        new(
            "the sink's pattern matches no topic", "Topics.Exist", CheckStatus.Warn, After: false,
            "matches no topic", "ConnectorConfiguration[topics.regex]",
            w => SpecAsync(w, _ => _sink.WithKey("topics", null).WithKey("topics.regex", @"nothing\..*") with { KafkaTopicRead = ["nothing.*"] }),
            (w, _) => SpecAsync(w, s => s.WithKey("topics.regex", @"cdc\..*") with { KafkaTopicRead = ["cdc.*"] })),
        new(
            "topics are to have more replicas than there are brokers", "Topics.Replication", CheckStatus.Fail, After: false,
            "with 3 replicas, and kraken-dev has 2 brokers", "TopicReplicationFactor",
            async w =>
            {
                await NoTopicsAsync(w);
                await SpecAsync(w, s => s with { TopicPartitionCount = 3, TopicReplicationFactor = 3 });
            },
            (w, _) => SpecAsync(w, s => s with { TopicReplicationFactor = 2 }))
        {
            Failure = "Replication factor: 3 larger than available brokers: 2",
        },
        new(
            "the dead letter queue is to have more replicas than there are brokers", "Topics.Replication", CheckStatus.Fail, After: false,
            "orders.dlq is to be made with 3 replicas", "ConnectorConfiguration[errors.deadletterqueue.topic.replication.factor]",
            w => SpecAsync(w, _ => _sink.WithKey("errors.deadletterqueue.topic.name", "orders.dlq") with { KafkaTopicWrite = ["orders.dlq"] }),
            (w, _) => SpecAsync(w, s => s.WithKey("errors.deadletterqueue.topic.replication.factor", "2")))
        {
            Failure = "Could not initialize dead letter queue with topic=orders.dlq",
        },
    ];
}
