using System.Text;
using System.Text.Json;

namespace Kraken.MskConnect.Text;

/// <summary>Where the reading of a JSON text failed, counted from 1 and in characters, as editors count.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
internal readonly record struct JsonPlace(long Line, long Column)
{
    /// <summary>The place that an error names; the parser counts from 0, and bytes.</summary>
    public static JsonPlace Of(JsonException error, string text)
    {
        var (line, bytes) = (error.LineNumber ?? 0, error.BytePositionInLine ?? 0);
        var lines = text.Split('\n');
        if (line >= lines.Length)
            return new JsonPlace(line + 1, bytes + 1);
        var encoded = Encoding.UTF8.GetBytes(lines[line]);
        var before = encoded.AsSpan(0, (int)Math.Min(bytes, encoded.Length));
        return new JsonPlace(line + 1, Encoding.UTF8.GetCharCount(before) + 1);
    }

    /// <summary>What was wrong there: the parser's first sentence; after it come its options, and its way to count.</summary>
    public static string Why(JsonException error) => error.Message.Split(". ", 2)[0].TrimEnd('.');
}
