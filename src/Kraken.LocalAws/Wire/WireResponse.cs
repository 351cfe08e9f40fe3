using System.Text;

namespace Kraken.LocalAws.Wire;

/// <summary>An HTTP response.</summary>
internal sealed class WireResponse
{
    internal int Status { get; init; } = 200;

    internal string? ContentType { get; init; }

    internal Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal byte[] Body { get; init; } = [];

    /// <summary>Whether the connection is reset instead of an answer.</summary>
    internal bool IsReset { get; init; }

    /// <summary>The answer to a HEAD request.</summary>
    internal WireResponse WithoutBody()
    {
        var bare = new WireResponse { Status = Status, ContentType = ContentType };
        foreach (var (name, value) in Headers)
            bare.Headers[name] = value;
        return bare;
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
