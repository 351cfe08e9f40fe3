using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Connectors.Families.StreamReactor;

/// <summary>
/// One statement of KCQL: from where it reads, to where it writes, and its properties. Source: lensesio/stream-reactor, KCQL.
/// </summary>
/// <param name="Target">What follows INSERT INTO.</param>
/// <param name="Source">What follows FROM.</param>
/// <param name="Properties">The properties, in small letters by their names.</param>
internal sealed partial record KcqlStatement(string Target, string Source, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>The statements of a key; those that are none are left out.</summary>
    internal static IReadOnlyList<KcqlStatement> Read(string kcql) =>
    [
        .. from text in kcql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           let match = Statement().Match(text)
           where match.Success
           select new KcqlStatement(
               match.Groups["target"].Value.Trim('`'), match.Groups["source"].Value.Trim('`'),
               Property().Matches(text).GroupBy(p => p.Groups["name"].Value.ToLowerInvariant(), StringComparer.Ordinal)
                   .ToDictionary(p => p.Key, p => p.Last().Groups["value"].Value, StringComparer.Ordinal)),
    ];

    /// <summary>A place in S3, <c>bucket:prefix</c>.</summary>
    internal static (string Bucket, string Prefix) Place(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..].Trim('/'));
    }

    [GeneratedRegex(
        @"INSERT\s+INTO\s+(?<target>`[^`]+`|\S+)\s+SELECT\s+.+?\s+FROM\s+(?<source>`[^`]+`|\S+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"'(?<name>[\w.]+)'\s*=\s*'?(?<value>[^',)]*)'?", RegexOptions.CultureInvariant)]
    private static partial Regex Property();
}
