using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The sink's bucket is there, in the region in which the sink asks for it.</summary>
internal sealed class ObjectsBucketCheck : IConnectorCheck
{
    public string Name => "Objects.Bucket";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        var known = SpecConnector.Of(spec);
        if (SpecBucket.Of(spec, known) is not { } place || known.Use.Bucket is not { } used)
            return CheckOutcome.Pass("The spec names no bucket to write to.");
        if (await connector.Objects.Bucket is not { } bucket)
        {
            return CheckOutcome.Fail(
                $"The bucket {place.Arn} does not exist.",
                $"Correct {(spec.HasSinkBucket ? "S3SinkBucketArn and " : "")}ConnectorConfiguration[{used.Name?.Key ?? S3Keys.Bucket}], or make the bucket.",
                place.Because);
        }

        var asked = used.Region?.Value ?? spec.Region;
        if (bucket.Region != asked)
        {
            return CheckOutcome.Fail(
                $"The bucket {bucket.Name} is in {bucket.Region}, and the sink asks for it in {asked}.",
                $"Set ConnectorConfiguration[{used.Region?.Key ?? S3Keys.Region}] to {bucket.Region}, or name a bucket in {asked}.",
                SpecFinding.ConfigurationField(used.Region?.Key ?? S3Keys.Region));
        }

        return CheckOutcome.Pass(
            bucket.Region == spec.Region
                ? $"The bucket {bucket.Name} exists in {bucket.Region}."
                : $"The bucket {bucket.Name} exists in {bucket.Region}, where the sink asks for it from {spec.Region}.");
    }
}
