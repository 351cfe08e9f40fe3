using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Redacting;

/// <summary>Tells what only stands for a secret: a config provider's reference, a placeholder, a mask.</summary>
internal static class References
{
    /// <summary>Where a reference <c>${provider:path:key}</c> that begins at a place is over; the place where none does.</summary>
    public static int EndOf(string text, int start)
    {
        if (start + 1 >= text.Length || text[start] != '$' || text[start + 1] != '{')
            return start;
        var hasProvider = false;
        for (var i = start + 2; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '}':
                    return hasProvider ? i + 1 : start;
                case '{' or '\n' or '\r':
                    return start;
                case ':' when i > start + 2:
                    hasProvider = true;
                    break;
                case ':':
                    return start;
            }
        }

        return start;
    }

    /// <summary>Whether the value is a reference and nothing else.</summary>
    public static bool IsWhole(string value) => value.Length > 0 && EndOf(value, 0) == value.Length;

    /// <summary>Whether the value only stands for a secret, or says that there is none.</summary>
    public static bool IsHarmless(ReadOnlySpan<char> value) =>
        value is KeptSecret.Placeholder or Redaction.Mask or Redaction.ChangedMask
        || SecretKeys.Instance.IsNoSecret(value)
        || (value.StartsWith("${") && IsWhole(value.ToString()));
}
