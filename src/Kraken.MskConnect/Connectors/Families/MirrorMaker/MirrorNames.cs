using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.MirrorMaker;

/// <summary>How MirrorMaker names topics. Source: Apache Kafka, DefaultReplicationPolicy and IdentityReplicationPolicy.</summary>
internal sealed class MirrorNames
{
    private readonly ConnectorConfig _config;
    private readonly string _separator;
    private readonly bool _isIdentity;

    internal MirrorNames(ConnectorConfig config)
    {
        _config = config;
        Alias = config.Get("source.cluster.alias");
        _separator = config.Get("replication.policy.separator") ?? ".";
        var policy = config.Get("replication.policy.class");
        var name = policy?[(policy.LastIndexOf('.') + 1)..];
        _isIdentity = name == "IdentityReplicationPolicy";
        CustomPolicy = name is null or "DefaultReplicationPolicy" or "IdentityReplicationPolicy" ? null : policy;
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

    /// <summary>The replicated topics that a key's names and patterns stand for.</summary>
    internal IEnumerable<NamedTopic> Replicated(string key) =>
        from part in IncludeList.Read(_config.Get(key) ?? ".*")
        let name = Remote(part.Text)
        let topic = part.IsWhole ? name : name + "*"
        where topic != KafkaTopic.Every && KafkaTopic.IsGrant(topic)
        select new NamedTopic(key, topic);
}
