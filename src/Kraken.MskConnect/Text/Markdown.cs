using System.Text;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Text;

/// <summary>Writes text from elsewhere into Markdown, on one line and within tables too, so that it stays text.</summary>
internal static class Markdown
{
    /// <summary>
    /// A code span, fenced by one backtick more than the longest run in it. A text with angle brackets is an HTML element
    /// in place of it, with character references: some readers take HTML out of a code span too.
    /// </summary>
    public static string Code(string value)
    {
        var line = ForeignText.OneLine(value.ReplaceLineEndings(" "));
        if (line.AsSpan().IndexOfAny('<', '>') >= 0)
            return $"<code>{References(line)}</code>";
        line = line.Replace("|", "\\|", StringComparison.Ordinal);
        var (run, longest) = (0, 0);
        foreach (var letter in line)
            longest = Math.Max(longest, run = letter == '`' ? run + 1 : 0);
        if (longest == 0)
            return $"`{line}`";
        var fence = new string('`', longest + 1);
        return $"{fence} {line} {fence}";
    }

    /// <summary>Plain text, in which no sign means anything.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in ForeignText.OneLine(text.ReplaceLineEndings(" ")))
        {
            switch (c)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '|' or '*' or '`' or '[' or ']' or '\\':
                    escaped.Append('\\').Append(c);
                    break;
                default:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    private static string References(string text)
    {
        var escaped = new StringBuilder(text.Length + 32);
        foreach (var c in text)
        {
            if (c is '<' or '>' or '&' or '|' or '*' or '_' or '`' or '[' or ']' or '\\' or '~' or '@' or '#' or '!' or '$' or ':')
                escaped.Append("&#").Append((int)c).Append(';');
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
