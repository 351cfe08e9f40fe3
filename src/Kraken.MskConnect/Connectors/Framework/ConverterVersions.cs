namespace Kraken.MskConnect.Connectors.Framework;

/// <summary>
/// Converters that Kafka Connect 2.7.1 lacks. Source: Apache Kafka 2.7.1 and 3.7.1, package
/// org.apache.kafka.connect.converters; BooleanConverter since 3.7.
/// </summary>
internal static class ConverterVersions
{
    private const string BooleanConverter = "org.apache.kafka.connect.converters.BooleanConverter";

    internal static void Check(ConnectorConfig config, ConnectorUse use)
    {
        if (!config.IsKafkaConnect2)
            return;
        foreach (var converter in UsedConverter.Of(config).Where(c => c.Class == BooleanConverter))
        {
            use.Find(
                FindingSeverity.Warning, converter.Key, "ClassVersion",
                $"names {BooleanConverter}, which came with Kafka Connect 3.7, and KafkaConnectVersion is {config.KafkaConnectVersion}",
                "Give KafkaConnectVersion 3.7.x, or another converter.");
        }
    }
}
