namespace Kraken.MskConnect.Connectors.Families.ConfluentS3;

/// <summary>
/// What keys of Confluent's Amazon S3 sink mean together. Much of it is checked when a task starts, so that the connector
/// runs with dead tasks. Source: S3SinkConnectorConfig, S3SinkTask and the partitioners of kafka-connect-storage-common.
/// </summary>
internal static class ConfluentS3SinkRules
{
    private const string ScheduleKey = "rotate.schedule.interval.ms";
    private const string RotateKey = "rotate.interval.ms";
    private const string TimeZoneKey = "timezone";
    private const string DurationKey = "partition.duration.ms";
    private const string PartitionerKey = "partitioner.class";
    private const string EncryptionKey = "s3.ssea.name";

    private static readonly string[] _byTime = ["TimeBasedPartitioner", "DailyPartitioner", "HourlyPartitioner"];

    /// <summary>Formats whose objects gzip can pack.</summary>
    private static readonly string[] _packable = ["JsonFormat", "ByteArrayFormat"];

    internal static void Check(ConnectorConfig config, ConnectorUse use)
    {
        Times(config, use);
        Rotation(config, use);
        Objects(config, use);
        if (config.First("aws.access.key.id", "aws.secret.access.key") is { } own)
        {
            use.Find(
                FindingSeverity.Warning, own.Key, "StaticCredentials",
                "makes the sink use this access key in place of the connector's role, so the policy has no effect on its objects",
                "Leave it out: the role's credentials are found by themselves.");
        }
    }

    private static void Rotation(ConnectorConfig config, ConnectorUse use)
    {
        var partitioner = config.Get(PartitionerKey) ?? "DefaultPartitioner";
        if (config.Get(RotateKey) is not (null or "-1")
            && partitioner[(partitioner.LastIndexOf('.') + 1)..] is "DefaultPartitioner" or "FieldPartitioner")
        {
            use.Find(
                FindingSeverity.Warning, RotateKey, "KeyIgnored", $"has no effect: {PartitionerKey} is not a partitioner by time",
                $"Use {ScheduleKey}, or a TimeBasedPartitioner.");
        }
    }

    private static void Objects(ConnectorConfig config, ConnectorUse use)
    {
        if (config.IsTrue("s3.wan.mode") && !config.IsFalse("s3.path.style.access.enabled"))
        {
            use.Find(
                FindingSeverity.Error, "s3.wan.mode", "KeysExclusive",
                "is true, but s3.path.style.access.enabled, true by default, does not fit transfer acceleration",
                "Set s3.path.style.access.enabled to false.");
        }

        if (config.Get(EncryptionKey) == "aws:kms" && config.Get(S3Keys.KmsKey) is null)
        {
            use.Find(
                FindingSeverity.Warning, EncryptionKey, "EncryptionWithoutKey",
                $"has no effect without {S3Keys.KmsKey}: the bucket's default encryption applies", $"Give {S3Keys.KmsKey}, or leave the key out.");
        }

        if (config.Get("s3.compression.type") == "gzip" && config.Get("format.class") is { } format
            && format.StartsWith("io.confluent.", StringComparison.Ordinal) && !_packable.Contains(format[(format.LastIndexOf('.') + 1)..]))
        {
            use.Find(
                FindingSeverity.Error, "s3.compression.type", "KeysExclusive", "does not fit the format of format.class",
                "Use JsonFormat or ByteArrayFormat, or the codec of the format: avro.codec or parquet.codec.");
        }

        if (config.Get("behavior.on.null.values") == "write" && !config.IsTrue("store.kafka.keys"))
        {
            use.Find(
                FindingSeverity.Error, "behavior.on.null.values", "KeyMissing", "is write, which needs the keys of the records",
                "Set store.kafka.keys to true.");
        }
    }

    private static void Times(ConnectorConfig config, ConnectorUse use)
    {
        if (long.TryParse(config.Get(ScheduleKey), out var interval) && interval > 0 && config.Get(TimeZoneKey) is null)
        {
            use.Find(
                FindingSeverity.Error, TimeZoneKey, "TimeZoneMissing",
                $"is missing, but {ScheduleKey} requires it: the sink's tasks fail when they start", "Give a time zone, for example UTC.");
            return;
        }

        var partitioner = config.Get(PartitionerKey);
        var name = partitioner?[(partitioner.LastIndexOf('.') + 1)..];
        if (!_byTime.Contains(name))
            return;
        if (name == "TimeBasedPartitioner")
        {
            Missing("path.format", FindingSeverity.Error, "'year'=YYYY/'month'=MM/'day'=dd");
            Missing(DurationKey, FindingSeverity.Error, "3600000");
            if (long.TryParse(config.Get(DurationKey), out var duration) && duration < 1)
            {
                use.Find(
                    FindingSeverity.Error, DurationKey, "NumberRange", $"is not a whole number of 1 or more, which {name} requires",
                    "Give the milliseconds that one path covers, for example 3600000.");
            }
        }

        // Warnings, since the reference module's own example lacks both and must stay valid.
        Missing("locale", FindingSeverity.Warning, "en-US");
        Missing(TimeZoneKey, FindingSeverity.Warning, "UTC");

        void Missing(string key, FindingSeverity severity, string example)
        {
            if (config.Get(key) is null)
            {
                use.Find(
                    severity, key, "PartitionerKeyMissing",
                    $"is missing or blank, but {name} requires it: the sink's tasks fail when they start",
                    $"Give a value, for example {example}.");
            }
        }
    }
}
