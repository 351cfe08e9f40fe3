using System.Globalization;
using System.Text;

namespace Kraken.LocalAws.Wire;

/// <summary>
/// Decodes aws-chunked uploads, whose chunks carry a hexadecimal size and perhaps a signature, and end in trailers.
/// Source: Amazon S3 API reference, signature calculations for the Authorization header, multiple chunks, and the
/// same with trailing headers.
/// </summary>
internal static class AwsChunkedBody
{
    /// <summary>The request as it would be in one piece: the body whole, its trailers among the headers.</summary>
    internal static WireRequest Decode(WireRequest request)
    {
        if (request.Header("x-amz-content-sha256")?.StartsWith("STREAMING-", StringComparison.Ordinal) is not true)
            return request;
        using var decoded = new MemoryStream();
        var rest = request.Body.AsSpan();
        while (true)
        {
            var header = Encoding.ASCII.GetString(TakeLine(ref rest, "A chunk has no size.")).Split(';')[0];
            if (!int.TryParse(header, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size)
                || size < 0 || size > rest.Length)
            {
                throw new MalformedRequestException("A chunk's size is wrong.");
            }

            if (size == 0)
                return request.With(decoded.ToArray(), Trailers(request, rest));
            decoded.Write(rest[..size]);
            rest = rest[size..];
            if (rest.StartsWith("\r\n"u8))
                rest = rest[2..];
        }
    }

    /// <summary>The trailers that the request announced.</summary>
    private static Dictionary<string, string> Trailers(WireRequest request, ReadOnlySpan<byte> rest)
    {
        var sent = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Encoding.ASCII.GetString(rest).Split('\n', StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                sent[line[..colon].TrimEnd()] = line[(colon + 1)..].TrimStart();
        }

        var announced = (request.Header("x-amz-trailer") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // Source of the code: S3 API reference, Error responses.
        return announced.FirstOrDefault(name => !sent.ContainsKey(name)) is null
            ? announced.ToDictionary(name => name, name => sent[name], StringComparer.OrdinalIgnoreCase)
            : throw new AwsError(
                "MalformedTrailerError",
                "The request contained trailing data that was not well-formed or did not conform to our published "
                + "schema.");
    }

    private static ReadOnlySpan<byte> TakeLine(ref Span<byte> rest, string whatIsWrong)
    {
        var end = rest.IndexOf("\r\n"u8);
        if (end < 0)
            throw new MalformedRequestException(whatIsWrong);
        var line = rest[..end];
        rest = rest[(end + 2)..];
        return line;
    }
}
