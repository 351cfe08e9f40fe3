using System.Net;
using Kraken.LocalAws;
using Kraken.LocalAws.Services.Kafka;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Checks;

/// <content>The cluster's version, and what Serverless and Express clusters do not take.</content>
internal sealed partial record Break
{
    private const string Policy = "Request parameters do not satisfy the configured policy";

    private static readonly IReadOnlyList<Break> _clusters =
    [
        new(
            "the cluster's version is out of support", "Cluster.Version", CheckStatus.Warn, After: false, "ended on 2025-10-23", null,
            w => ChangeAsync(w, c => c with { KafkaVersion = "3.5.1" }),
            (w, _) => ChangeAsync(w, c => c with { KafkaVersion = "3.9.x" })),
        new(
            "Express brokers are asked for two replicas", "Cluster.Limits", CheckStatus.Fail, After: false, "keep 3 of every topic",
            "TopicReplicationFactor",
            w => ExpressAsync(w, s => s with { TopicPartitionCount = 3, TopicReplicationFactor = 2 }),
            (w, _) => SpecAsync(w, s => s with { TopicReplicationFactor = 3 })) { Failure = Policy },
        new(
            "Express brokers are asked for another min.insync.replicas", "Cluster.Limits", CheckStatus.Fail, After: false,
            "min.insync.replicas", "ConnectorConfiguration[topic.creation.default.min.insync.replicas]",
            w => ExpressAsync(w, s => WithSetting(s, "min.insync.replicas", "1")),
            (w, _) => SpecAsync(w, s => s.WithKey("topic.creation.default.min.insync.replicas", null))) { Failure = Policy },
        new(
            "a Serverless cluster is asked for what nobody may set", "Cluster.Limits", CheckStatus.Fail, After: false,
            "segment.bytes", "ConnectorConfiguration[topic.creation.default.segment.bytes]",
            w => ServerlessAsync(w, s => WithSetting(s, "segment.bytes", "1048576")),
            (w, _) => SpecAsync(w, s => s.WithKey("topic.creation.default.segment.bytes", null))) { Failure = Policy },
        new(
            "a Serverless cluster is asked for larger messages than it takes", "Cluster.Limits", CheckStatus.Fail, After: false,
            "8388608", "ConnectorConfiguration[topic.creation.default.max.message.bytes]",
            w => ServerlessAsync(w, s => WithSetting(s, "max.message.bytes", "10000000")),
            (w, _) => SpecAsync(w, s => WithSetting(s, "max.message.bytes", "8388608"))) { Failure = Policy },
        new(
            "a Serverless cluster is asked for more partitions than it takes", "Cluster.Limits", CheckStatus.Warn, After: false,
            "2400", "TopicPartitionCount",
            w => ServerlessAsync(w, s => s with { TopicPartitionCount = 801, TopicReplicationFactor = 3 }),
            (w, _) => SpecAsync(w, s => s with { TopicPartitionCount = 800 })) { Failure = Policy },
    ];

    private static ConnectorSpec WithSetting(ConnectorSpec spec, string setting, string value) =>
        (spec with { TopicPartitionCount = 3, TopicReplicationFactor = 3 }).WithKey("topic.creation.default." + setting, value);

    private static Task ExpressAsync(World world, Func<ConnectorSpec, ConnectorSpec> change) =>
        KindAsync(
            world,
            c => c with
            {
                InstanceType = "express.m7g.large",
                Brokers = [.. c.Brokers, new Broker("b-3.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com", IPAddress.Parse("10.20.2.12"))],
            },
            change);

    private static Task ServerlessAsync(World world, Func<ConnectorSpec, ConnectorSpec> change) =>
        KindAsync(world, c => c with { IsServerless = true }, change);

    private static async Task KindAsync(World world, Func<Cluster, Cluster> kind, Func<ConnectorSpec, ConnectorSpec> change)
    {
        await ChangeAsync(world, kind);
        await NoTopicsAsync(world);
        await SpecAsync(world, change);
    }

    private static Task ChangeAsync(World world, Func<Cluster, Cluster> change)
    {
        world.Rehearsal.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, change);
        return Task.CompletedTask;
    }

    private static Task NoTopicsAsync(World world) => ChangeAsync(world, c =>
    {
        c.Topics.Clear();
        return c;
    });

    private static Task SpecAsync(World world, Func<ConnectorSpec, ConnectorSpec> change)
    {
        world.Spec = change(world.Spec);
        return Task.CompletedTask;
    }
}
