namespace Kraken.MskConnect.Networking;

/// <summary>The description of a security group's rule.</summary>
internal static class RuleDescription
{
    /// <summary>Longest description. Source: Amazon EC2 API reference, IpRange.</summary>
    private const int Longest = 255;

    /// <summary>Characters beside letters and digits that a description may have. Source: as above.</summary>
    private const string Characters = " ._-:/()#,@[]+=&;{}!$*";

    /// <summary>The reasons, each once, without what EC2 does not accept.</summary>
    internal static string Of(IEnumerable<string> reasons)
    {
        var text = string.Concat(string.Join("; ", reasons.Distinct()).Where(c =>
            char.IsAsciiLetterOrDigit(c) || Characters.Contains(c, StringComparison.Ordinal)));
        return text.Length <= Longest ? text : text[..Longest];
    }
}
