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
    /// Databases that Debezium reads with one task, where a second task makes the connector fail.
    /// Source: the connectors' taskConfigs.
    /// </summary>
    private static readonly string[] _refusesTasks = ["mysql", "mariadb", "oracle", "db2", "informix"];

    public string Family => "debezium";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        var database = DatabaseOf(config.Class);
        use.AutoscalingFault = AutoscalingFault(config, database);
        DebeziumTopics.Describe(config, database, use);
        DebeziumHistory.Describe(config, database, use);
        Signals(config, use);
        DebeziumHosts.Describe(config, database, use);
        DebeziumRules.Check(config, database, use);
        OwnKeys(config, database, use);
    }

    /// <summary>
    /// Keys that begin with names of the user's, and until version 2, of SQL Server's connector still, those that are passed
    /// to the database's driver.
    /// </summary>
    private static void OwnKeys(ConnectorConfig config, string database, ConnectorUse use)
    {
        use.KeyBeginnings.AddRange(config.List("converters").Concat(config.List("post.processors")).Select(name => name + "."));
        if (database == "sqlserver" || config.Get("topic.prefix") is null)
            use.KeyBeginnings.Add("database.");
    }

    /// <summary>The word of a class that names the database, for example <c>postgresql</c>.</summary>
    private static string DatabaseOf(string className) =>
        ConnectorCatalogue.FindClass(className, ConnectorCatalogue.Classes.Keys)?.Split('.') is [_, _, _, var database, ..] ? database : "";

    /// <summary>Whether a second task makes the connector fail. Source: the connectors' taskConfigs.</summary>
    internal static bool RefusesTasks(ConnectorConfig config, string database) => _refusesTasks.Contains(database)
        || (database == "sqlserver" && config.Get("database.names") is null)
        || (database == "vitess" && !config.IsTrue("vitess.offset.storage.per.task"));

    private static string? AutoscalingFault(ConnectorConfig config, string database) => database switch
    {
        "postgresql" or "db2as400" => $"means autoscaling, which sets tasks.max to workers x MCU x 2, but {config.ClassName} runs one task only",
        _ when RefusesTasks(config, database) =>
            $"means autoscaling, which sets tasks.max to workers x MCU x 2, but {config.ClassName} fails with more than one task",
        _ => null,
    };

    private static void Signals(ConnectorConfig config, ConnectorUse use)
    {
        var group = config.First(SignalClientGroupKey, SignalGroupKey);
        if (group is not null && GivenName.IsOfRunTime(group.Value))
        {
            use.Doubt(
                group.Key, "GroupUnknown", "is known only at run time, so the policy cannot grant the consumer group", "Give the group's name.");
            group = null;
        }
        else if (group is not null && !KafkaTopic.IsName(group.Value))
        {
            use.Find(
                FindingSeverity.Error, group.Key, "GroupName", "cannot be granted as a consumer group name",
                "Use letters, digits, dots, underscores and hyphens.");
            return;
        }

        NamedTopic? topic = config.Get(SignalKey) is { } given
            ? GivenName.Topic(use, SignalKey, given)
            : config.List("signal.enabled.channels").Contains("kafka") && DebeziumTopics.Prefix(config) is { } prefix
                ? new NamedTopic("signal.enabled.channels", prefix.Value + "-signal")
                : null;
        if (topic is null)
            return;
        use.Topic(topic, TopicKind.Own, TopicAccess.Read, "signals");
        use.Groups.Add(new UsedName(group?.Key ?? topic.Key, group?.Value ?? "kafka-signal", "signals"));
    }
}
