using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Redacting;

/// <summary>
/// The secrets of a configuration in the forms in which a message may quote them: as they are, escaped for URLs, JSON and
/// XML, in base64 with whatever stands before them, in hexadecimal digits, and line by line.
/// </summary>
internal sealed class KnownSecrets
{
    /// <summary>Shorter ones are taken out only where they stand as a word.</summary>
    private const int ShortestSearchedAnywhere = 4;

    private const int ShortestEncoded = 6;
    private const int ShortestLine = 8;

    // Longest first, so that none is left in half.
    private readonly List<string> _texts;
    private readonly List<string> _encoded;

    private KnownSecrets(HashSet<string> secrets)
    {
        var (texts, encoded) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var secret in secrets)
        {
            texts.Add(secret);
            if (secret.Length < ShortestSearchedAnywhere)
                continue;
            var url = Uri.EscapeDataString(secret);
            texts.UnionWith([url, LowerHex(url), url.Replace("%20", "+", StringComparison.Ordinal)]);
            var json = JsonEncodedText.Encode(secret).Value;
            var relaxed = JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
            texts.UnionWith([json, relaxed, JsonEncodedText.Encode(relaxed, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value]);
            texts.Add(SecurityElement.Escape(secret));
            texts.Add(ForeignText.OneLine(secret));
            var bytes = Encoding.UTF8.GetBytes(secret);
            if (bytes.Length < ShortestEncoded)
                continue;
            texts.Add(Convert.ToHexString(bytes));
            texts.Add(Convert.ToHexString(bytes).ToLowerInvariant());
            encoded.UnionWith(Base64(bytes));
        }

        texts.Remove("");
        _texts = [.. texts.OrderByDescending(s => s.Length).ThenBy(s => s, StringComparer.Ordinal)];
        _encoded = [.. encoded.OrderByDescending(s => s.Length)];
    }

    /// <summary>The secrets of a configuration.</summary>
    public static KnownSecrets Of(IEnumerable<KeyValuePair<string, string>> configuration)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in configuration)
        {
            if (string.IsNullOrEmpty(value) || References.IsHarmless(value))
                continue;
            if (Redaction.IsWhollySecret(key, value))
                Add(value);
            foreach (var range in SecretScan.Find(value, isValue: true))
                Add(value[range.Start..range.End]);
        }

        return new KnownSecrets(secrets);

        void Add(string secret)
        {
            secrets.Add(secret);
            secrets.Add(secret.Trim());
            if (!secret.Contains('\n', StringComparison.Ordinal))
                return;
            secrets.UnionWith(secret.Split('\n').Select(l => l.Trim())
                .Where(l => l.Length >= ShortestLine && !l.StartsWith("--", StringComparison.Ordinal)));
        }
    }

    /// <summary>The text without them.</summary>
    public string Remove(string text)
    {
        foreach (var secret in _texts)
        {
            text = secret.Length >= ShortestSearchedAnywhere
                ? text.Replace(secret, Redaction.Mask, StringComparison.Ordinal)
                : ReplaceWord(text, secret);
        }

        foreach (var core in _encoded)
            text = ReplaceRun(text, core);
        return text;
    }

    /// <summary>
    /// What the bytes are in base64, whatever stands before and after them: the digits that depend on them alone, for each
    /// of the three places at which they may begin.
    /// </summary>
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var all = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var first = ((before * 8) + 5) / 6;
            var last = (before + bytes.Length) * 8 / 6;
            var core = all[first..last];
            yield return core;
            yield return core.Replace('+', '-').Replace('/', '_');
        }
    }

    private static string LowerHex(string url)
    {
        var lower = new StringBuilder(url);
        for (var i = 0; i + 2 < lower.Length; i++)
        {
            if (lower[i] == '%')
                (lower[i + 1], lower[i + 2]) = (char.ToLowerInvariant(lower[i + 1]), char.ToLowerInvariant(lower[i + 2]));
        }

        return lower.ToString();
    }

    private static string ReplaceWord(string text, string secret)
    {
        var found = new List<TextRange>();
        for (var at = 0; (at = text.IndexOf(secret, at, StringComparison.Ordinal)) >= 0; at++)
        {
            var end = at + secret.Length;
            if ((at == 0 || !IsInWord(text[at - 1])) && (end == text.Length || !IsInWord(text[end])))
            {
                found.Add(new TextRange(at, end));
                at = end - 1;
            }
        }

        return SecretScan.Replace(text, found, Redaction.Mask);

        static bool IsInWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';
    }

    /// <summary>Replaces the whole run of digits, since what stands beside the secret in it is a login's.</summary>
    private static string ReplaceRun(string text, string core)
    {
        var found = new List<TextRange>();
        for (var at = 0; (at = text.IndexOf(core, at, StringComparison.Ordinal)) >= 0;)
        {
            var (start, end) = (at, at + core.Length);
            var least = found.Count > 0 ? found[^1].End : 0;
            while (start > least && IsDigit(text[start - 1]))
                start--;
            while (end < text.Length && (IsDigit(text[end]) || text[end] == '='))
                end++;
            found.Add(new TextRange(start, end));
            at = end;
        }

        return SecretScan.Replace(text, found, Redaction.Mask);

        static bool IsDigit(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_';
    }
}
