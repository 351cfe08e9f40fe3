namespace Kraken.LocalAws.Models;

/// <summary>
/// The path and fixed query of an operation, for example <c>/v1/connectors/{connectorArn}/operations</c> or
/// <c>/{Bucket}/{Key+}?list-type=2</c>. Source: Smithy, http trait, uri patterns, labels and greedy labels.
/// </summary>
internal sealed class UriTemplate
{
    private readonly string[] _segments;
    private readonly (string Name, string? Value)[] _query;

    internal UriTemplate(string text)
    {
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? text : text[..question];
        _segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        _query = question < 0
            ? []
            : [.. text[(question + 1)..].Split('&').Select(p => p.Split('=', 2)).Select(
                p => (p[0], p.Length > 1 ? p[1] : null))];
    }

    /// <summary>How particular the template is: of two that match, the more particular one is meant.</summary>
    internal int Weight =>
        (_query.Length * 100)
            + _segments.Sum(s => s[0] != '{' ? 10 : s.EndsWith("+}", StringComparison.Ordinal) ? 1 : 2);

    /// <summary>Matches a path whose segments are still percent-encoded.</summary>
    /// <returns>The labels, decoded; or null where the path is another one.</returns>
    internal Dictionary<string, string>? Match(IReadOnlyList<string> rawSegments, ILookup<string, string> query)
    {
        foreach (var (name, value) in _query)
        {
            if (!query.Contains(name) || (value is not null && !query[name].Contains(value)))
                return null;
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (i >= rawSegments.Count)
                return null;
            if (segment[0] != '{')
            {
                if (rawSegments[i] != segment)
                    return null;
            }
            else if (segment.EndsWith("+}", StringComparison.Ordinal))
            {
                labels[segment[1..^2]] = string.Join('/', rawSegments.Skip(i).Select(Uri.UnescapeDataString));
                return labels;
            }
            else
            {
                labels[segment[1..^1]] = Uri.UnescapeDataString(rawSegments[i]);
            }
        }

        return rawSegments.Count == _segments.Length ? labels : null;
    }
}
