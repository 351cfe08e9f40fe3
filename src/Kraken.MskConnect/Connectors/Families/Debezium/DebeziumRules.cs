using System.Globalization;
using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Connectors.Families.Debezium;

/// <summary>
/// What keys mean together, and what Debezium refuses when it starts. Source: the validators of its connectors'
/// configurations, versions 1.0 to 3.6.
/// </summary>
internal static partial class DebeziumRules
{
    private const string TasksKey = "tasks.max";
    private const string QueueKey = "max.queue.size";
    private const string BatchKey = "max.batch.size";

    /// <summary>Keys of which a connector takes one only, without <c>.include.list</c> and <c>.exclude.list</c>.</summary>
    private static readonly string[] _lists =
        ["database", "schema", "table", "collection", "column", "message.prefix", "log.mining.username", "log.mining.clientid"];

    internal static void Check(ConnectorConfig config, string database, ConnectorUse use)
    {
        foreach (var list in _lists)
            Exclusive(config, use, list + ".include.list", list + ".exclude.list");
        Exclusive(config, use, "gtid.source.includes", "gtid.source.excludes");
        Tasks(config, database, use);
        Queue(config, use);
        Channels(config, use);
        Values(config, database, use);
        DebeziumVersions.Check(config, use);
    }

    private static void Exclusive(ConnectorConfig config, ConnectorUse use, string one, string other)
    {
        if (config.Get(one) is not null && config.Get(other) is not null)
        {
            use.Find(
                FindingSeverity.Error, other, "KeysExclusive", $"is given together with {one}: the connector takes one of them only",
                "Remove one of the two.");
        }
    }

    private static void Tasks(ConnectorConfig config, string database, ConnectorUse use)
    {
        if (Number(config, TasksKey) is > 1 && DebeziumFamily.RefusesTasks(config, database))
        {
            use.Find(
                FindingSeverity.Error, TasksKey, "SingleTask", $"is more than 1, but {config.ClassName} fails with more than one task",
                "Give 1.");
        }
    }

    /// <summary>The queue must hold more than one batch.</summary>
    private static void Queue(ConnectorConfig config, ConnectorUse use)
    {
        const long defaultQueue = 8192, defaultBatch = 2048;
        var (queue, batch) = (Number(config, QueueKey) ?? defaultQueue, Number(config, BatchKey) ?? defaultBatch);
        if (queue > 0 && batch > 0 && queue <= batch)
        {
            use.Find(
                FindingSeverity.Error, config.Get(QueueKey) is null ? BatchKey : QueueKey, "QueueTooSmall",
                $"makes {QueueKey} {queue} and {BatchKey} {batch}: the queue must be larger than a batch", $"Give a greater {QueueKey}, for example {batch * 4}.");
        }
    }

    /// <summary>What channels of notifications and signals need.</summary>
    private static void Channels(ConnectorConfig config, ConnectorUse use)
    {
        Needs("notification.enabled.channels", "sink", "notification.sink.topic.name", "Name the topic, for example orders.notifications.");
        Needs("signal.enabled.channels", "kafka", "signal.kafka.bootstrap.servers", "Give the servers in MskBootstrapServer.");

        void Needs(string channels, string channel, string key, string remedy)
        {
            if (config.List(channels).Contains(channel) && config.Get(key) is null)
            {
                use.Find(
                    FindingSeverity.Error, key, "KeyMissing",
                    $"is missing or blank, and {channels} requires it: the connector does not start", remedy);
            }
        }
    }

    private static void Values(ConnectorConfig config, string database, ConnectorUse use)
    {
        if (database == "postgresql" && config.Get("slot.name") is { } slot && !slot.Contains("${", StringComparison.Ordinal) && !SlotName().IsMatch(slot))
        {
            use.Find(
                FindingSeverity.Error, "slot.name", "SlotName", "is not a name that PostgreSQL takes for a replication slot",
                "Use lower-case letters, digits and underscores, at most 63.");
        }

        if (database is "mysql" or "mariadb" or "vitess" && config.Get("topic.prefix") is not null
            && string.Equals(config.Get("time.precision.mode"), "adaptive", StringComparison.OrdinalIgnoreCase))
        {
            use.Find(
                FindingSeverity.Error, "time.precision.mode", "ValueAllowed", $"is a value that {config.ClassName} no longer takes",
                "Give adaptive_time_microseconds or connect.");
        }

        var skipped = config.List("skipped.operations");
        if (skipped.Count > 1 && skipped.Contains("none", StringComparer.OrdinalIgnoreCase))
        {
            use.Find(
                FindingSeverity.Error, "skipped.operations", "ValueAllowed", "has none together with other operations",
                "Give none alone, or the operations to skip.");
        }

        if (database == "postgresql" && (config.Get("plugin.name") ?? "decoderbufs") == "decoderbufs"
            && config.Get("database.hostname")?.Contains(".rds.amazonaws.com", StringComparison.OrdinalIgnoreCase) is true)
        {
            use.Find(
                FindingSeverity.Warning, "plugin.name", "PluginOnRds", "means decoderbufs, which Amazon RDS and Aurora do not have",
                "Give pgoutput.");
        }

        if (database == "sqlserver")
            DatabaseInList(config, use);

        foreach (var key in new[] { ConnectorConfig.TopicsKey, ConnectorConfig.TopicsRegexKey })
        {
            if (config.Get(key) is not null)
            {
                use.Find(
                    FindingSeverity.Warning, key, "KeyOfSinks", "is a key of sinks, which this source does not read",
                    "Remove it; table.include.list names what a source captures.");
            }
        }
    }

    /// <summary>Source: Debezium, SqlServerConnectorConfig, whose filters compare schema and table.</summary>
    private static void DatabaseInList(ConnectorConfig config, ConnectorUse use)
    {
        const string key = "table.include.list";
        var databases = config.List("database.names");
        if (config.List(key).Any(e => e.Count(c => c == '.') > 1 && databases.Any(d => e.StartsWith(d + ".", StringComparison.OrdinalIgnoreCase))))
        {
            use.Find(
                FindingSeverity.Warning, key, "DatabaseInList",
                "names a database before schema and table, but the connector compares schema.table, so that entry matches no table",
                "Leave the database out; database.names chooses it.");
        }
    }

    private static long? Number(ConnectorConfig config, string key) =>
        long.TryParse(config.Get(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^[a-z0-9_]{1,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlotName();
}
