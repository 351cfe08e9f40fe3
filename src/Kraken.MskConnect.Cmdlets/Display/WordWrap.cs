namespace Kraken.MskConnect.Cmdlets;

/// <summary>Breaks a line at its words for a screen.</summary>
internal static class WordWrap
{
    /// <summary>
    /// The lines, without what stands before them. A word that is longer than a line stays whole, so that an ARN can be copied.
    /// </summary>
    /// <param name="text">The text, without line breaks.</param>
    /// <param name="first">The width of the first line.</param>
    /// <param name="others">The width of the others.</param>
    public static IEnumerable<string> Lines(string text, int first, int others)
    {
        var (start, width) = (0, first);
        while (text.Length - start > width)
        {
            // The last space that still lets the line fit, else the first one behind.
            var at = width < 1 ? -1 : text.LastIndexOf(' ', Math.Min(start + width, text.Length - 1), width);
            if (at <= start)
                at = text.IndexOf(' ', Math.Min(start + Math.Max(width, 1), text.Length - 1));
            if (at < 0)
                break;

            // A word that fits no line stays beside the one before it: on arn:aws:…
            var end = text.IndexOf(' ', at + 1);
            if ((end < 0 ? text.Length : end) - at - 1 > others)
                at = end;
            if (at < 0)
                break;
            yield return text[start..at].TrimEnd();
            start = at + 1;
            while (start < text.Length && text[start] == ' ')
                start++;
            width = others;
        }

        yield return text[start..];
    }
}
