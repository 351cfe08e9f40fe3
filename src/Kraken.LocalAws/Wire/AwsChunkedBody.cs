using System.Globalization;
using System.Text;

namespace Kraken.LocalAws.Wire;

/// <summary>
/// Decodes aws-chunked uploads, whose chunks carry a hexadecimal size and perhaps a signature, and end in trailers.
/// Source: Amazon S3 API reference, signature calculations for the Authorization header, multiple chunks.
/// </summary>
internal static class AwsChunkedBody
{
    internal static byte[] Decode(WireRequest request)
    {
        if (request.Header("x-amz-content-sha256")?.StartsWith("STREAMING-", StringComparison.Ordinal) is not true)
            return request.Body;
        using var decoded = new MemoryStream();
        var rest = request.Body.AsSpan();
        while (true)
        {
            var end = rest.IndexOf("\r\n"u8);
            if (end < 0)
                throw new MalformedRequestException("A chunk has no size.");
            var header = Encoding.ASCII.GetString(rest[..end]).Split(';')[0];
            if (!int.TryParse(header, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size)
                || size < 0 || size > rest.Length - end - 2)
            {
                throw new MalformedRequestException("A chunk's size is wrong.");
            }

            if (size == 0)
                return decoded.ToArray();
            decoded.Write(rest.Slice(end + 2, size));
            rest = rest[(end + 2 + size)..];
            if (rest.StartsWith("\r\n"u8))
                rest = rest[2..];
        }
    }
}
