namespace Kraken.MskConnect.Specs;

/// <summary>
/// What a connector's configuration says about what it will do: its kind, its database, and the topics it uses.
/// Policy, network rules and validation all read it here. Source of the keys: the connectors' own documentation
/// (Debezium 1.x and 2.x, Confluent's Amazon S3 sink, Kafka Connect).
/// </summary>
internal sealed class ConnectorTraits
{
    internal const string ClassKey = "connector.class";
    internal const string TopicsKey = "topics";
    internal const string TopicsRegexKey = "topics.regex";
    internal const string DeadLetterKey = "errors.deadletterqueue.topic.name";
    internal const string S3BucketKey = "s3.bucket.name";
    internal const string S3TaggingKey = "s3.object.tagging";
    internal const string S3AclKey = "s3.acl.canned";
    internal const string S3KeyKey = "s3.sse.kms.key.id";
    internal const string TopicsDirKey = "topics.dir";
    internal const string ConfluentS3Sink = "io.confluent.connect.s3.S3SinkConnector";

    private const string TransformsKey = "transforms";
    private const string S3RoleKey = "s3.credentials.provider.sts.role.arn";

    internal const string SignalKey = "signal.kafka.topic";
    internal const string SignalGroupKey = "signal.kafka.groupId";

    /// <summary>The keys of Debezium's logical name, newest first.</summary>
    internal static readonly string[] PrefixKeys = ["topic.prefix", "database.server.name", "mongodb.name"];

    /// <summary>The keys of the schema history's topic, newest first.</summary>
    internal static readonly string[] SchemaHistoryKeys =
        ["schema.history.internal.kafka.topic", "database.history.kafka.topic"];

    private const string DebeziumPrefix = "io.debezium.connector.";

    /// <summary>Ports by the word of a Debezium class or JDBC URL that names the database.</summary>
    private static readonly Dictionary<string, int> _databasePorts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgresql"] = 5432,
        ["mysql"] = 3306,
        ["mariadb"] = 3306,
        ["sqlserver"] = 1433,
        ["oracle"] = 1521,
        ["db2"] = 50000,
        ["mongodb"] = 27017,
    };

    private readonly IReadOnlyDictionary<string, string> _configuration;

    internal ConnectorTraits(ConnectorSpec spec)
    {
        _configuration = spec.ConnectorConfiguration;
        Class = Get(ClassKey) ?? "";
        IsDebezium = Class.StartsWith(DebeziumPrefix, StringComparison.Ordinal);
        DebeziumDatabase = IsDebezium ? Class[DebeziumPrefix.Length..].Split('.')[0] : null;
        IsS3Sink = spec.IsSink && !string.IsNullOrEmpty(spec.S3SinkBucketArn);
        IsConfluentS3Sink = Class == ConfluentS3Sink;
        if (!IsDebezium)
            return;
        Prefix = First(PrefixKeys);
        SchemaHistory = First(SchemaHistoryKeys);
        Signal = Get(SignalKey) is null ? DefaultSignal() : First(SignalKey);
        Heartbeat = FindHeartbeat();
        Transaction = FindTransaction();
    }

    /// <summary>The value of <c>connector.class</c>, or empty.</summary>
    internal string Class { get; }

    /// <summary>The class's name without its package.</summary>
    internal string ClassName => Class[(Class.LastIndexOf('.') + 1)..];

    internal bool IsDebezium { get; }

    /// <summary>The word of a Debezium class that names the database, for example <c>postgresql</c>; or null.</summary>
    internal string? DebeziumDatabase { get; }

    /// <summary>Whether Debezium also writes the database's schema changes, to a topic named as its prefix.</summary>
    internal bool WritesSchemaChanges => IsDebezium && DebeziumDatabase is not ("postgresql" or "mongodb")
        && !string.Equals(Get("include.schema.changes"), "false", StringComparison.OrdinalIgnoreCase);

    internal bool IsS3Sink { get; }

    internal bool IsConfluentS3Sink { get; }

    /// <summary>Debezium's logical name, which begins the names of the topics it writes.</summary>
    internal NamedTopic? Prefix { get; }

    /// <summary>The topic in which Debezium keeps the history of the database's schema: written and read.</summary>
    internal NamedTopic? SchemaHistory { get; }

    /// <summary>The topic from which Debezium reads signals.</summary>
    internal NamedTopic? Signal { get; }

    /// <summary>The consumer group with which Debezium reads signals.</summary>
    internal string SignalGroup => Get(SignalGroupKey) ?? "kafka-signal";

    /// <summary>The topic that Debezium writes heartbeats to.</summary>
    internal NamedTopic? Heartbeat { get; }

    /// <summary>The topic that Debezium writes transaction boundaries to.</summary>
    internal NamedTopic? Transaction { get; }

    /// <summary>The topic that a sink writes records to which it could not handle.</summary>
    internal NamedTopic? DeadLetter => First(DeadLetterKey);

    /// <summary>Whether transformations may rename the topics that are written.</summary>
    internal bool HasTransforms => Get(TransformsKey) is not null;

    /// <summary>The topic that Debezium writes notifications to, where it is told to.</summary>
    internal NamedTopic? Notification => IsDebezium && List("notification.enabled.channels").Contains("sink")
        ? First("notification.sink.topic.name")
        : null;

    /// <summary>
    /// The role that the sink assumes for S3 instead of using the connector's own, and the key that names it; or null.
    /// Source: Confluent's Amazon S3 sink connector, AwsAssumeRoleCredentialsProvider.
    /// </summary>
    internal NamedValue? S3AssumedRole =>
        (Get("s3.credentials.provider.class") ?? "").EndsWith("AwsAssumeRoleCredentialsProvider", StringComparison.Ordinal)
        && Get(S3RoleKey) is { } role
            ? new NamedValue(S3RoleKey, role)
            : null;

    /// <summary>A value, or null where it is missing or blank.</summary>
    internal string? Get(string key) =>
        _configuration.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A value's parts between commas, trimmed, without blank ones.</summary>
    internal IReadOnlyList<string> List(string key) =>
        Get(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether the value is <c>true</c>, in any case of letters.</summary>
    internal bool IsTrue(string key) => string.Equals(Get(key), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The port that a database listens on unless told otherwise, or null where the database is unknown.
    /// </summary>
    internal static int? DefaultDatabasePort(string? database) =>
        database is not null && _databasePorts.TryGetValue(database, out var port) ? port : null;

    /// <summary>
    /// The topics that Debezium names after the tables that it is told to capture, as far as they are plain names;
    /// before any transformation.
    /// </summary>
    internal IReadOnlyList<NamedTopic> TableTopics()
    {
        if (Prefix is not { } prefix)
            return [];
        foreach (var key in (string[])["table.include.list", "table.whitelist", "collection.include.list"])
        {
            // An entry is a regular expression; a dot in it stands for itself in all names that people give tables.
            var tables = List(key).Select(table => table.Replace(@"\.", ".", StringComparison.Ordinal)).ToList();
            if (tables.Count > 0)
            {
                return
                [
                    .. from table in tables
                       where KafkaTopic.IsName(table)
                       from parent in TableParents(prefix.Topic, table)
                       select new NamedTopic(key, $"{parent}.{table}"),
                ];
            }
        }

        return [];
    }

    /// <summary>
    /// All topics that a Debezium source writes change events to: those of its tables, or where the tables are not named
    /// all of its databases, schemas or prefix; as its transformations name them, where that can be told.
    /// </summary>
    internal IReadOnlyList<NamedTopic> CapturedTopics()
    {
        if (Prefix is not { } prefix)
            return [];
        var tables = TableTopics();
        IReadOnlyList<NamedTopic> topics =
        [
            .. WritesSchemaChanges ? [prefix] : Array.Empty<NamedTopic>(),
            .. tables.Count > 0 ? tables : Beginnings(prefix),
        ];
        return TopicRouting.Apply(topics, Get, List(TransformsKey)) ?? topics;
    }

    /// <summary>
    /// The tables' topics as the transformations name them; null where one makes of them what only it knows.
    /// </summary>
    internal IReadOnlyList<NamedTopic>? RoutedTables() =>
        TopicRouting.Apply(TableTopics(), Get, List(TransformsKey));

    /// <summary>
    /// What stands before a table's name. SQL Server's topics name the database too, which its list of tables does not.
    /// Source: Debezium connector for SQL Server, topic names.
    /// </summary>
    private IEnumerable<string> TableParents(string prefix, string table)
    {
        var databases = DebeziumDatabase == "sqlserver" ? List("database.names") : [];
        return databases.Count == 0 || table.Count(c => c == '.') > 1
            ? [prefix]
            : databases.Where(KafkaTopic.IsName).Select(database => $"{prefix}.{database}");
    }

    /// <summary>The beginnings of the topics where no table is named: as narrow as databases or schemas are.</summary>
    private IEnumerable<NamedTopic> Beginnings(NamedTopic prefix)
    {
        foreach (var key in (string[])
            ["database.include.list", "database.whitelist", "schema.include.list", "schema.whitelist", "database.names"])
        {
            var parents = List(key);
            // A schema's topics follow its database's in SQL Server, and which one is not said.
            if (parents.Count > 0 && parents.All(KafkaTopic.IsName)
                && (DebeziumDatabase != "sqlserver" || key == "database.names"))
            {
                return parents.Select(parent => new NamedTopic(key, $"{prefix.Topic}.{parent}.*"));
            }
        }

        return [prefix with { Topic = prefix.Topic + ".*" }];
    }

    /// <summary>The first key that is given, where its value is a topic's name; a reference, say, is none.</summary>
    private NamedTopic? First(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Get(key) is { } value)
                return KafkaTopic.IsName(value) ? new NamedTopic(key, value) : null;
        }

        return null;
    }

    private NamedTopic? DefaultSignal() =>
        Prefix is { } prefix && List("signal.enabled.channels").Contains("kafka")
            ? new NamedTopic("signal.enabled.channels", prefix.Topic + "-signal")
            : null;

    private NamedTopic? FindHeartbeat()
    {
        const string interval = "heartbeat.interval.ms";
        if (Prefix is not { } prefix || !long.TryParse(Get(interval), out var period) || period <= 0)
            return null;
        var start = First("topic.heartbeat.prefix", "heartbeat.topics.prefix");
        return new NamedTopic(start?.Key ?? interval, $"{start?.Topic ?? "__debezium-heartbeat"}.{prefix.Topic}");
    }

    private NamedTopic? FindTransaction()
    {
        const string metadata = "provide.transaction.metadata";
        if (Prefix is not { } prefix || !IsTrue(metadata))
            return null;
        return First("transaction.topic")
            ?? new NamedTopic(metadata, $"{prefix.Topic}.{Get("topic.transaction") ?? "transaction"}");
    }
}

/// <summary>A topic, or with <c>*</c> at its end the beginning of one, and the configuration key that names it.</summary>
internal sealed record NamedTopic(string Key, string Topic);

/// <summary>A value of the configuration and its key.</summary>
internal sealed record NamedValue(string Key, string Value);
