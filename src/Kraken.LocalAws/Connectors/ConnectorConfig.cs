using System.Globalization;
using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// A connector's configuration, read as Kafka Connect and the connector's class read it. Source: Kafka's ConfigDef:
/// values are trimmed, lists parted by commas, a flag is true in any case of letters; tasks.max is 1 by default.
/// </summary>
internal sealed class ConnectorConfig(IReadOnlyDictionary<string, string> values)
{
    /// <summary>A configuration on the workers of a connector.</summary>
    internal static ConnectorConfig Of(LocalCloud cloud, Connector connector, IReadOnlyDictionary<string, string> values) => new(values)
    {
        Worker = cloud.KafkaConnect.FindWorkerConfiguration(connector.WorkerConfiguration?.Text("workerConfigurationArn")),
    };

    /// <summary>The worker configuration; null for MSK Connect's default one.</summary>
    internal WorkerConfiguration? Worker { get; init; }

    /// <summary>The class without its package.</summary>
    internal string ClassName => Class[(Class.LastIndexOf('.') + 1)..];

    internal string Class => Text("connector.class") ?? "";

    /// <summary>Kafka Connect tells sinks from sources by the class; both are named by what they are.</summary>
    internal bool IsSink => Class.Contains("Sink", StringComparison.Ordinal);

    internal bool IsDebezium => Class.StartsWith("io.debezium.", StringComparison.Ordinal) && !IsSink;

    internal bool IsS3Sink => ClassName == "S3SinkConnector" && !Class.Contains("streamreactor", StringComparison.Ordinal);

    internal bool IsS3Source => Class == "io.confluent.connect.s3.source.S3SourceConnector";

    internal bool IsIceberg => Class is IcebergCalls.ApacheClass or IcebergCalls.TabularClass;

    /// <summary>Confluent's JDBC connectors and Debezium's JDBC sink.</summary>
    internal bool IsJdbc => Class is "io.confluent.connect.jdbc.JdbcSinkConnector" or "io.confluent.connect.jdbc.JdbcSourceConnector"
        or "io.debezium.connector.jdbc.JdbcSinkConnector";

    internal int TasksMax =>
        int.TryParse(Text("tasks.max"), NumberStyles.None, CultureInfo.InvariantCulture, out var tasks) ? tasks : 1;

    /// <summary>
    /// How many tasks log: Debezium's sources have one, and nobody reads more of the others than a few.
    /// </summary>
    internal int Tasks => IsDebezium ? 1 : Math.Clamp(TasksMax, 1, 8);

    internal IReadOnlyDictionary<string, string> Values => values;

    /// <summary>A property of the worker configuration, or where it has none the connector's own; null where neither has it.</summary>
    internal string? OfWorkerOrOwn(string key) => Worker?.Property(key) is { Length: > 0 } value ? value : Text(key);

    /// <summary>The value of the first of the keys that is there and not blank, or null.</summary>
    internal string? Text(params string[] keys) =>
        keys.Select(k => values.GetValueOrDefault(k)).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim();

    internal bool Flag(string key) => string.Equals(Text(key), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A comma-separated list.</summary>
    internal IReadOnlyList<string> List(params string[] keys) =>
        Text(keys)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
