using Amazon;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>Tells which buckets a connector writes to and loads its plugin from, by what its role is granted.</summary>
internal sealed class BucketSearch(LiveGrants grants, string connectorArn)
{
    private string Partition => Arn.TryParse(connectorArn, out var arn) ? arn.Partition : "aws";

    /// <summary>The sink's bucket: the one that is granted, else the one that the configuration names.</summary>
    /// <returns>The bucket's ARN; null of a source, and where nothing tells.</returns>
    public string? OfSink(ConnectorSpec spec)
    {
        if (!spec.IsSink)
            return null;
        var granted = grants.ArnsOf("s3:PutObject", "s3", "")
            .Select(o => o.Resource.Split('/')[0])
            .Where(b => b.IndexOfAny(['*', '?']) < 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var configured = spec.ConnectorConfiguration.GetValueOrDefault(S3Keys.Bucket);
        var bucket = granted.Count == 1 ? granted[0]
            : configured is { Length: > 0 } && !Redaction.IsReference(configured) ? configured
            : granted.FirstOrDefault();
        return bucket is null ? null : $"arn:{Partition}:s3:::{bucket}";
    }

    /// <summary>The plugin's bucket or object, as the role may read it; else where the spec says that the plugin's file lies.</summary>
    public string OfPlugin(ConnectorSpec spec)
    {
        const string AnyObject = "/*";
        var bucket = spec.CustomPluginBucketArn.Split('/')[0];
        var granted = grants.ArnsOf("s3:GetObject", "s3", "")
            .Where(o => bucket.Length == 0 || o.Text.StartsWith(bucket + "/", StringComparison.Ordinal))
            .Select(o => o.Text.EndsWith(AnyObject, StringComparison.Ordinal) ? o.Text[..^AnyObject.Length] : o.Text)
            .Where(o => o.IndexOfAny(['*', '?']) < 0)
            .ToList();
        return granted.Count == 1 ? granted[0] : spec.CustomPluginBucketArn;
    }
}
