using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Provisioning;

/// <summary>A connector's name with <c>*</c> and <c>?</c>; case sensitive, as connector names are.</summary>
internal sealed class NamePattern(string pattern)
{
    private readonly Regex _regex = new(
        "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>What every name that matches begins with.</summary>
    public string Prefix { get; } = pattern.IndexOfAny(['*', '?']) is var at && at >= 0 ? pattern[..at] : pattern;

    /// <summary>Whether the name matches.</summary>
    public bool IsMatch(string name) => _regex.IsMatch(name);
}
