using System.Globalization;
using Kraken.MskConnect.Connectors.Framework;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// Partitions and replicas of created topics. Kafka Connect wants both or neither, and only sources create topics
/// that way. Source: Apache Kafka, Connect configuration, topic.creation.default.
/// </summary>
internal sealed class TopicCreationRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        if (spec.IsSource)
        {
            // What the two fields lack is told of them.
            var hasFields = spec.TopicPartitionCount is not null || spec.TopicReplicationFactor is not null;
            foreach (var finding in TopicCreation.Check(EffectiveConfiguration.Of(spec)))
            {
                if (spec.ConnectorConfiguration.ContainsKey(finding.Key) || !hasFields)
                    check.OnKey(finding.Severity, finding.Key, finding.Rule, finding.Problem, finding.Remedy);
            }
        }

        if (spec.TopicPartitionCount is null && spec.TopicReplicationFactor is null)
            return;
        const string partitions = nameof(ConnectorSpec.TopicPartitionCount),
        replicas = nameof(ConnectorSpec.TopicReplicationFactor);
        CheckOne(check, partitions, spec.TopicPartitionCount, EffectiveConfiguration.PartitionsKey);
        CheckOne(check, replicas, spec.TopicReplicationFactor, EffectiveConfiguration.ReplicasKey);
        if (spec.TopicPartitionCount is null || spec.TopicReplicationFactor is null)
        {
            var (given, missing) = spec.TopicPartitionCount is null ? (replicas, partitions) : (partitions, replicas);
            check.Error(
                missing, "TopicCreationBoth", null, $"is missing, but {given} is given: Kafka Connect requires both or neither",
                $"Give {missing} too.");
        }

        if (spec.IsSink)
        {
            check.Warning(
                spec.TopicPartitionCount is null ? replicas : partitions, "TopicCreationUnused",
                spec.TopicPartitionCount ?? spec.TopicReplicationFactor,
                "has no effect on a sink, which creates no topics",
                "Leave it out.");
        }
    }

    private static void CheckOne(SpecCheck check, string field, int? count, string key)
    {
        if (count is { } number && check.Config.Get(key) is { } given
            && given != number.ToString(CultureInfo.InvariantCulture))
        {
            check.Error(
                field, "TopicCreationTwice", number,
                $"contradicts {SpecFinding.ConfigurationField(key)}, which is '{given}'",
                "Give one of the two.");
        }
    }
}
