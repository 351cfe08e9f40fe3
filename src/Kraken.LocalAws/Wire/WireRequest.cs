using System.Text;

namespace Kraken.LocalAws.Wire;

/// <summary>An HTTP request, whether it came over a socket or not.</summary>
internal sealed class WireRequest
{
    private readonly string _rawTarget;

    /// <param name="method">GET, POST, ….</param>
    /// <param name="rawTarget">Path and query as sent, still percent-encoded.</param>
    /// <param name="headers">The headers; a name's several values joined by commas.</param>
    /// <param name="body">The body.</param>
    internal WireRequest(string method, string rawTarget, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        _rawTarget = rawTarget;
        Method = method;
        Headers = headers;
        Body = body;
        var question = rawTarget.IndexOf('?', StringComparison.Ordinal);
        RawPath = question < 0 ? rawTarget : rawTarget[..question];
        Query = ParseForm(question < 0 ? "" : rawTarget[(question + 1)..])
            .ToLookup(p => p.Key, p => p.Value, StringComparer.Ordinal);
        RawSegments = RawPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    internal string Method { get; }

    internal string RawPath { get; }

    internal IReadOnlyList<string> RawSegments { get; }

    internal ILookup<string, string> Query { get; }

    /// <summary>The headers, names without case.</summary>
    internal IReadOnlyDictionary<string, string> Headers { get; }

    internal byte[] Body { get; }

    /// <summary>Whether the body was too large to be read; <see cref="Body"/> is empty then.</summary>
    internal bool IsTooLarge { get; init; }

    /// <summary>The fields of the query protocols, read once.</summary>
    internal QueryParameters Parameters => field ??= QueryParameters.From(this);

    internal string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>The same request with another body and further headers.</summary>
    internal WireRequest With(byte[] body, IReadOnlyDictionary<string, string> further)
    {
        var headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in further)
            headers[name] = value;
        return new WireRequest(Method, _rawTarget, headers, body) { IsTooLarge = IsTooLarge };
    }

    /// <summary>The body as a form's fields.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Form() => ParseForm(Encoding.UTF8.GetString(Body));

    private static IEnumerable<KeyValuePair<string, string>> ParseForm(string text)
    {
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            yield return new(Decode(name), Decode(value));
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
