using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Operations;

/// <summary>A connector's name with <c>*</c> and <c>?</c>; case sensitive, as connector names are.</summary>
internal sealed class NamePattern(string pattern)
{
    /// <summary>What every name that matches begins with.</summary>
    public string Prefix { get; } = pattern.IndexOfAny(['*', '?']) is var at && at >= 0 ? pattern[..at] : pattern;

    /// <summary>Whether the name matches.</summary>
    public bool IsMatch(string name) => Wildcard.Matches(pattern, name);
}
