using Kraken.MskConnect.Connectors;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Where the resource of a field's ARN must be.</summary>
/// <param name="Region">The region.</param>
/// <param name="Example">An ARN of the field's kind there.</param>
internal sealed record ArnPlace(string Region, string Example)
{
    /// <summary>The place that a spec means for a field.</summary>
    internal static ArnPlace Of(SpecCheck check, SpecField field)
    {
        var spec = check.Spec;

        // The bucket may be in another region than the connector, and its key is where the bucket is.
        var region = field.Name == nameof(spec.S3KmsKeyArn) && check.Config.Get(S3Keys.Region) is { } bucketRegion
            && PlaceRule.IsRegion(bucketRegion) ? bucketRegion : spec.Region;
        var kind = field.Arn!;
        return new ArnPlace(
            region,
            $"arn:{check.Partition ?? "aws"}:{kind.Service}:{(kind.HasRegion ? region : "")}:"
            + $"{(kind.HasAccount ? spec.AccountId : "")}:{kind.Example}");
    }
}
