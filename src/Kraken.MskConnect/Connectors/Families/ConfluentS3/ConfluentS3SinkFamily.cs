namespace Kraken.MskConnect.Connectors.Families.ConfluentS3;

/// <summary>
/// Confluent's Amazon S3 sink: its bucket, and what decides when objects are written and under which names.
/// Source: the sink's IAM policy, configuration reference and partitioners.
/// </summary>
internal sealed class ConfluentS3SinkFamily : IFamilyLogic
{
    private const string DefaultTopicsDir = "topics";
    private const string DefaultRegion = "us-west-2";
    private const string ScheduleKey = "rotate.schedule.interval.ms";
    private const string TimeZoneKey = "timezone";
    private const string DurationKey = "partition.duration.ms";
    private const string RoleKey = "s3.credentials.provider.sts.role.arn";

    public string Family => "confluent-s3-sink";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        use.Bucket = new UsedBucket
        {
            Name = config.First(S3Keys.Bucket),
            NeedsInput = true,
            Region = config.First(S3Keys.Region) ?? new NamedValue(S3Keys.Region, DefaultRegion),
            HasOwnAddress = config.Get(S3Keys.StoreUrl) is not null,
            UploadEncryption = S3Keys.UploadEncryptionOf(config),
            Prefix = new NamedValue(S3Keys.TopicsDir, config.Values.GetValueOrDefault(S3Keys.TopicsDir)?.Trim() ?? DefaultTopicsDir),
            ObjectActions = ["s3:AbortMultipartUpload", "s3:PutObject"],
            BucketActions = ["s3:GetBucketLocation", "s3:ListBucket"],
            Options = S3Keys.Options(config),
            KmsKey = config.First(S3Keys.KmsKey),
            AssumedRole = (config.Get("s3.credentials.provider.class") ?? "").EndsWith("AwsAssumeRoleCredentialsProvider", StringComparison.Ordinal)
                ? config.First(RoleKey)
                : null,
        };
        if (config.Get(S3Keys.Region) is null && config.Region.Length > 0 && config.Region != DefaultRegion)
        {
            use.Find(
                FindingSeverity.Warning, S3Keys.Region, "SinkRegionDefault",
                $"is missing, so the sink uses {DefaultRegion}, but Region is {config.Region}",
                $"Give the bucket's region, for example {config.Region}.");
        }

        CheckTimes(config, use);
    }

    private static void CheckTimes(ConnectorConfig config, ConnectorUse use)
    {
        if (long.TryParse(config.Get(ScheduleKey), out var interval) && interval > 0 && config.Get(TimeZoneKey) is null)
        {
            use.Find(
                FindingSeverity.Error, TimeZoneKey, "TimeZoneMissing",
                $"is missing, but {ScheduleKey} requires it: the sink's tasks fail when they start", "Give a time zone, for example UTC.");
            return;
        }

        var partitioner = config.Get("partitioner.class");
        var name = partitioner?[(partitioner.LastIndexOf('.') + 1)..];
        if (name is not ("TimeBasedPartitioner" or "DailyPartitioner" or "HourlyPartitioner"))
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
