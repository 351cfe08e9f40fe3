using System.Globalization;

namespace Kraken.MskConnect.Connectors.Framework;

/// <summary>
/// What is to be said of <c>topic.creation.*</c>, with which Kafka Connect makes the topics of a source.
/// Source: Apache Kafka 2.7.1 and 3.7.1, SourceConnectorConfig and TopicCreationConfig; KIP-158.
/// </summary>
internal static class TopicCreation
{
    internal const string Start = "topic.creation.";
    private const string DefaultStart = Start + "default.";

    private static readonly string[] _numbers = ["partitions", "replication.factor"];

    /// <summary>What is wrong; nothing for a configuration without such keys.</summary>
    /// <param name="configuration">The configuration that MSK Connect is given.</param>
    internal static IEnumerable<ConnectorFinding> Check(IReadOnlyDictionary<string, string> configuration)
    {
        if (configuration.Keys.FirstOrDefault(k => k.StartsWith(Start, StringComparison.Ordinal)) is not { } first)
            yield break;
        foreach (var key in _numbers.Select(n => DefaultStart + n))
        {
            if (!configuration.ContainsKey(key))
            {
                yield return new ConnectorFinding(
                    FindingSeverity.Error, key, "TopicCreationDefault", $"is missing, but {first} is given: Kafka Connect then requires it",
                    "Give a number, or -1 for the brokers' default.");
            }
        }

        foreach (var (key, value) in configuration)
        {
            if (key.StartsWith(Start, StringComparison.Ordinal) && _numbers.Any(n => key.EndsWith("." + n, StringComparison.Ordinal))
                && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number == 0)
            {
                yield return new ConnectorFinding(
                    FindingSeverity.Error, key, "NumberRange", "is neither 1 or more nor -1, which stands for the brokers' default", "Give such a number.");
            }
        }
    }
}
