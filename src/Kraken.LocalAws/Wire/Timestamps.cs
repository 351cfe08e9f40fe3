using System.Globalization;

namespace Kraken.LocalAws.Wire;

/// <summary>
/// The forms of a point in time on the wire: ISO 8601, seconds since 1970, or RFC 1123.
/// Source: Smithy, timestampFormat trait.
/// </summary>
internal static class Timestamps
{
    internal const string Iso8601 = "iso8601";
    internal const string UnixSeconds = "unixTimestamp";
    internal const string Rfc1123 = "rfc822";

    internal static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    internal static string Text(DateTimeOffset time, string format) => format switch
    {
        Iso8601 => Iso(time),
        Rfc1123 => time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture),
        _ => Seconds(time).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads any of the forms.</summary>
    internal static bool TryParse(string text, out DateTimeOffset time)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < 2e11)
        {
            time = DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
            return true;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time);
    }
}
