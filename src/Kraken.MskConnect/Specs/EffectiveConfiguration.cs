using System.Globalization;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// The configuration that MSK Connect is given: the spec's, and what other fields of the spec add to it.
/// </summary>
public static class EffectiveConfiguration
{
    internal const string PartitionsKey = "topic.creation.default.partitions";
    internal const string ReplicasKey = "topic.creation.default.replication.factor";

    /// <summary>The configuration, sorted by key.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    public static IReadOnlyDictionary<string, string> Of(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var configuration = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in spec.ConnectorConfiguration)
            configuration[key] = value;
        if (spec.IsSource && spec.TopicPartitionCount is { } partitions)
            configuration[PartitionsKey] = partitions.ToString(CultureInfo.InvariantCulture);
        if (spec.IsSource && spec.TopicReplicationFactor is { } replicas)
            configuration[ReplicasKey] = replicas.ToString(CultureInfo.InvariantCulture);
        return configuration;
    }
}
