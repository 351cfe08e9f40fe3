using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Specs;

/// <summary>The bucket that a spec's connector writes to or reads.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Because">The spec's field, or the key of the configuration that names it.</param>
internal sealed record SpecBucket(string Arn, string Because)
{
    /// <summary>The bucket of <c>S3SinkBucketArn</c>, else the one that the configuration names; null for none.</summary>
    internal static SpecBucket? Of(ConnectorSpec spec, KnownConnector connector)
    {
        if (connector.Use.Bucket is not { } used)
            return null;
        if (spec.HasSinkBucket)
            return new SpecBucket(spec.S3SinkBucketArn!, nameof(spec.S3SinkBucketArn));
        return used is { NameSuffices: true, Name: { } name } && KafkaTopic.IsName(name.Value)
            ? new SpecBucket($"arn:{connector.Config.Partition}:s3:::{name.Value}", SpecFinding.ConfigurationField(name.Key))
            : null;
    }
}
