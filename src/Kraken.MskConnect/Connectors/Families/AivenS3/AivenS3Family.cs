namespace Kraken.MskConnect.Connectors.Families.AivenS3;

/// <summary>
/// What Aiven's S3 sink and source do with their bucket. Source: Aiven-Open/cloud-storage-connectors-for-apache-kafka 3.4;
/// the sink uploads in parts and looks for nothing.
/// </summary>
internal sealed class AivenS3Family : IFamilyLogic
{
    private const string RoleKey = "aws.sts.role.arn";

    public string Family => "aiven-s3";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        var bucket = config.First("aws.s3.bucket.name", "aws_s3_bucket");
        var role = config.First(RoleKey);
        if (bucket is null)
        {
            use.Find(
                FindingSeverity.Error, "aws.s3.bucket.name", "KeyMissing", "is missing, and so is aws_s3_bucket: the connector's tasks do not start",
                "Give the bucket's name.");
            return;
        }

        var prefix = Prefix(config);
        if (config.IsSource)
        {
            use.Services.AddRange(S3Services.Read(config, bucket, prefix, role));
            return;
        }

        use.Bucket = new UsedBucket
        {
            Name = bucket,
            Prefix = prefix,
            IsPrefixOfNames = true,
            NameSuffices = true,
            Region = config.First("aws.s3.region", "aws_s3_region"),
            HasOwnAddress = config.Get("aws.s3.endpoint") is not null,
            ObjectActions = ["s3:AbortMultipartUpload", "s3:PutObject"],
            AssumedRole = role,
        };
    }

    /// <summary>The objects' names begin so: the prefix is a template, of which the fixed beginning counts.</summary>
    private static NamedValue Prefix(ConnectorConfig config)
    {
        var given = config.First("aws.s3.prefix", "aws_s3_prefix", "file.prefix.template", "file.name.template");
        if (given is null)
            return new NamedValue("aws.s3.prefix", "");
        var open = given.Value.IndexOf("{{", StringComparison.Ordinal);
        return given with { Value = open < 0 ? given.Value : given.Value[..open] };
    }
}
