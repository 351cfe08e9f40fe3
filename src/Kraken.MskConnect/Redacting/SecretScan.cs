namespace Kraken.MskConnect.Redacting;

/// <summary>
/// Finds the secrets of a text by their surroundings and by their form. Every part reads the text once, forwards, so that
/// the time grows as the text does, whatever it holds.
/// </summary>
internal static class SecretScan
{
    /// <summary>The secrets in the text, in order and without overlaps; without their quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isValue">Whether the text is one value, not a text that has values in it.</param>
    public static IReadOnlyList<TextRange> Find(string text, bool isValue)
    {
        var found = new List<TextRange>();
        if (text.Length == 0)
            return found;
        KeyBlocks.Find(text, found);
        SecretUrls.Find(text, isValue, found);
        new AssignedSecrets(text, found).Find();
        TellingValues.Find(text, found);
        return Merge(text, found);
    }

    /// <summary>The text with something else in place of each range.</summary>
    public static string Replace(string text, IReadOnlyList<TextRange> ranges, string by)
    {
        if (ranges.Count == 0)
            return text;
        var replaced = new System.Text.StringBuilder(text.Length);
        var copied = 0;
        foreach (var range in ranges)
        {
            replaced.Append(text, copied, range.Start - copied).Append(by);
            copied = range.End;
        }

        return replaced.Append(text, copied, text.Length - copied).ToString();
    }

    private static List<TextRange> Merge(string text, List<TextRange> found)
    {
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var merged = new List<TextRange>(found.Count);
        foreach (var range in found)
        {
            if (range.Start >= range.End || References.IsHarmless(range.In(text)))
                continue;
            if (merged.Count > 0 && range.Start < merged[^1].End)
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, range.End) };
            else
                merged.Add(range);
        }

        return merged;
    }
}

/// <summary>A part of a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it is over.</param>
internal readonly record struct TextRange(int Start, int End)
{
    /// <summary>The part itself.</summary>
    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, End - Start);
}
