namespace Kraken.MskConnect.Cmdlets;

/// <summary>Breaks lines that are wider than the screen, so that they continue under what they say and not at the margin.</summary>
/// <remarks>
/// PowerShell breaks a line of a custom view at the last column, in the middle of a word, and continues it at the margin. An
/// ARN does not fit into 80 columns, so it is broken here too, behind one of its separators.
/// </remarks>
internal static class ScreenLines
{
    /// <summary>Behind these a long word is broken.</summary>
    private static readonly char[] _separators = ['/', ':', ',', '.', '_', '-'];

    /// <summary>The least room for a continued line; with less, it begins further left.</summary>
    private const int LeastRoom = 30;

    /// <summary>A column with less is left to PowerShell.</summary>
    private const int LeastColumn = 20;

    /// <summary>The lines of a text, broken where they are too wide.</summary>
    /// <param name="text">The text, with or without ANSI colours.</param>
    /// <param name="width">The columns that there are; null where lines stay whole.</param>
    /// <param name="taken">The columns of the first line that PowerShell has taken.</param>
    public static IEnumerable<string> Of(string text, int? width, int taken = 0)
    {
        var lines = text.Split(Environment.NewLine);
        return width is { } columns ? lines.SelectMany((l, i) => Break(l, columns, i == 0 ? taken : 0)) : lines;
    }

    /// <summary>The line in pieces of the screen's width.</summary>
    /// <param name="line">The line, with or without ANSI colours.</param>
    /// <param name="width">The columns of the screen.</param>
    /// <param name="taken">The columns that stand before it.</param>
    public static IEnumerable<string> Break(string line, int width, int taken = 0)
    {
        var (column, value) = Value(line, width);
        var indent = new string(' ', Math.Min(column, Math.Max(width / 2, width - LeastRoom)));
        return Pieces(line, Math.Max(1, width - taken), width - indent.Length, value).Select((piece, i) => i == 0 ? piece : indent + piece);
    }

    /// <summary>The lines of a text in the last column of a table.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The columns of the screen.</param>
    /// <param name="column">Where the table's column begins.</param>
    public static IEnumerable<string> InColumn(string text, int width, int column) => width - column < LeastColumn
        ? [text]
        : text.Split(Environment.NewLine).SelectMany(l => Pieces(l, width - column, width - column));

    private static IEnumerable<string> Pieces(string line, int first, int others, int value = 0)
    {
        var (start, room) = (0, first);
        while (End(line, start, room) is { } end)
        {
            var least = Math.Max(start, Math.Min(value, end - 1));
            var at = LastSeparator(line, least, Math.Max(least, start + ((end - start) / 2)), end);
            yield return line[start..at].TrimEnd(' ');
            (start, room) = (at, others);
            while (start < line.Length && line[start] == ' ')
                start++;
        }

        yield return line[start..];
    }

    /// <summary>Where the part ends that fits; null where all of the rest does.</summary>
    private static int? End(string line, int start, int room)
    {
        var columns = 0;
        for (var i = start; i < line.Length; i++)
        {
            if (Escape(line, i) is var length and > 0)
                i += length - 1;
            else if (++columns > room)
                return i;
        }

        return null;
    }

    /// <summary>
    /// Behind the last separator before the end, where there is one in the line's second half, so that no line is short without
    /// need; or at the end.
    /// </summary>
    private static int LastSeparator(string line, int least, int half, int end)
    {
        if (line[end] == ' ')
            return end;
        var at = line.LastIndexOf(' ', end - 1, end - half);
        if (at < 0)
            at = line.LastIndexOfAny(_separators, end - 1, end - half);
        if (at < 0)
            at = line.LastIndexOf(' ', end - 1, end - least);
        if (at > least)
            return at + 1;

        // Not between the two halves of one sign.
        return char.IsLowSurrogate(line[end]) && end - 1 > least ? end - 1 : end;
    }

    /// <summary>
    /// The column under which the line continues, that of what stands behind its name, for example of a property's value;
    /// and the place of it in the line.
    /// </summary>
    private static (int Column, int Place) Value(string line, int width)
    {
        var (column, spaces, isNamed, margin) = (0, 0, false, -1);
        for (var i = 0; i < line.Length; i++)
        {
            if (Escape(line, i) is var length and > 0)
            {
                i += length - 1;
                continue;
            }

            if (line[i] != ' ')
            {
                if (margin < 0)
                    margin = column;
                else if (spaces > 1 && isNamed)
                    return column <= width - LeastRoom ? (column, i) : (margin + 2, 0);
                (spaces, isNamed) = (0, true);
            }
            else
            {
                spaces++;
            }

            column++;
        }

        return (Math.Max(margin, 0) + 2, Math.Max(margin, 0));
    }

    /// <summary>The length of the ANSI sequence at a place; 0 for none.</summary>
    private static int Escape(string line, int at)
    {
        if (line[at] != '\u001b' || at + 1 >= line.Length || line[at + 1] != '[')
            return 0;
        var end = at + 2;
        while (end < line.Length && !char.IsAsciiLetter(line[end]))
            end++;
        return Math.Min(end, line.Length - 1) - at + 1;
    }
}
