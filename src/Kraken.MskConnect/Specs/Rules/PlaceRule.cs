namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Region and account have the form that AWS gives them.</summary>
internal sealed class PlaceRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        if (!string.IsNullOrWhiteSpace(spec.Region) && !IsRegion(spec.Region))
        {
            check.Error(
                nameof(spec.Region), "RegionFormat", spec.Region, "is not a region name",
                "Give the region's system name, for example us-east-1.");
        }

        if (!string.IsNullOrWhiteSpace(spec.AccountId) && !IsAccount(spec.AccountId))
        {
            check.Error(
                nameof(spec.AccountId), "AccountIdFormat", spec.AccountId, "is not an account ID",
                "Give the 12-digit account ID as a text, so that leading zeros are kept.");
        }
    }

    internal static bool IsRegion(string text) => RegionName.IsValid(text);

    internal static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);
}
