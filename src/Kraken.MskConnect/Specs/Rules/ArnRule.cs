using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Every ARN parses, is of the right kind, and agrees with the spec's region, account and partition.</summary>
internal static partial class ArnRule
{
    /// <summary>Source: IAM, KMS and Secrets Manager API references, the longest ARN that a request takes.</summary>
    private const int LongestArn = 2048;

    internal static void Check(SpecCheck check)
    {
        var spec = check.Spec;
        var bucketRegion = check.Traits.Get("s3.region");
        var keyRegion = bucketRegion is not null && PlaceRule.IsRegion(bucketRegion) ? bucketRegion : spec.Region;
        Expectation[] all =
        [
            new(
                nameof(spec.MskClusterArn), spec.MskClusterArn, "kafka", Cluster(), "an MSK cluster with its UUID",
                "cluster/NAME/UUID"),
            Key(nameof(spec.MskKmsKeyArn), spec.MskKmsKeyArn),
            new(nameof(spec.RdsSecretArn), spec.RdsSecretArn, "secretsmanager", Secret(), "a secret", "secret:NAME"),
            new(nameof(spec.S3SinkBucketArn), spec.S3SinkBucketArn, "s3", Bucket(), "a bucket", "BUCKET")
            {
                HasRegion = false,
                HasAccount = false,
            },
            Key(nameof(spec.S3KmsKeyArn), spec.S3KmsKeyArn) with { Region = keyRegion },
            new(
                nameof(spec.CustomPluginArn), spec.CustomPluginArn, "kafkaconnect", Plugin(), "a custom plugin",
                "custom-plugin/NAME/UUID"),
            new(
                nameof(spec.CustomPluginBucketArn), spec.CustomPluginBucketArn, "s3", BucketOrObject(),
                "a bucket or an object in it", "BUCKET")
            {
                HasRegion = false,
                HasAccount = false,
            },
            new(
                nameof(spec.WorkerConfigurationArn), spec.WorkerConfigurationArn, "kafkaconnect", WorkerConfiguration(),
                "a worker configuration", "worker-configuration/NAME/UUID"),
            Key(nameof(spec.LogGroupKmsKeyArn), spec.LogGroupKmsKeyArn),
            Key(nameof(spec.SecretKmsKeyArn), spec.SecretKmsKeyArn),
            new(
                nameof(spec.PermissionsBoundaryArn), spec.PermissionsBoundaryArn, "iam", Policy(), "a managed policy",
                "policy/NAME")
            {
                HasRegion = false,
                OtherAccount = "aws",
            },
        ];
        foreach (var expected in all)
            CheckOne(check, expected with { Region = expected.Region ?? spec.Region });
    }

    private static Expectation Key(string field, string? arn) =>
        new(field, arn, "kms", KmsKey(), "a KMS key, not an alias", "key/ID");

    private static void CheckOne(SpecCheck check, Expectation expected)
    {
        // A missing required field is RequiredRule's to report.
        if (string.IsNullOrEmpty(expected.Text)
            || (string.IsNullOrWhiteSpace(expected.Text) && SpecFields.Find(expected.Field)!.IsRequired))
        {
            return;
        }

        var (field, text) = (expected.Field, expected.Text);
        if (text.Length > LongestArn)
        {
            check.Error(
                field, "ArnLength", text, $"has {text.Length} characters; AWS takes {LongestArn}", $"Give {Example(check, expected)}.");
            return;
        }

        if (!SpecArn.TryParse(text, out var arn))
        {
            check.Error(
                field, "ArnFormat", text, "is not an ARN", $"Give {Example(check, expected)}.");
            return;
        }

        if (arn.Service != expected.Service || !expected.Resource.IsMatch(arn.Resource))
        {
            check.Error(
                field, "ArnKind", text, $"is not the ARN of {expected.Kind}", $"Give {Example(check, expected)}.");
            return;
        }

        if (check.Partition is { } partition && arn.Partition != partition)
        {
            check.Error(
                field, "ArnPartition", text,
                $"is in partition {arn.Partition}, but region {check.Spec.Region} is in {partition}",
                "Give an ARN of the region's partition.");
        }

        var example = $"Give {Example(check, expected)}.";
        if (!expected.HasRegion)
        {
            if (arn.Region.Length > 0)
                check.Error(field, "ArnRegion", text, "names a region, which such an ARN has not", example);
        }
        else if (arn.Region != expected.Region && PlaceRule.IsRegion(expected.Region!))
        {
            check.Error(
                field, "ArnRegion", text, $"is in region '{arn.Region}', not in {expected.Region}",
                $"Give the ARN of one in {expected.Region}, or mend Region.");
        }

        var account = check.Spec.AccountId;
        if (!expected.HasAccount)
        {
            if (arn.AccountId.Length > 0)
                check.Error(field, "ArnAccount", text, "names an account, which such an ARN has not", example);
        }
        else if (arn.AccountId != account && arn.AccountId != expected.OtherAccount && PlaceRule.IsAccount(account))
        {
            check.Error(
                field, "ArnAccount", text, $"is in account '{arn.AccountId}', not in {account}",
                $"Give the ARN of one in account {account}, or mend AccountId.");
        }
    }

    private static string Example(SpecCheck check, Expectation expected)
    {
        var region = expected.HasRegion ? expected.Region : "";
        var account = expected.HasAccount ? check.Spec.AccountId : "";
        return $"arn:{check.Partition ?? "aws"}:{expected.Service}:{region}:{account}:{expected.Example}";
    }

    /// <summary>What an ARN must be.</summary>
    private sealed record Expectation(
        string Field, string? Text, string Service, Regex Resource, string Kind, string Example)
    {
        /// <summary>Null stands for the spec's.</summary>
        public string? Region { get; init; }

        public bool HasRegion { get; init; } = true;

        public bool HasAccount { get; init; } = true;

        /// <summary>What may stand for the account beside the spec's.</summary>
        public string? OtherAccount { get; init; }
    }

    [GeneratedRegex(@"^cluster/[A-Za-z0-9][A-Za-z0-9\-]{0,63}/[A-Za-z0-9\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Cluster();

    [GeneratedRegex(@"^key/[A-Za-z0-9\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex KmsKey();

    [GeneratedRegex(@"^secret:[A-Za-z0-9/_+=.@\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9](/[^*?$]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketOrObject();

    [GeneratedRegex(@"^custom-plugin/[^/*?$]+/[^/*?$]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plugin();

    [GeneratedRegex(@"^worker-configuration/[^/*?$]+/[^/*?$]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex WorkerConfiguration();

    [GeneratedRegex(@"^policy/([!-~]{1,510}/)?[A-Za-z0-9_+=,.@\-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Policy();
}
