using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Connectors.Families.Iceberg;

/// <summary>
/// The bucket in which the tables' files lie. Source: Apache Iceberg, S3FileIO and S3FileIOProperties; Apache Hadoop, S3A,
/// Working with IAM Assumed Roles, for the directories that Hadoop's file systems list.
/// </summary>
internal static class IcebergWarehouse
{
    private const string Key = IcebergCatalog.Start + "warehouse";

    internal static void Describe(ConnectorConfig config, IcebergCatalog catalog, ConnectorUse use)
    {
        // A catalog behind REST may lend its own credentials for the tables' files, or sign the requests.
        var isLent = catalog.IsTrue("s3.remote-signing-enabled")
            || catalog.Get("header.X-Iceberg-Access-Delegation") is not null;
        if (catalog.Kind == IcebergCatalogKind.Rest && isLent)
            return;
        var warehouse = catalog.Get("warehouse");
        var place = Place(warehouse);
        use.Bucket = Bucket(config, catalog, place);
        if (place is not null)
        {
            use.Find(
                FindingSeverity.Information, Key, "IcebergLocation",
                "is what the policy grants; a database or table may have a location of its own elsewhere",
                "If one has, grant its prefix in additional_policy_statements.");
        }
        else if (warehouse is null || Redaction.IsReference(warehouse) || catalog.Kind == IcebergCatalogKind.Rest)
        {
            use.Doubt(
                Key, "BucketUnknown", "does not name where in S3 the tables' files lie, so no object is granted",
                "Give it as s3://BUCKET/PREFIX, or give S3SinkBucketArn.");
        }
        else
        {
            use.Doubt(Key, "BucketUnknown", "is not in S3, and the module does not know what the sink uses there", "Give it as s3://BUCKET/PREFIX.");
        }

        if (catalog.HasAny("s3.access-points."))
        {
            use.Doubt(
                IcebergCatalog.Start + "s3.access-points", "NotDerived", "makes the sink use access points in place of the bucket, which the policy does not grant",
                "Grant the access points in additional_policy_statements.");
        }
    }

    /// <summary>Bucket and prefix of <c>s3://BUCKET/PREFIX</c>, which Hadoop also calls <c>s3a</c> and <c>s3n</c>.</summary>
    private static (string Bucket, string Prefix)? Place(string? warehouse)
    {
        if (warehouse is null || Redaction.IsReference(warehouse))
            return null;
        var parts = warehouse.Split("://", 2);
        if (parts is not ["s3" or "s3a" or "s3n", { Length: > 0 } path])
            return null;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..].Trim('/'));
    }

    private static UsedBucket Bucket(ConnectorConfig config, IcebergCatalog catalog, (string Bucket, string Prefix)? place)
    {
        var encryption = catalog.Get("s3.sse.type") switch
        {
            "s3" => "AES256",
            "kms" => "aws:kms",
            "dsse-kms" => "aws:kms:dsse",
            _ => null,
        };
        return new UsedBucket
        {
            Name = place is { } found ? new NamedValue(Key, found.Bucket) : null,
            NameSuffices = true,
            Region = config.First(IcebergCatalog.Start + "client.region"),
            HasOwnAddress = catalog.Get("s3.endpoint") is not null,
            UploadEncryption = encryption == "AES256" || catalog.Get("s3.sse.key") is not null ? encryption : null,
            Prefix = new NamedValue(Key, place?.Prefix ?? ""),
            ObjectActions = catalog.IsFalse("s3.delete-enabled")
                ? ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
                : ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            BucketActions = catalog.UsesHadoopFiles ? ["s3:ListBucket"] : [],
            Options = [.. Options(catalog)],
            KmsKey = encryption?.StartsWith("aws:kms", StringComparison.Ordinal) == true ? config.First(IcebergCatalog.Start + "s3.sse.key") : null,
        };
    }

    /// <summary>Tags and ACLs that the sink gives to objects. Source: S3 API reference, permissions of each call.</summary>
    private static IEnumerable<(string Key, string Sid, string Need, string Action)> Options(IcebergCatalog catalog)
    {
        const string sid = "SinkObjectTags", need = "object tags";
        string[] written = ["s3.write.tags.", "s3.write.table-tag-enabled", "s3.write.namespace-tag-enabled"];
        if (written.FirstOrDefault(catalog.HasAny) is { } tag)
            yield return (IcebergCatalog.Start + tag.TrimEnd('.'), sid, need, "s3:PutObjectTagging");
        if (catalog.HasAny("s3.delete.tags."))
        {
            // In place of a deletion, or before it, an object gets tags beside those that it has.
            yield return (IcebergCatalog.Start + "s3.delete.tags", sid, need, "s3:GetObjectTagging");
            yield return (IcebergCatalog.Start + "s3.delete.tags", sid, need, "s3:PutObjectTagging");
        }

        if (catalog.Get("s3.acl") is not null)
            yield return (IcebergCatalog.Start + "s3.acl", "SinkObjectAcl", "object ACL", "s3:PutObjectAcl");
    }
}
