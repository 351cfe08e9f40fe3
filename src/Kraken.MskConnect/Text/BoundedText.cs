using System.Globalization;
using System.Text;

namespace Kraken.MskConnect.Text;

/// <summary>
/// Texts from elsewhere as a message shows them: bounded, since a value may have a million characters and a list twenty
/// thousand entries, and with every character to be seen.
/// </summary>
public static class BoundedText
{
    /// <summary>Characters of a value that a message shows.</summary>
    public const int LongestValue = 200;

    /// <summary>Entries of a list that a message shows.</summary>
    private const int MostEntries = 10;

    /// <summary>The text, cut where it is long, and then with its length; what cannot be seen is written as an escape.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters of it. Default 200.</param>
    public static string Of(string text, int longest = LongestValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= longest)
            return Escaped(text);
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return string.Create(CultureInfo.InvariantCulture, $"{Escaped(text[..end])}… ({text.Length:N0} characters)");
    }

    /// <summary>A message, cut where it is long; its line breaks stay.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters of it.</param>
    public static string Message(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= longest)
            return text;
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}… ({text.Length:N0} characters)");
    }

    /// <summary>The entries with commas between; the first ten, and how many more there are.</summary>
    /// <param name="entries">The entries.</param>
    public static string List(IEnumerable<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var (shown, count) = (new List<string>(MostEntries), 0);
        foreach (var entry in entries)
        {
            if (count++ < MostEntries)
                shown.Add(Of(entry));
        }

        var list = string.Join(", ", shown);
        return count <= MostEntries ? list : string.Create(CultureInfo.InvariantCulture, $"{list} and {count - MostEntries:N0} more");
    }

    /// <summary>
    /// Whether the character is one that nobody sees and that means nothing in a name: a control character, one that
    /// breaks lines or turns the direction of writing, half of a pair. The joiners of scripts and emojis are none.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The character's place in it.</param>
    internal static bool IsHidden(string text, int at)
    {
        var c = text[at];
        if (c is >= ' ' and < '\u007f')
            return false;
        if (char.IsHighSurrogate(c))
            return at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]);
        if (char.IsLowSurrogate(c))
            return at == 0 || !char.IsHighSurrogate(text[at - 1]);
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.Format => c is not ('\u200c' or '\u200d'),
            _ => false,
        };
    }

    private static string Escaped(string text)
    {
        StringBuilder? escaped = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsHidden(text, i))
            {
                escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
                escaped.Append(ForeignText.Written(text[i]));
            }
            else
            {
                escaped?.Append(text[i]);
            }
        }

        return escaped?.ToString() ?? text;
    }
}
