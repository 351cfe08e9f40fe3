using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies;

/// <summary>
/// The grants that an S3 sink needs on its bucket and key.
/// Source: Confluent's Amazon S3 sink connector, IAM policy and topics.dir; AWS KMS developer guide, kms:ViaService.
/// </summary>
internal static class S3Statements
{
    private const string DefaultTopicsDir = "topics";

    internal static IEnumerable<ReasonedStatement> For(
        ConnectorSpec spec, ConnectorTraits traits, List<SpecFinding> findings)
    {
        if (!traits.IsS3Sink)
            return [];
        var bucket = spec.S3SinkBucketArn!;
        var (objects, because) = Objects(spec, traits, findings);
        List<ReasonedStatement> statements =
        [
            Grant.Allow("SinkObjects", "sink objects", because, ["s3:AbortMultipartUpload", "s3:PutObject"], [objects]),
            Grant.Allow(
                "SinkBucket", "sink bucket", [nameof(spec.S3SinkBucketArn)],
                ["s3:GetBucketLocation", "s3:ListBucket"],
                [bucket]),
        ];
        if (traits.IsTrue(ConnectorTraits.S3TaggingKey))
        {
            statements.Add(Grant.Allow(
                "SinkObjectTags", "object tags", [.. because, Grant.Key(ConnectorTraits.S3TaggingKey)],
                ["s3:PutObjectTagging"],
                [objects]));
        }

        if (traits.Get(ConnectorTraits.S3AclKey) is not null)
        {
            statements.Add(Grant.Allow(
                "SinkObjectAcl", "object ACL", [.. because, Grant.Key(ConnectorTraits.S3AclKey)],
                ["s3:PutObjectAcl"],
                [objects]));
        }

        if (!string.IsNullOrEmpty(spec.S3KmsKeyArn))
        {
            var key = SpecArn.Parse(spec.S3KmsKeyArn, nameof(spec.S3KmsKeyArn));
            statements.Add(Grant.Allow(
                "SinkKey", "S3 key", [nameof(spec.S3KmsKeyArn)],
                ["kms:Decrypt", "kms:GenerateDataKey"],
                [spec.S3KmsKeyArn],
                Grant.ViaService("s3", key.Region)));
        }

        return statements;
    }

    private static (string Objects, IReadOnlyList<string> Because) Objects(
        ConnectorSpec spec, ConnectorTraits traits, List<SpecFinding> findings)
    {
        // A slash at the beginning is a part of the objects' keys; one at the end would only narrow the grant.
        var given = spec.ConnectorConfiguration.GetValueOrDefault(ConnectorTraits.TopicsDirKey)?.Trim().TrimEnd('/');
        if (given is null && !traits.IsConfluentS3Sink)
        {
            findings.Add(new SpecFinding(
                FindingSeverity.Warning,
                SpecFinding.ConfigurationField(ConnectorTraits.ClassKey),
                "SinkPrefixUnknown",
                traits.Class,
                $"Where in the bucket {traits.ClassName} writes is not known, so the policy grants all objects of it.",
                $"Set ConnectorConfiguration[{ConnectorTraits.TopicsDirKey}] if the connector heeds it, "
                + "or use a bucket of its own."));
            return ($"{spec.S3SinkBucketArn}/*", [nameof(spec.S3SinkBucketArn)]);
        }

        var dir = given ?? DefaultTopicsDir;
        return (
            dir.Length == 0 ? $"{spec.S3SinkBucketArn}/*" : $"{spec.S3SinkBucketArn}/{dir}/*",
            [nameof(spec.S3SinkBucketArn), Grant.Key(ConnectorTraits.TopicsDirKey)]);
    }
}
