namespace Kraken.MskConnect.Connectors;

/// <summary>Keys with which sinks say how they write objects; several families share them.</summary>
internal static class S3Keys
{
    internal const string TopicsDir = "topics.dir";
    internal const string Bucket = "s3.bucket.name";
    internal const string Region = "s3.region";
    internal const string StoreUrl = "store.url";
    internal const string KmsKey = "s3.sse.kms.key.id";
    private const string Tagging = "s3.object.tagging";
    private const string Acl = "s3.acl.canned";

    /// <summary>The further actions on objects that the configuration asks for.</summary>
    internal static IReadOnlyList<(string Key, string Sid, string Need, string Action)> Options(ConnectorConfig config) =>
    [
        .. config.IsTrue(Tagging) ? [(Tagging, "SinkObjectTags", "object tags", "s3:PutObjectTagging")] : Array.Empty<(string, string, string, string)>(),
        .. config.Get(Acl) is not null ? [(Acl, "SinkObjectAcl", "object ACL", "s3:PutObjectAcl")] : Array.Empty<(string, string, string, string)>(),
    ];

    /// <summary>The encryption that the sink asks for itself; null where the bucket's own applies.</summary>
    internal static string? UploadEncryptionOf(ConnectorConfig config) =>
        config.Get("s3.ssea.name") is { } own && (own == "AES256" || config.Get(KmsKey) is not null) ? own : null;

    /// <summary>What a sink of an unknown class that is given a bucket does with it, as most do.</summary>
    internal static UsedBucket OfUnknownClass(ConnectorConfig config) => new()
    {
        Name = config.First(Bucket),
        Region = config.First(Region),
        HasOwnAddress = config.Get(StoreUrl) is not null,
        UploadEncryption = UploadEncryptionOf(config),
        Prefix = config.Values.TryGetValue(TopicsDir, out var dir) ? new NamedValue(TopicsDir, dir.Trim()) : null,
        ObjectActions = ["s3:AbortMultipartUpload", "s3:PutObject"],
        BucketActions = ["s3:GetBucketLocation", "s3:ListBucket"],
        Options = Options(config),
        KmsKey = config.First(KmsKey),
    };
}
