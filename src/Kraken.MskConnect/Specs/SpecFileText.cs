using System.Globalization;
using System.Text;
using Kraken.MskConnect.Specs.Reading;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// Reads a spec file's text: UTF-8, or UTF-16 with its byte order mark. Anything else is refused, since what a decoder puts
/// in the place of bytes that it does not know would go to AWS as the value.
/// </summary>
public static class SpecFileText
{
    /// <summary>The longest file that is read, in bytes. A fleet of a thousand connectors has about three million.</summary>
    public const int LongestFile = 64 * 1024 * 1024;

    private const string Remedy = "Save it as UTF-8, in an editor or with Set-Content -Encoding utf8.";

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecUnreadable"/>: it cannot be read, is in another encoding, or is longer than
    /// <see cref="LongestFile"/>.
    /// </exception>
    public static string Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RefuseFolder(path);
        return Decode(Bytes(path), path);
    }

    /// <summary>Refuses a folder, whose files were meant.</summary>
    internal static void RefuseFolder(string path)
    {
        if (!Directory.Exists(path))
            return;
        throw new KrakenException(
            KrakenErrorKind.SpecUnreadable,
            $"'{path}' is a folder, not a file.",
            $"Give its files, for example '{Path.Combine(path, "*.json")}'.");
    }

    /// <summary>Decodes a file's bytes.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes, string source)
    {
        // The mark of UTF-32 begins as that of UTF-16 does.
        if (bytes is [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..])
            throw Unreadable(source, "is in UTF-32");
        return bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8(bytes[3..], source),
            [0xFF, 0xFE, ..] => Utf16(bytes[2..], bigEndian: false, source),
            [0xFE, 0xFF, ..] => Utf16(bytes[2..], bigEndian: true, source),
            _ => Utf8(bytes, source),
        };
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            // Shared with whoever has it open; not by its length, which a device does not tell.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            var part = new byte[64 * 1024];
            for (int read; (read = file.Read(part)) > 0;)
            {
                if (bytes.Length + read > LongestFile)
                    throw TooLong(path);
                bytes.Write(part, 0, read);
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecUnreadable,
                $"'{path}' cannot be read: {e.Message}",
                "Check that the file exists and that you may read it.",
                e);
        }
    }

    private static string Utf8(ReadOnlySpan<byte> bytes, string source)
    {
        if (bytes.IndexOf((byte)0) is >= 0 and < 4)
            throw Unreadable(source, "contains zero bytes, like UTF-16 without its byte order mark");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            // What the exception calls the index lies in the decoder's own part of the bytes.
            var line = bytes[..FirstInvalid(bytes)].Count((byte)'\n') + 1;
            throw Unreadable(source, string.Create(
                CultureInfo.InvariantCulture,
                $"is not valid UTF-8: line {line} has the byte 0x{e.BytesUnknown?.FirstOrDefault() ?? 0:X2}, possibly from an older encoding"));
        }
    }

    private static string Utf16(ReadOnlySpan<byte> bytes, bool bigEndian, string source)
    {
        try
        {
            return new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable(source, "has the byte order mark of UTF-16 and is not valid UTF-16");
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    private static KrakenException Unreadable(string source, string why) =>
        new(KrakenErrorKind.SpecUnreadable, $"'{source}' {why}.", Remedy);

    private static KrakenException TooLong(string source) => new(
        KrakenErrorKind.SpecUnreadable,
        $"'{source}' is longer than {LongestFile / (1024 * 1024)} MiB.",
        "Give a file that contains specs; you can split a large fleet into several files.");
}
