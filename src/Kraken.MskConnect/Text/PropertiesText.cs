using System.Globalization;
using System.Text;

namespace Kraken.MskConnect.Text;

/// <summary>Reads the form of Java's properties files. Source: Java SE API, java.util.Properties, load.</summary>
internal static class PropertiesText
{
    /// <summary>The keys and values in their order; a key may come twice, of which the last one counts.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        foreach (var line in Lines(text))
        {
            var end = EndOfKey(line);
            var value = line[end..].TrimStart(' ', '\t', '\f');
            if (value is ['=' or ':', ..])
                value = value[1..].TrimStart(' ', '\t', '\f');
            yield return KeyValuePair.Create(Unescaped(line[..end]), Unescaped(value));
        }
    }

    /// <summary>Logical lines: without comments and blank ones, those that a backslash continues joined.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        var whole = new StringBuilder();
        var goesOn = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd('\r').TrimStart(' ', '\t', '\f');
            if (!goesOn && line is ("" or ['#' or '!', ..]))
                continue;
            goesOn = (line.Length - line.TrimEnd('\\').Length) % 2 == 1;
            whole.Append(goesOn ? line[..^1] : line);
            if (goesOn)
                continue;
            yield return whole.ToString();
            whole.Clear();
        }

        if (whole.Length > 0)
            yield return whole.ToString();
    }

    private static int EndOfKey(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] is '=' or ':' or ' ' or '\t' or '\f')
                return i;
        }

        return line.Length;
    }

    private static string Unescaped(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            var escaped = text[++i];
            if (escaped == 'u' && i + 4 < text.Length
                && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 4;
            }
            else
            {
                plain.Append(escaped switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => escaped });
            }
        }

        return plain.ToString();
    }
}
