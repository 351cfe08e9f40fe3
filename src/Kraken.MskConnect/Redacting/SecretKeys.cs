using System.Globalization;
using System.Text;

namespace Kraken.MskConnect.Redacting;

/// <summary>
/// Judges keys and values by <c>secret-keys.txt</c>, which says how. The file is read when the first key is judged.
/// </summary>
internal sealed class SecretKeys
{
    /// <summary>The last section: its entries may be in brackets.</summary>
    private const string NoSecret = "no secret";

    private const string Resource = "Kraken.MskConnect.Redacting.secret-keys.txt";

    // Names of services, not secrets.
    private static readonly string[] _services = ["secretsmanager", "secretmanager"];

    private static readonly Lazy<SecretKeys> _ofModule = new(() => new SecretKeys(ReadSections()));

    private const int LongestKey = 256;

    private readonly string[] _harmlessKeys;
    private readonly string[] _secretKeys;
    private readonly string[] _neutralWords;
    private readonly HashSet<string> _queryParameters;
    private readonly HashSet<string> _noSecrets;
    private readonly HashSet<string> _prose;
    private readonly HashSet<string> _proseBeforeWord;
    private readonly Endings _secretEndings;
    private readonly Endings _gluedEndings;
    private readonly Endings _harmlessEndings;
    private readonly Endings _byForm;
    private readonly string[] _anywhere;
    private readonly ILookup<char, (string Start, int LeastLength)> _valueStarts;

    private SecretKeys(ILookup<string, string> sections)
    {
        _harmlessKeys = [.. sections["harmless key"]];
        _secretKeys = [.. sections["secret key"]];
        _neutralWords = [.. sections["neutral word"]];
        _queryParameters = Set("query parameter");
        _noSecrets = Set(NoSecret);
        _prose = Set("prose");
        _proseBeforeWord = Set("prose before a word");
        _secretEndings = new Endings(sections["secret ending"]);
        _harmlessEndings = new Endings(sections["harmless ending"]);
        _byForm = new Endings(sections["by form"]);
        _anywhere = [.. sections["secret anywhere"]];

        // An ending of several words is found where nothing parts them too: STORAGEKEY. Of one word it is not: compass.
        _gluedEndings = new Endings(sections["secret ending"].Where(e => e.Contains('.', StringComparison.Ordinal))
            .Select(e => e.Replace(".", "", StringComparison.Ordinal)).Where(e => e.Length >= 7));
        _valueStarts = sections["value"].Select(v => v.Split(' ')).ToLookup(
            v => v[0][0], v => (v[0], int.Parse(v[1], CultureInfo.InvariantCulture)));

        HashSet<string> Set(string section) => sections[section].ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The module's own.</summary>
    public static SecretKeys Instance => _ofModule.Value;

    /// <summary>Whether values under this key are secrets. Takes no memory: a text may have very many keys.</summary>
    public bool IsSecretKey(ReadOnlySpan<char> key)
    {
        if (DeclaredSecrets.Contains(key))
            return true;
        Span<char> buffer = stackalloc char[LongestKey * 2];
        ReadOnlySpan<char> words = Words(key, buffer);
        if (words.Length == 0 || Has(_harmlessKeys, words))
            return false;
        if (Has(_secretKeys, words))
            return true;
        var whole = words;
        for (; ; )
        {
            var dot = words.LastIndexOf('.');
            if (dot < 0 || !(char.IsAsciiDigit(words[dot + 1]) || Has(_neutralWords, words[(dot + 1)..])))
                break;
            words = words[..dot];
        }

        Span<char> joinedBuffer = stackalloc char[LongestKey];
        ReadOnlySpan<char> joined = Joined(words, joinedBuffer);
        if (_secretEndings.Has(whole, wholeWords: true) || _secretEndings.Has(words, wholeWords: true)
            || _gluedEndings.Has(joined, wholeWords: false))
            return true;
        if (whole.Contains('.') && _harmlessEndings.Has(whole, wholeWords: true))
            return false;
        foreach (var service in _services)
        {
            if (joined.Contains(service, StringComparison.Ordinal))
                joined = joined.ToString().Replace(service, "", StringComparison.Ordinal);
        }

        foreach (var part in _anywhere)
        {
            if (joined.Contains(part, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether the form of a value under this key says whether it is secret.</summary>
    public bool IsByForm(ReadOnlySpan<char> key)
    {
        Span<char> buffer = stackalloc char[LongestKey * 2];
        return _byForm.Has(Words(key, buffer), wholeWords: true);
    }

    /// <summary>Whether a URL's parameter of this name is a secret.</summary>
    public bool IsSecretParameter(ReadOnlySpan<char> name) => name.Length <= 20 && _queryParameters.Contains(name.ToString());

    /// <summary>Whether the value says that there is no secret: null, a boolean, somebody's mask.</summary>
    public bool IsNoSecret(ReadOnlySpan<char> value) => value.Length <= 20 && _noSecrets.Contains(value.ToString());

    /// <summary>Whether the word goes on with a sentence.</summary>
    public bool IsProse(ReadOnlySpan<char> word) => word.Length <= 10 && _prose.Contains(word.ToString());

    /// <summary>Whether the word goes on with a sentence if another word follows it.</summary>
    public bool IsProseBeforeWord(ReadOnlySpan<char> word) => word.Length <= 10 && _proseBeforeWord.Contains(word.ToString());

    /// <summary>The least length of a secret that begins here; 0 where none of a known form does.</summary>
    public int LeastLengthOfValue(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || !_valueStarts.Contains(text[0]))
            return 0;
        foreach (var (start, length) in _valueStarts[text[0]])
        {
            if (text.StartsWith(start, StringComparison.Ordinal))
                return length;
        }

        return 0;
    }

    /// <summary>
    /// The key's words in small letters, parted by dots; of a very long key the last ones.
    /// </summary>
    private static ReadOnlySpan<char> Words(ReadOnlySpan<char> key, Span<char> buffer)
    {
        if (key.Length > LongestKey)
            key = key[^LongestKey..];
        var length = 0;
        for (var i = 0; i < key.Length; i++)
        {
            var c = key[i];
            if (!char.IsAsciiLetterOrDigit(c))
                continue;
            var before = i == 0 ? ' ' : key[i - 1];
            var begins = Kind(before) != Kind(c)
                ? !(char.IsAsciiLetterUpper(before) && char.IsAsciiLetterLower(c))
                : char.IsAsciiLetterUpper(c) && i + 1 < key.Length && char.IsAsciiLetterLower(key[i + 1]);
            if (begins && length > 0)
                buffer[length++] = '.';
            buffer[length++] = char.ToLowerInvariant(c);
        }

        return buffer[..length];

        static int Kind(char c) =>
            char.IsAsciiLetterLower(c) ? 1 : char.IsAsciiLetterUpper(c) ? 2 : char.IsAsciiDigit(c) ? 3 : 0;
    }

    private static ReadOnlySpan<char> Joined(ReadOnlySpan<char> words, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in words)
        {
            if (c != '.')
                buffer[length++] = c;
        }

        return buffer[..length];
    }

    private static bool Has(string[] entries, ReadOnlySpan<char> words)
    {
        foreach (var entry in entries)
        {
            if (words.SequenceEqual(entry))
                return true;
        }

        return false;
    }

    private static ILookup<string, string> ReadSections()
    {
        using var file = typeof(SecretKeys).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(file, Encoding.UTF8);
        var entries = new List<(string Section, string Entry)>();
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[' && line[^1] == ']' && section != NoSecret)
                section = line[1..^1];
            else
                entries.Add((section, line));
        }

        return entries.ToLookup(e => e.Section, e => e.Entry, StringComparer.Ordinal);
    }

    /// <summary>Endings, found by their last two letters.</summary>
    private sealed class Endings(IEnumerable<string> endings)
    {
        private readonly Dictionary<(char, char), string[]> _byEnd = endings
            .GroupBy(e => (e[^2], e[^1])).ToDictionary(g => g.Key, g => g.ToArray());

        public bool Has(ReadOnlySpan<char> words, bool wholeWords)
        {
            if (words.Length < 2 || !_byEnd.TryGetValue((words[^2], words[^1]), out var some))
                return false;
            foreach (var ending in some)
            {
                if (words.EndsWith(ending, StringComparison.Ordinal)
                    && (!wholeWords || words.Length == ending.Length || words[^(ending.Length + 1)] == '.'))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
