using System.Text;

namespace Kraken.MskConnect.Redacting;

/// <summary>
/// Finds values that show by themselves that they are secrets: tokens of known services, and <c>user:password</c> in
/// base64.
/// </summary>
internal static class TellingValues
{
    // The first lengths in which chance makes no such text, and those in which nobody has a login.
    private const int ShortestLogin = 12;
    private const int LongestLogin = 512;
    private const int LongestUser = 128;

    /// <summary>Adds the secrets.</summary>
    public static void Find(string text, List<TextRange> found)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!IsTokenChar(text[i]))
            {
                i++;
                continue;
            }

            var end = i;
            var begins = true;
            for (; end < text.Length && IsTokenChar(text[end]); end++)
            {
                if (begins && SecretKeys.Instance.LeastLengthOfValue(text.AsSpan(end)) is > 0 and var least
                    && LengthOf(text, end) is var length && length >= least)
                {
                    found.Add(new TextRange(end, end + length));
                    end += length - 1;
                }

                begins = !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_');
            }

            Login(text, i, end, found);
            i = end;
        }
    }

    private static void Login(string text, int start, int end, List<TextRange> found)
    {
        // What stands before an equals sign is a name, and padding stands at an end.
        var padding = end;
        while (padding > start && text[padding - 1] == '=')
            padding--;
        var equals = padding == start ? -1 : text.LastIndexOf('=', padding - 1, padding - start);
        if (equals >= 0)
            start = equals + 1;
        if (padding - start is < ShortestLogin - 2 or > LongestLogin || end - padding > 2)
            return;
        var run = text.AsSpan(start, padding - start);
        if (run.IndexOfAny('.', '~') >= 0 || !Mixed(run))
            return;
        var encoded = run.ToString().Replace('-', '+').Replace('_', '/');
        encoded += (encoded.Length % 4) switch { 2 => "==", 3 => "=", 1 => "!", _ => "" };
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length) || length < 8)
            return;
        var login = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = login.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > LongestUser || colon == login.Length - 1 || login[colon + 1] == '/')
            return;
        for (var i = 0; i < login.Length; i++)
        {
            if (char.IsControl(login[i]) || login[i] == '\uFFFD'
                || (i < colon && !(char.IsLetterOrDigit(login[i]) || login[i] is '.' or '_' or '-' or '@' or '\\' or '+')))
            {
                return;
            }
        }

        found.Add(new TextRange(start, end));
    }

    private static bool Mixed(ReadOnlySpan<char> run) =>
        run.IndexOfAnyInRange('a', 'z') >= 0 && run.IndexOfAnyInRange('A', 'Z') >= 0;

    private static int LengthOf(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsTokenChar(text[end]))
            end++;
        return end - start;
    }

    private static bool IsTokenChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+' or '/' or '=' or '.' or '~';
}
