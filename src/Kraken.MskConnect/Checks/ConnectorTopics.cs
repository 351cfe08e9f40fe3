using System.Globalization;
using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Framework;
using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The topics that a connector uses by name, and how Kafka Connect is told to make those that are missing.</summary>
internal sealed record ConnectorTopics
{
    private const string CreationStart = "topic.creation.";
    private const string ReplicasEnd = ".replication.factor";
    private const string DeadLetterReplicasKey = "errors.deadletterqueue.topic.replication.factor";

    /// <summary>Source: Apache Kafka, SinkConnectorConfig, errors.deadletterqueue.topic.replication.factor.</summary>
    private const int DeadLetterReplicasByDefault = 3;

    /// <summary>The topics that a sink reads, or a source writes; as far as they have known names.</summary>
    public required IReadOnlyList<string> Named { get; init; }

    /// <summary>The field that names them.</summary>
    public required string Field { get; init; }

    /// <summary>The pattern by which a sink chooses its topics; null where it names them.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Whether it is a source whose missing topics Kafka Connect makes.</summary>
    public bool AreMade { get; init; }

    /// <summary>The topic for records that a sink could not handle, which Kafka Connect makes; null for none.</summary>
    public string? DeadLetter { get; init; }

    /// <summary>How many replicas topics are made with, and the field that says so; -1 stands for the brokers' default.</summary>
    public IReadOnlyList<(int Count, string Field)> Replicas { get; init; } = [];

    /// <summary>How many partitions topics are made with; null where it is not said or the brokers' default.</summary>
    public int? Partitions { get; init; }

    /// <summary>The configuration that topics are made with: the setting, its value and the field.</summary>
    public IReadOnlyList<(string Setting, string Value, string Field)> Settings { get; init; } = [];

    /// <summary>How all the names begin; empty where that is nothing, or a pattern chooses the topics.</summary>
    public string CommonStart
    {
        get
        {
            List<string> names = [.. Named, .. DeadLetter is null ? Array.Empty<string>() : [DeadLetter]];
            if (Pattern is not null || names.Count == 0)
                return "";
            var (first, last) = (names.Min(StringComparer.Ordinal)!, names.Max(StringComparer.Ordinal)!);
            return first[..first.Zip(last).TakeWhile(p => p.First == p.Second).Count()];
        }
    }

    /// <summary>Those of a spec.</summary>
    public static ConnectorTopics Of(ConnectorSpec spec)
    {
        var connector = SpecConnector.Of(spec);
        return spec.IsSink ? OfSink(connector) : OfSource(spec, connector.Use);
    }

    private static ConnectorTopics OfSink(KnownConnector connector)
    {
        var config = connector.Config;
        var dead = connector.Use.Topics.Find(t => t.Key == KafkaConnectUse.DeadLetterKey)?.Topic;
        var key = config.Get(ConnectorConfig.TopicsRegexKey) is null ? ConnectorConfig.TopicsKey : ConnectorConfig.TopicsRegexKey;
        return new ConnectorTopics
        {
            Named = [.. config.List(ConnectorConfig.TopicsKey).Where(KafkaTopic.IsName).Distinct(StringComparer.Ordinal)],
            Field = SpecFinding.ConfigurationField(key),
            Pattern = config.Get(ConnectorConfig.TopicsRegexKey) is { } pattern ? PatternOf(pattern) : null,
            DeadLetter = dead,
            Replicas = dead is null
                ? []
                : [(Number(config.Get(DeadLetterReplicasKey)) ?? DeadLetterReplicasByDefault, SpecFinding.ConfigurationField(DeadLetterReplicasKey))],
        };
    }

    private static ConnectorTopics OfSource(ConnectorSpec spec, ConnectorUse use)
    {
        var configuration = EffectiveConfiguration.Of(spec);
        var keys = configuration.Keys.Where(k => k.StartsWith(CreationStart, StringComparison.Ordinal)).ToList();
        var tables = use.Written.Where(t => KafkaTopic.IsName(t.Topic)).ToList();
        string FieldOf(string key) => key switch
        {
            EffectiveConfiguration.ReplicasKey when spec.TopicReplicationFactor is not null => nameof(spec.TopicReplicationFactor),
            EffectiveConfiguration.PartitionsKey when spec.TopicPartitionCount is not null => nameof(spec.TopicPartitionCount),
            _ => SpecFinding.ConfigurationField(key),
        };
        return new ConnectorTopics
        {
            // The tables are what Debezium writes; the list may also grant what another configuration would write.
            Named = tables.Count > 0
                ? [.. tables.Select(t => t.Topic).Where(KafkaTopic.IsName).Distinct(StringComparer.Ordinal)]
                : [.. spec.KafkaTopicWrite.Where(KafkaTopic.IsName).Distinct(StringComparer.Ordinal)],
            Field = tables.Count > 0 ? SpecFinding.ConfigurationField(tables[0].Key) : nameof(spec.KafkaTopicWrite),
            AreMade = keys.Count > 0,
            Partitions = Number(configuration.GetValueOrDefault(EffectiveConfiguration.PartitionsKey)) is > 0 and var partitions ? partitions : null,
            Replicas =
            [
                .. from key in keys
                   where key.EndsWith(ReplicasEnd, StringComparison.Ordinal)
                   from count in Counts(configuration[key])
                   select (count, FieldOf(key)),
            ],
            Settings =
            [
                .. from key in keys
                   let parts = key.Split('.', 4)
                   where parts.Length == 4 && parts[3] is not ("include" or "exclude" or "partitions" or "replication.factor")
                   select (parts[3], configuration[key], FieldOf(key)),
            ],
        };
    }

    private static int[] Counts(string text) => Number(text) is { } number ? [number] : [];

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Regex? PatternOf(string pattern)
    {
        try
        {
            return TopicPattern.Read(pattern);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
