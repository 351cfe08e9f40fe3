using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>A KMS key that a spec names, and what it is for.</summary>
/// <param name="Arn">The key's ARN.</param>
/// <param name="Field">The spec's field that names it.</param>
/// <param name="Service">The service by which the connector's role uses it, for example <c>s3</c>; null where it does not.</param>
/// <param name="Actions">What the role asks KMS for; none where it does not.</param>
internal sealed record NamedKey(string Arn, string Field, string? Service, params IReadOnlyList<string> Actions)
{
    private const string Decrypt = "kms:Decrypt";

    /// <summary>
    /// The keys of a spec. The cluster's is none of them: its brokers use it, and the cluster's state tells what comes of
    /// that. The log group's is used by CloudWatch Logs. Source: Amazon MSK developer guide, encryption at rest; CloudWatch
    /// Logs user guide, Encrypt log data.
    /// </summary>
    public static IReadOnlyList<NamedKey> In(ConnectorSpec spec)
    {
        var connector = SpecConnector.Of(spec);
        var bucket = SpecBucket.Of(spec, connector) is null ? null : connector.Use.Bucket;
        // With another role for S3, that one needs the keys.
        var bySink = bucket is { AssumedRole: null } ? "s3" : null;
        string[] uploads = bySink is null ? [] : bucket!.IsReadOnly ? [Decrypt] : ["kms:GenerateDataKey", Decrypt];
        var uploadKey = bucket?.KmsKey;
        NamedKey?[] all =
        [
            Of(spec.S3KmsKeyArn, nameof(spec.S3KmsKeyArn), bySink, uploads),
            Of(
                uploadKey?.Value.StartsWith("arn:", StringComparison.Ordinal) == true ? uploadKey.Value : null,
                SpecFinding.ConfigurationField(uploadKey?.Key ?? S3Keys.KmsKey), bySink, uploads),
            Of(spec.SecretKmsKeyArn, nameof(spec.SecretKmsKeyArn), "secretsmanager", Decrypt),
            Of(spec.LogGroupKmsKeyArn, nameof(spec.LogGroupKmsKeyArn), null),
        ];
        return [.. all.OfType<NamedKey>().DistinctBy(k => (k.Arn, k.Service))];
    }

    private static NamedKey? Of(string? arn, string field, string? service, params IReadOnlyList<string> actions) =>
        string.IsNullOrEmpty(arn) ? null : new NamedKey(arn, field, service, actions);
}
