using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>An S3 sink's configuration and grants speak of the same bucket.</summary>
internal sealed class S3SinkRule : ISpecRule
{
    private const string FlushSizeKey = "flush.size";
    private const string RegionKey = "s3.region";
    private const string DefaultRegion = "us-west-2";
    private const string ScheduleKey = "rotate.schedule.interval.ms";
    private const string TimeZoneKey = "timezone";
    private const string PartitionerKey = "partitioner.class";
    private const string PathFormatKey = "path.format";
    private const string DurationKey = "partition.duration.ms";
    private const string TimeBasedPartitioner = "TimeBasedPartitioner";

    public void Check(SpecCheck check)
    {
        var (spec, traits) = (check.Spec, check.Traits);
        var bucket = SpecArn.TryParse(spec.S3SinkBucketArn, out var arn) ? arn.Resource : null;
        var named = traits.Get(ConnectorTraits.S3BucketKey);
        if (bucket is not null && named is not null && named != bucket && !Redaction.IsReference(named))
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorTraits.S3BucketKey, "SinkBucket",
                $"is not the bucket of S3SinkBucketArn, {bucket}",
                "Name the same bucket in both.");
        }

        if (spec.IsSink && traits.IsConfluentS3Sink)
        {
            if (string.IsNullOrEmpty(spec.S3SinkBucketArn))
            {
                check.Error(
                    nameof(spec.S3SinkBucketArn), "SinkBucketMissing", null,
                    "is missing, so this S3 sink could not write anything",
                    "Give the ARN of the bucket in s3.bucket.name.");
            }

            if (named is null)
            {
                check.OnKey(
                    FindingSeverity.Error, ConnectorTraits.S3BucketKey, "SinkBucketName", "is missing",
                    "Give the name of the bucket in S3SinkBucketArn.");
            }
        }

        if (spec.IsSource && !string.IsNullOrEmpty(spec.S3SinkBucketArn))
        {
            check.Warning(
                nameof(spec.S3SinkBucketArn), "SinkBucketUnused", spec.S3SinkBucketArn, "has no effect on a source",
                "Leave it out.");
        }

        if (!string.IsNullOrEmpty(spec.S3KmsKeyArn) && !traits.IsS3Sink)
        {
            check.Warning(
                nameof(spec.S3KmsKeyArn), "SinkKeyUnused", spec.S3KmsKeyArn,
                "has no effect without a sink's S3SinkBucketArn",
                "Leave it out, or give the bucket.");
        }

        CheckTopicsDir(check);
        if (spec.IsSink && traits.IsConfluentS3Sink)
            CheckDelivery(check);
    }

    /// <summary>
    /// What decides when objects are written, where and under which names. Source: Confluent's Amazon S3 sink,
    /// configuration reference, and its partitioners.
    /// </summary>
    private static void CheckDelivery(SpecCheck check)
    {
        var (spec, traits) = (check.Spec, check.Traits);
        if (!spec.ConnectorConfiguration.ContainsKey(FlushSizeKey))
        {
            check.OnKey(
                FindingSeverity.Warning, FlushSizeKey, "FlushSizeMissing",
                "is missing; the sink has no default for it and does not start",
                "Give the number of records after which an object is written, for example 1000.");
        }

        if (traits.Get(RegionKey) is null && PlaceRule.IsRegion(spec.Region) && spec.Region != DefaultRegion)
        {
            check.OnKey(
                FindingSeverity.Warning, RegionKey, "SinkRegionDefault",
                $"is missing, so the sink uses {DefaultRegion}, but Region is {spec.Region}",
                $"Give the bucket's region, for example {spec.Region}.");
        }

        CheckTimes(check);
    }

    private static void CheckTimes(SpecCheck check)
    {
        var traits = check.Traits;
        if (traits.Get(ScheduleKey) is { } schedule && long.TryParse(schedule, out var interval) && interval > 0
            && traits.Get(TimeZoneKey) is null)
        {
            check.OnKey(
                FindingSeverity.Error, TimeZoneKey, "TimeZoneMissing",
                $"is missing, but {ScheduleKey} requires it: the sink's tasks fail when they start",
                "Give a time zone, for example UTC.");
            return;
        }

        var partitioner = traits.Get(PartitionerKey);
        var name = partitioner?[(partitioner.LastIndexOf('.') + 1)..];
        if (name is not (TimeBasedPartitioner or "DailyPartitioner" or "HourlyPartitioner"))
            return;
        if (name == TimeBasedPartitioner)
        {
            Missing(check, PathFormatKey, name, FindingSeverity.Error, "'year'=YYYY/'month'=MM/'day'=dd");
            Missing(check, DurationKey, name, FindingSeverity.Error, "3600000");
            if (long.TryParse(traits.Get(DurationKey), out var duration) && duration < 1)
            {
                check.OnKey(
                    FindingSeverity.Error, DurationKey, "NumberRange", $"is not a whole number of 1 or more, which {name} requires",
                    "Give the milliseconds that one path covers, for example 3600000.");
            }
        }

        // Warnings, since the reference's own example lacks both and must stay valid.
        Missing(check, "locale", name, FindingSeverity.Warning, "en-US");
        Missing(check, TimeZoneKey, name, FindingSeverity.Warning, "UTC");
    }

    private static void Missing(SpecCheck check, string key, string partitioner, FindingSeverity severity, string example)
    {
        if (check.Traits.Get(key) is not null)
            return;
        check.OnKey(
            severity, key, "PartitionerKeyMissing",
            $"is missing or blank, but {partitioner} requires it: the sink's tasks fail when they start", $"Give a value, for example {example}.");
    }

    private static void CheckTopicsDir(SpecCheck check)
    {
        if (!check.Traits.IsS3Sink || check.Traits.Get(ConnectorTraits.TopicsDirKey) is not { } dir
            || Fault(dir) is not { } fault)
        {
            return;
        }

        check.OnKey(FindingSeverity.Error, ConnectorTraits.TopicsDirKey, "TopicsDir", fault, "Write a plain prefix.");

        static string? Fault(string dir) =>
            dir.IndexOfAny(['*', '?', '$']) >= 0 ? "contains *, ? or $, which have a special meaning in an IAM policy"
            : dir.Split('/').Any(part => part is "." or "..")
                ? "has . or .. as a part, which stands for a folder in paths but not in IAM policies"
            : null;
    }
}
