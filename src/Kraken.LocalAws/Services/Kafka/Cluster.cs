using System.Net;

namespace Kraken.LocalAws.Services.Kafka;

/// <summary>An MSK cluster.</summary>
internal sealed record Cluster
{
    internal required string Name { get; init; }

    /// <summary>The last part of the ARN, for example <c>5c1d6e1b-…-5</c>.</summary>
    internal required string Uuid { get; init; }

    internal required string Arn { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal required IReadOnlyList<Broker> Brokers { get; init; }

    /// <summary>Load balancers in front of it, by the ports that they pass on.</summary>
    internal required IReadOnlyList<LoadBalancer> LoadBalancers { get; init; }

    internal required IReadOnlyList<string> SubnetIds { get; init; }

    internal required IReadOnlyList<string> SecurityGroupIds { get; init; }

    internal required string KmsKeyArn { get; init; }

    internal string State { get; init; } = "ACTIVE";

    /// <summary>The ports at which its brokers listen, and so the authentication that it takes.</summary>
    internal IReadOnlyList<int> Ports { get; init; } = BrokerPorts.All;

    internal string KafkaVersion { get; init; } = "3.9.x";

    /// <summary>Whether it is a Serverless cluster, which takes IAM alone; else it is a provisioned one.</summary>
    internal bool IsServerless { get; init; }

    /// <summary>The type of a provisioned cluster's brokers; Express brokers' begins with <c>express.</c>.</summary>
    internal string InstanceType { get; init; } = "kafka.m7g.large";

    internal bool IsExpress => !IsServerless && InstanceType.StartsWith("express.", StringComparison.Ordinal);

    internal Dictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, Topic> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>The ARN that kafka-cluster actions have for a topic or group.</summary>
    /// <param name="kind"><c>topic</c>, <c>group</c> or <c>transactional-id</c>.</param>
    /// <param name="name">The topic's or group's name.</param>
    internal string DataArn(string kind, string name) =>
        $"{Arn[..Arn.IndexOf(":cluster/", StringComparison.Ordinal)]}:{kind}/{Name}/{Uuid}/{name}";
}

/// <summary>A broker.</summary>
internal sealed record Broker(string Host, IPAddress Address);

/// <summary>A network load balancer that passes a port on to the brokers' same port.</summary>
internal sealed record LoadBalancer(string Host, IPAddress Address, IReadOnlyList<int> Ports);

/// <summary>A topic.</summary>
internal sealed record Topic(string Name, int Partitions, int ReplicationFactor);

/// <summary>How brokers are reached. Source: Amazon MSK developer guide, port information.</summary>
internal static class BrokerPorts
{
    internal const int Plaintext = 9092;
    internal const int Tls = 9094;
    internal const int SaslScram = 9096;
    internal const int SaslIam = 9098;

    internal static readonly IReadOnlyList<int> All = [Plaintext, Tls, SaslScram, SaslIam];
}
