using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.MirrorMaker;

/// <summary>How MirrorMaker names topics. Source: Apache Kafka, DefaultReplicationPolicy and IdentityReplicationPolicy.</summary>
internal sealed class MirrorNames
{
    private const string Package = "org.apache.kafka.connect.mirror.";

    private readonly ConnectorConfig _config;
    private readonly string _separator;
    private readonly bool _isIdentity;

    internal MirrorNames(ConnectorConfig config)
    {
        _config = config;
        Alias = config.Get("source.cluster.alias");
        _separator = config.Get("replication.policy.separator") ?? ".";
        var policy = config.Get("replication.policy.class");
        _isIdentity = policy == Package + "IdentityReplicationPolicy";
        CustomPolicy = policy is null or Package + "DefaultReplicationPolicy" || _isIdentity ? null : policy;
    }

    /// <summary>The source cluster's alias; null where it is not given.</summary>
    internal string? Alias { get; }

    /// <summary>A policy of the user's own, whose names nobody can derive; null for none.</summary>
    internal string? CustomPolicy { get; }

    internal string Checkpoints => $"{Alias}{InternalSeparator}checkpoints{InternalSeparator}internal";

    /// <summary>The topic of offset syncs where it is on the target cluster.</summary>
    internal string OffsetSyncs => $"mm2-offset-syncs{InternalSeparator}{Alias}{InternalSeparator}internal";

    /// <summary>Since 3.1 the separator is in the names of internal topics too, unless 3.6 is told otherwise.</summary>
    private string InternalSeparator =>
        _config.IsKafkaConnect2 || _config.IsFalse("replication.policy.internal.topic.separator.enabled") ? "." : _separator;

    /// <summary>The name on the target cluster of a topic of the source cluster.</summary>
    internal string Remote(string topic) => _isIdentity && topic != "heartbeats" ? topic : $"{Alias}{_separator}{topic}";

    /// <summary>The replicated topics that a key's names and patterns stand for; what cannot be named is told.</summary>
    internal IEnumerable<NamedTopic> Replicated(string key, ConnectorUse use)
    {
        foreach (var part in IncludeList.Read(_config.Get(key) ?? ".*"))
        {
            var name = Remote(part.Text);
            var topic = part.IsWhole ? name : name + "*";
            if (topic != KafkaTopic.Every && KafkaTopic.IsGrant(topic))
                yield return new NamedTopic(key, topic);
            else
                use.Doubt(key, "TopicsNotDerived", "stands for topics that the module cannot name, so none is granted for them", "Name the topics in KafkaTopicWrite.");
        }
    }
}
