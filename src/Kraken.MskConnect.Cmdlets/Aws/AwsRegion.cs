using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Rejects what cannot be a region before the SDK builds a host name from it.</summary>
internal static class AwsRegion
{
    /// <summary>Checks a region's name, whatever its source.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>.</exception>
    public static void Check(string region)
    {
        if (RegionName.IsValid(region))
            return;
        throw new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"Region: '{BoundedText.Of(region)}' is not a region name.",
            "Give the region's system name, for example -Region us-east-1. Without -Region, the piped object's region is used, "
            + "then $StoredAWSRegion, the profile, AWS_REGION and the instance.");
    }
}
