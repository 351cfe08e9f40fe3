using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>The destinations of the worker logs have names as their services give them.</summary>
/// <remarks>
/// Source: Amazon S3 user guide, bucket naming rules; Amazon Data Firehose API reference, CreateDeliveryStream; Amazon
/// CloudWatch Logs API reference, CreateLogGroup.
/// </remarks>
internal sealed partial class LogDeliveryRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        if (Given(spec.LogS3Bucket) is { } bucket && !Bucket().IsMatch(bucket))
        {
            check.Error(
                nameof(spec.LogS3Bucket), "LogBucketFormat", bucket, "is not a bucket name",
                "Give the bucket's name, not its ARN: 3 to 63 lower-case letters, digits, dots and hyphens.");
        }

        if (Given(spec.LogS3Prefix) is { } prefix && spec.LogS3Bucket is null)
        {
            check.Error(
                nameof(spec.LogS3Prefix), "LogPrefixWithoutBucket", prefix, "is given without LogS3Bucket",
                "Give LogS3Bucket too, or leave the prefix out.");
        }

        if (Given(spec.LogFirehoseDeliveryStream) is { } stream && !Stream().IsMatch(stream))
        {
            check.Error(
                nameof(spec.LogFirehoseDeliveryStream), "LogDeliveryStreamFormat", stream, "is not the name of a delivery stream",
                "Give the stream's name, not its ARN: 1 to 64 letters, digits, dots, underscores and hyphens.");
        }

        if (Given(spec.LogGroupName) is { } group && (!Group().IsMatch(group) || group.StartsWith("aws/", StringComparison.Ordinal)))
        {
            check.Error(
                nameof(spec.LogGroupName), "LogGroupNameFormat", group, "is not a name that a log group can have",
                "Give 1 to 512 letters, digits and . - _ / #, not beginning with aws/.");
        }
    }

    /// <summary>The text; null where it is blank, which another rule reports.</summary>
    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^[a-zA-Z0-9_.\-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Stream();

    [GeneratedRegex(@"^[.\-_/#A-Za-z0-9]{1,512}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Group();
}
