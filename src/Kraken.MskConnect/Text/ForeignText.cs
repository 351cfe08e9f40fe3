using System.Buffers;
using System.Globalization;
using System.Text;

namespace Kraken.MskConnect.Text;

/// <summary>
/// Makes text that comes from elsewhere (specs, AWS's messages, log lines, names) harmless where it is shown: control
/// characters, characters that turn the direction of writing and invisible ones are written as escapes, and nothing in it
/// is a command to the CI system that reads the output.
/// </summary>
/// <remarks>
/// GitHub's runner takes a line for a command that begins with <c>::name</c> after blanks, or that has <c>##[name]</c>
/// anywhere; Azure's agent one that has <c>##vso[area.action]</c> anywhere, and colours one that begins with
/// <c>##[name]</c>; TeamCity reads <c>##teamcity[name]</c>. A backslash before the second sign makes text of each.
/// Source: actions/runner, ActionCommand; microsoft/azure-pipelines-agent, Command; TeamCity, service messages.
/// </remarks>
public static class ForeignText
{
    private const int LongestCommandName = 20;

    private static readonly SearchValues<char> _ofAddress = SearchValues.Create("0123456789abcdefABCDEF:./");

    /// <summary>The text on one line: line breaks are escaped too.</summary>
    /// <param name="text">The text.</param>
    public static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Escape(text, keepsLines: false);
    }

    /// <summary>The text with its line breaks; each line is made harmless.</summary>
    /// <param name="text">The text.</param>
    public static string Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Escape(text, keepsLines: true);
    }

    /// <summary>A JSON document whose strings may have such text in them, with the same values.</summary>
    /// <param name="json">The document.</param>
    public static string Json(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        StringBuilder? escaped = null;
        for (var i = 0; i < json.Length; i++)
        {
            // A control character below the blank cannot stand in a string, so it is the document's own.
            var isUnsafe = (json[i] > ' ' && IsUnsafe(json, i)) || IsCommandBracket(json, i);
            if (isUnsafe)
                escaped ??= new StringBuilder(json, 0, i, json.Length + 16);
            if (isUnsafe)
                escaped!.Append(CultureInfo.InvariantCulture, $"\\u{(int)json[i]:x4}");
            else
                escaped?.Append(json[i]);
        }

        return escaped?.ToString() ?? json;
    }

    /// <summary>Whether the text could drive a terminal or a CI system. Line breaks and tabs alone do not.</summary>
    /// <param name="text">The text.</param>
    public static bool IsHarmful(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Contains('\r', StringComparison.Ordinal) ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text;
        return !ReferenceEquals(Lines(lines), lines);
    }

    private static string Escape(string text, bool keepsLines)
    {
        StringBuilder? escaped = null;
        var lineStart = 0;
        var isCommand = IsCommandLine(text, 0, keepsLines);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (keepsLines && (c == '\n' || (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')))
            {
                escaped?.Append(c);
                if (c == '\n')
                {
                    lineStart = i + 1;
                    isCommand = IsCommandLine(text, lineStart, keepsLines);
                }

                continue;
            }

            var by = keepsLines && c == '\t' ? null
                : IsUnsafe(text, i) ? Written(c)
                : IsCommandBracket(text, i) ? "\\["
                : isCommand && c == ':' && i > lineStart && text[i - 1] == ':' ? "\\:"
                : null;
            if (by is not null)
                escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
            if (by is not null)
                escaped!.Append(by);
            else
                escaped?.Append(c);
        }

        return escaped?.ToString() ?? text;
    }

    /// <summary>A character that is not to be shown, as an escape.</summary>
    /// <param name="c">The character.</param>
    internal static string Written(char c) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };

    /// <summary>
    /// Whether the line may be read as GitHub's command, wherever it is broken again: it begins with two colons, or has
    /// them before a letter and once more later. An IPv6 address, <c>::/0</c>, is none.
    /// </summary>
    private static bool IsCommandLine(string text, int start, bool keepsLines)
    {
        var end = keepsLines ? text.IndexOf('\n', start) : -1;
        var line = end < 0 ? text.AsSpan(start) : text.AsSpan(start, end - start);
        var first = line.IndexOf("::");
        if (first < 0)
            return false;
        var begins = true;
        foreach (var c in line[..first])
            begins &= char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
        if (begins && !IsAddress(line[first..]))
            return true;
        for (var rest = line[first..]; rest.IndexOf("::") is >= 0 and var at; rest = rest[(at + 2)..])
        {
            if (at + 2 < rest.Length && char.IsAsciiLetter(rest[at + 2]) && rest[(at + 2)..].Contains("::", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(_ofAddress);
        var word = end < 0 ? text : text[..end];
        return (end < 0 || text[end] is ' ' or ',' or ')' or ']' or ';' or '\'' or '"' or '%')
            && word.LastIndexOf("::") == 0;
    }

    /// <summary>Whether the bracket here ends <c>##[</c>, <c>##vso[</c> or the like.</summary>
    private static bool IsCommandBracket(string text, int at)
    {
        if (text[at] != '[')
            return false;
        var i = at - 1;
        while (i > 0 && at - i <= LongestCommandName && char.IsAsciiLetter(text[i]))
            i--;
        return i > 0 && text[i] == '#' && text[i - 1] == '#';
    }

    private static bool IsUnsafe(string text, int at)
    {
        var c = text[at];
        if (c is >= ' ' and < '\u007f')
            return false;
        if (char.IsSurrogate(c))
        {
            // Half a pair is no character; the tag characters are invisible.
            var low = char.IsLowSurrogate(c);
            var (first, second) = low ? (at - 1, at) : (at, at + 1);
            return first < 0 || second >= text.Length || !char.IsSurrogatePair(text[first], text[second])
                || IsInvisible(CharUnicodeInfo.GetUnicodeCategory(text, first));
        }

        return char.IsControl(c) || IsInvisible(char.GetUnicodeCategory(c));
    }

    private static bool IsInvisible(UnicodeCategory category) => category is UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;
}
