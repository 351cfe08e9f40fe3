using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The sink's bucket is there, in the region in which the sink asks for it.</summary>
internal sealed class ObjectsBucketCheck : IConnectorCheck
{
    private const string RegionKey = "s3.region";

    // Source: Confluent's Amazon S3 sink connector, s3.region.
    private const string DefaultRegion = "us-west-2";

    public string Name => "Objects.Bucket";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        var traits = new ConnectorTraits(spec);
        if (!traits.IsS3Sink)
            return CheckOutcome.Pass("The spec names no bucket to write to.");
        if (await connector.Objects.Bucket is not { } bucket)
        {
            return CheckOutcome.Fail(
                $"The bucket {spec.S3SinkBucketArn} does not exist.",
                $"Correct S3SinkBucketArn and ConnectorConfiguration[{ConnectorTraits.S3BucketKey}], or make the bucket.",
                nameof(spec.S3SinkBucketArn));
        }

        var asked = traits.Get(RegionKey) ?? (traits.IsConfluentS3Sink ? DefaultRegion : spec.Region);
        if (bucket.Region != asked)
        {
            return CheckOutcome.Fail(
                $"The bucket {bucket.Name} is in {bucket.Region}, and the sink asks for it in {asked}.",
                $"Set ConnectorConfiguration[{RegionKey}] to {bucket.Region}, or name a bucket in {asked}.",
                SpecFinding.ConfigurationField(RegionKey));
        }

        return CheckOutcome.Pass(
            bucket.Region == spec.Region
                ? $"The bucket {bucket.Name} exists in {bucket.Region}."
                : $"The bucket {bucket.Name} exists in {bucket.Region}, where the sink asks for it from {spec.Region}.");
    }
}
