using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Specs;

/// <summary>The form of AWS regions' system names.</summary>
public static partial class RegionName
{
    /// <summary>Whether it may be a region's name, for example <c>us-gov-west-1</c>; regions that are new are not refused.</summary>
    /// <param name="text">The name.</param>
    public static bool IsValid(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Form().IsMatch(text);
    }

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+){1,2}-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
