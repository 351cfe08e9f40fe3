using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>An S3 sink's configuration and grants speak of the same bucket.</summary>
internal sealed class S3SinkRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        var bucket = SpecArn.TryParse(spec.S3SinkBucketArn, out var arn) ? arn.Resource : null;
        var named = check.Connector.Use.Bucket?.Name;
        if (spec.IsSink && bucket is not null && named is not null && named.Value != bucket && !Redaction.IsReference(named.Value))
        {
            check.OnKey(
                FindingSeverity.Error, named.Key, "SinkBucket",
                $"is not the bucket of S3SinkBucketArn, {bucket}",
                "Name the same bucket in both.");
        }

        if (spec.IsSink && check.Connector.Use.Bucket is { NeedsInput: true } && string.IsNullOrEmpty(spec.S3SinkBucketArn))
        {
            check.Error(
                nameof(spec.S3SinkBucketArn), "SinkBucketMissing", null, "is missing, so this sink could not write anything",
                $"Give the ARN of the bucket in {check.Connector.Use.Bucket.Name?.Key ?? "the configuration"}.");
        }

        if (spec.IsSource && !string.IsNullOrEmpty(spec.S3SinkBucketArn))
        {
            check.Warning(
                nameof(spec.S3SinkBucketArn), "SinkBucketUnused", spec.S3SinkBucketArn, "has no effect on a source",
                "Leave it out.");
        }

        if (!string.IsNullOrEmpty(spec.S3KmsKeyArn) && SpecBucket.Of(spec, check.Connector) is null)
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
        if (SpecBucket.Of(check.Spec, check.Connector) is null || check.Connector.Use.Bucket?.Prefix is not { } prefix || Fault(prefix.Value) is not { } fault)
        {
            return;
        }

        check.OnKey(FindingSeverity.Error, prefix.Key, "TopicsDir", fault, "Write a plain prefix.");

        static string? Fault(string dir) =>
            dir.IndexOfAny(['*', '?', '$']) >= 0 ? "contains *, ? or $, which have a special meaning in an IAM policy"
            : dir.Split('/').Any(part => part is "." or "..")
                ? "has . or .. as a part, which stands for a folder in paths but not in IAM policies"
            : null;
    }
}
