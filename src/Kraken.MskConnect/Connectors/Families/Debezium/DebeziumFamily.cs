using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.Debezium;

/// <summary>
/// Debezium's sources: their topics, groups and clients' keys. Source: Debezium's source code and documentation, versions
/// 1.0 to 3.6.
/// </summary>
internal sealed class DebeziumFamily : IFamilyLogic
{
    private const string SignalKey = "signal.kafka.topic";
    private const string SignalGroupKey = "signal.kafka.groupId";
    private const string SignalClientGroupKey = "signal.consumer.group.id";

    /// <summary>
    /// Databases that Debezium reads with one task; of the first ones a second task makes the connector fail.
    /// Source: the connectors' taskConfigs.
    /// </summary>
    private static readonly string[] _refusesTasks = ["mysql", "mariadb", "oracle", "db2", "informix"];

    public string Family => "debezium";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        if (config.IsSink && config.ClassName.Contains("Sink", StringComparison.Ordinal))
            return;
        var database = DatabaseOf(config.Class);
        use.AutoscalingFault = AutoscalingFault(config, database);
        DebeziumTopics.Describe(config, database, use);
        DebeziumHistory.Describe(config, use);
        Signals(config, use);
        Hosts(config, database, use);
    }

    /// <summary>The word of a class that names the database, for example <c>postgresql</c>.</summary>
    private static string DatabaseOf(string className) =>
        className.Split('.') is [_, _, _, var database, ..] ? database : "";

    private static string? AutoscalingFault(ConnectorConfig config, string database) => database switch
    {
        "postgresql" => $"means autoscaling, which sets tasks.max to workers x MCU x 2, but {config.ClassName} runs one task only",
        _ when _refusesTasks.Contains(database) =>
            $"means autoscaling, which sets tasks.max to workers x MCU x 2, but {config.ClassName} fails with more than one task",
        _ => null,
    };

    private static void Signals(ConnectorConfig config, ConnectorUse use)
    {
        var group = config.First(SignalClientGroupKey, SignalGroupKey);
        if (group is not null && !KafkaTopic.IsName(group.Value))
        {
            use.Find(
                FindingSeverity.Error, group.Key, "GroupName", "cannot be granted as a consumer group name",
                "Use letters, digits, dots, underscores and hyphens.");
            return;
        }

        NamedTopic? topic = config.Get(SignalKey) is { } given
            ? DebeziumTopics.Named(use, SignalKey, given)
            : config.List("signal.enabled.channels").Contains("kafka") && DebeziumTopics.Prefix(config) is { } prefix
                ? new NamedTopic("signal.enabled.channels", prefix.Value + "-signal")
                : null;
        if (topic is null)
            return;
        use.Topic(topic, TopicKind.Own, TopicAccess.Read, "signals");
        use.Groups.Add(new UsedName(group?.Key ?? topic.Key, group?.Value ?? "kafka-signal", "signals"));
    }

    /// <summary>Hosts beside the database's own, which the definition names.</summary>
    private static void Hosts(ConnectorConfig config, string database, ConnectorUse use)
    {
        if (database == "sqlserver" && config.Get("database.instance") is not null && config.Get("database.port") is null)
        {
            use.Doubt(
                "database.instance", "PortUnknown",
                "names an instance, whose port SQL Server Browser tells at run time, so the network rules do not open it",
                "Give the instance's port in database.port.");
        }
    }
}
