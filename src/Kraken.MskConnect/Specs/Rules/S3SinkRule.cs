namespace Kraken.MskConnect.Specs.Rules;

/// <summary>An S3 sink's configuration and grants speak of the same bucket.</summary>
internal static class S3SinkRule
{
    internal static void Check(SpecCheck check)
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
                    "is missing, so this S3 sink could write nothing",
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
    }

    private static void CheckTopicsDir(SpecCheck check)
    {
        if (!check.Traits.IsS3Sink || check.Traits.Get(ConnectorTraits.TopicsDirKey) is not { } dir
            || dir.IndexOfAny(['*', '?', '$']) < 0)
        {
            return;
        }

        check.OnKey(
            FindingSeverity.Error, ConnectorTraits.TopicsDirKey, "TopicsDir",
            "has *, ? or $ in it, which mean something else in an IAM policy", "Write a plain prefix.");
    }
}
