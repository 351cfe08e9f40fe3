namespace Kraken.MskConnect.Connectors.Families.ConfluentS3;

/// <summary>
/// Confluent's Amazon S3 sink: its bucket and what it does there.
/// Source: the sink's IAM policy, configuration reference and source code.
/// </summary>
internal sealed class ConfluentS3SinkFamily : IFamilyLogic
{
    private const string DefaultTopicsDir = "topics";
    private const string DefaultRegion = "us-west-2";
    private const string ScheduleKey = "rotate.schedule.interval.ms";
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
            Options = WritesConditionally(config)
                ? [.. S3Keys.Options(config), (ScheduleKey, "SinkObjectLookup", "lookup of existing objects", "s3:GetObject")]
                : S3Keys.Options(config),
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

        ConfluentS3SinkRules.Check(config, use);
    }

    /// <summary>
    /// Whether it writes objects only where there are none, and looks for the next free name where there are: so since
    /// version 10.6 with a schedule. Source: S3SinkConnectorConfig, enable.conditional.writes.
    /// </summary>
    private static bool WritesConditionally(ConnectorConfig config) =>
        config.Get(ScheduleKey) is not (null or "-1") && !config.IsFalse("enable.conditional.writes")
        && !config.IsTrue("store.kafka.keys") && !config.IsTrue("store.kafka.headers");
}
