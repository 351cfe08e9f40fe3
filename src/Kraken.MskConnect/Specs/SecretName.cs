using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Specs;

/// <summary>Secrets Manager's ARNs, which end in a hyphen and six random characters after the secret's name.</summary>
internal static partial class SecretName
{
    /// <summary>
    /// The ARNs for a policy: where the random characters are missing, they are left open. An ending in lower-case
    /// letters may be either, the random characters or a word of the name, so both readings are taken.
    /// </summary>
    internal static IReadOnlyList<string> Resources(string arn)
    {
        if (!Suffix().IsMatch(arn))
            return [arn + "-??????"];
        return arn[^6..].All(char.IsAsciiLetterLower) ? [arn, arn + "-??????"] : [arn];
    }

    /// <summary>The secret's name by its ARN, or by one of <see cref="Resources"/>.</summary>
    internal static string Of(string arn)
    {
        const string marker = ":secret:";
        var start = arn.IndexOf(marker, StringComparison.Ordinal);
        return start < 0 ? "" : Suffix().Replace(arn[(start + marker.Length)..], "");
    }

    [GeneratedRegex(@"-([A-Za-z0-9]{6}|\?{6})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
