namespace Kraken.MskConnect.Redacting;

/// <summary>Finds private keys and encrypted messages: PEM, OpenSSH, PGP. One without an end reaches to the text's end.</summary>
internal static class KeyBlocks
{
    private const string Begin = "BEGIN ";
    private const string End = "END ";
    private const int LongestLabel = 60;

    /// <summary>Adds the blocks, their first and last lines with them.</summary>
    public static void Find(string text, List<TextRange> found)
    {
        for (var at = 0; (at = text.IndexOf(Begin, at, StringComparison.Ordinal)) >= 0;)
        {
            var label = at + Begin.Length;
            var start = at;
            while (start > 0 && (text[start - 1] == '-' || (text[start - 1] == ' ' && start == at)))
                start--;
            var labelEnd = text.IndexOf("--", label, Math.Min(LongestLabel, text.Length - label), StringComparison.Ordinal);
            var isKey = at - start >= 4 && labelEnd >= 0 && IsSecret(text.AsSpan(label, labelEnd - label));
            at = label;
            if (!isKey)
                continue;
            var name = text.AsSpan(label, labelEnd - label).Trim();
            var end = text.IndexOf($"{End}{name}", labelEnd, StringComparison.Ordinal);
            if (end >= 0)
            {
                end += name.Length + End.Length;
                while (end < text.Length && (text[end] == '-' || (text[end] == ' ' && text[end - 1] != '-')))
                    end++;
            }
            else
            {
                end = text.Length;
            }

            found.Add(new TextRange(start, end));
            at = end;
        }
    }

    private static bool IsSecret(ReadOnlySpan<char> label) =>
        label.Contains("PRIVATE KEY", StringComparison.Ordinal) || label.Contains("PGP MESSAGE", StringComparison.Ordinal)
        || label.Contains("SECRET", StringComparison.Ordinal);
}
