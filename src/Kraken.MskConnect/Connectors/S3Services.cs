namespace Kraken.MskConnect.Connectors;

/// <summary>Calls to Amazon S3 of connectors that name their bucket in the configuration.</summary>
internal static class S3Services
{
    /// <summary>Listing the bucket and reading its objects, or assuming the role that does.</summary>
    internal static IEnumerable<UsedService> Read(ConnectorConfig config, NamedValue bucket, NamedValue prefix, NamedValue? role)
    {
        if (role is not null)
        {
            yield return new UsedService("SourceRole", "S3 role", ["sts:AssumeRole"], [new UsedResource(role.Value, role.Key)]);
            yield break;
        }

        yield return new UsedService("SourceObjects", "source objects", ["s3:GetObject"], [Objects(config, bucket, prefix)]);
        yield return new UsedService("SourceBucket", "source bucket", ["s3:ListBucket"], [new UsedResource(ArnOf(config, bucket.Value), bucket.Key)]);
    }

    /// <summary>The objects whose names begin with the prefix.</summary>
    internal static UsedResource Objects(ConnectorConfig config, NamedValue bucket, NamedValue prefix)
    {
        var start = $"{ArnOf(config, bucket.Value)}/{prefix.Value}";
        return new UsedResource(start + "*", bucket.Key, prefix.Key) { Examples = [start + "example"] };
    }

    /// <summary>The ARN of a bucket by its name.</summary>
    internal static string ArnOf(ConnectorConfig config, string bucket) => $"arn:{config.Partition}:s3:::{bucket}";
}
