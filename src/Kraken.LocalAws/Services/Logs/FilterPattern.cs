using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Services.Logs;

/// <summary>
/// A filter for unstructured text: terms that must all be there, <c>?term</c> of which one must, <c>-term</c> that must
/// not; quotes keep spaces. Structured patterns are matched as text. Source: CloudWatch Logs user guide, filter
/// patterns.
/// </summary>
internal sealed partial class FilterPattern
{
    private readonly List<(char Sign, string Term)> _terms;

    internal FilterPattern(string? text) =>
        _terms = [.. Term().Matches(text ?? "").Select(m => (
            m.Groups[1].Value is [var sign] ? sign : '+',
            m.Groups[2].Success ? m.Groups[2].Value : m.Groups[3].Value))];

    internal bool Matches(string message)
    {
        bool Has((char Sign, string Term) term) => message.Contains(term.Term, StringComparison.Ordinal);
        var optional = _terms.Where(t => t.Sign == '?').ToList();
        return _terms.Where(t => t.Sign == '+').All(Has)
            && !_terms.Where(t => t.Sign == '-').Any(Has)
            && (optional.Count == 0 || optional.Any(Has));
    }

    [GeneratedRegex("""([?-])?(?:"([^"]*)"|(\S+))""", RegexOptions.CultureInvariant)]
    private static partial Regex Term();
}
