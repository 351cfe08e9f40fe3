namespace Kraken.MskConnect.Redacting;

/// <summary>
/// Finds what is given to a secret key: <c>key=value</c>, <c>key: value</c>, <c>key => value</c>, JSON, YAML, XML, pairs
/// of a name and a value, command lines, HTTP headers and SQL.
/// </summary>
internal sealed class AssignedSecrets(string text, List<TextRange> found)
{
    private const int MostBlanks = 64;
    private const int ShortestBareSecret = 6;
    private const int LongestLogin = 4_096;
    private const int LongestClass = 256;

    private static readonly SecretKeys _keys = SecretKeys.Instance;

    // Quotes as other formats write them too.
    private static readonly string[] _writtenQuotes = ["&quot;", "&#34;", "&#39;", "&apos;", "%22", "\\u0022", "\\u0027"];

    private readonly Pairs _pairs = new();

    // What has no end once has none further on either; so nothing is searched to the end twice.
    private readonly HashSet<string> _endless = new(StringComparer.Ordinal);
    private string? _element;

    // A key's value may be searched for further keys, whose values end where it does.
    private TextRange _bare;
    private TextRange _header;

    /// <summary>Adds the secrets.</summary>
    public void Find()
    {
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (References.EndOf(text, i) is var after && after > i)
            {
                i = after;
            }
            else if (IsNameChar(c))
            {
                i = Name(i);
            }
            else
            {
                i = c switch
                {
                    '<' => OpenElement(i),
                    '>' => Element(i),
                    _ => i + 1,
                };
                if (c is '{' or '}' or '(' or ')')
                    _pairs.Reset();
            }
        }
    }

    private static bool IsNameChar(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-';

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\u00a0';

    private char At(int i) => i >= 0 && i < text.Length ? text[i] : '\0';

    private bool Stands(int at, string what) =>
        at < text.Length && text.AsSpan(at).StartsWith(what, StringComparison.OrdinalIgnoreCase);

    private int SkipBlanks(int i)
    {
        for (var most = i + MostBlanks; i < text.Length && i < most && IsBlank(text[i]);)
            i++;
        return i;
    }

    /// <summary>A name; what it names where a sign of assignment follows. Gives the place to go on at.</summary>
    private int Name(int start)
    {
        var end = start;
        while (end < text.Length && IsNameChar(text[end]))
            end++;
        if (end - start == 1 && text[start] == '-')
            _pairs.Reset();
        var key = text.AsSpan(start, end - start);
        var quote = QuoteAt(end);
        var next = SkipBlanks(end + quote.Length);
        var separator = SeparatorAt(next);
        if (separator == 0 || !IsAssignment(start, end, next, separator, quote.Length > 0))
            return WithoutSeparator(start, end, quote);

        var value = next + separator;
        if (_element is null && Stands(end, "&gt;") && start >= 4 && Stands(start - 4, "&lt;"))
            return EscapedElement(key, end);
        if (IsParameter(start) && text[next] == '=' && _keys.IsSecretParameter(key))
            return AddBare(value);
        if (_keys.IsSecretKey(key))
            return Value(start, value, key, text[next] == ':');
        if (_keys.IsByForm(key))
        {
            var range = Read(start, value, isWhole: false);
            if (!Redaction.TellsByForm(range.In(text)) && range.Start < range.End)
                found.Add(range);
            return end;
        }

        if (Pairs.Role(key) is var role and not PairRole.None)
        {
            var range = Read(start, value, isWhole: false);
            if (role == PairRole.Name)
                _pairs.Name(text, range, found);
            else
                _pairs.Value(range, found);
        }

        return end;
    }

    /// <summary>How long the sign of assignment at a place is; 0 where there is none.</summary>
    private int SeparatorAt(int i) => At(i) switch
    {
        '=' when At(i + 1) is '>' => 2,
        '=' when At(i + 1) == '=' => 2,
        '=' => 1,
        '-' when At(i + 1) == '>' => 2,
        ':' when At(i + 1) is '=' => 2,
        ':' when At(i + 1) == ':' || (At(i + 1) == '/' && At(i + 2) == '/') => 0,
        ':' => 1,
        '%' when Stands(i, "%3D") || Stands(i, "%3A") => 3,
        '&' when Stands(i, "&gt;") => 4,
        _ => 0,
    };

    private bool IsAssignment(int start, int end, int next, int separator, bool isQuoted)
    {
        if (text[next] == '&')
            return next == end && start >= 4 && Stands(start - 4, "&lt;");
        if (text[next] != ':' || separator != 1)
            return true;

        // "secret:" is a part of every Secrets Manager ARN; after two slashes stands a URL's user.
        if ((!isQuoted && At(start - 1) == ':') || (At(start - 1) == '/' && At(start - 2) == '/'))
            return false;

        // A Java class's own name before what it logs or throws: org.apache.kafka.TokenRefresher: …
        var key = text.AsSpan(start, end - start);
        var simple = key[(key.LastIndexOf('.') + 1)..];
        return isQuoted || !IsBlank(At(next + 1)) || simple.Length == key.Length || simple.Length < 2
            || !char.IsUpper(simple[0]) || simple.IndexOfAnyInRange('a', 'z') < 0;
    }

    private bool IsParameter(int start) =>
        At(start - 1) is '?' or '&' || (At(start - 1) == ';' && start >= 5 && Stands(start - 5, "&amp;"))
        || (start >= 3 && (Stands(start - 3, "%26") || Stands(start - 3, "%3F")));

    /// <summary>What names a secret without a sign between: a command line's option, a list's pair, SQL, a sentence.</summary>
    private int WithoutSeparator(int start, int end, string quote)
    {
        var key = text.AsSpan(start, end - start);
        var value = SkipBlanks(end + quote.Length);
        if (quote.Length > 0)
        {
            // ["password", "X"], ["run", "--password", "X"]
            var before = start - quote.Length - 1;
            while (before > 0 && IsBlank(text[before]))
                before--;
            if (At(value) == ',' && (key[0] == '-' || At(before) is '[' or '(') && _keys.IsSecretKey(key))
            {
                value = SkipBlanks(value + 1);
                if (QuoteAt(value) is { Length: > 0 })
                    return Add(Quoted(value));
            }

            return end;
        }

        if (value == end || value >= text.Length)
            return end;
        var isOption = key[0] == '-' && key.Length > 1;
        if (key is "-u" or "--user" or "--proxy-user")
        {
            var login = Read(start, value);
            var colon = login.In(text).IndexOf(':');
            if (colon > 0)
                found.Add(login with { Start = login.Start + colon + 1 });
            return end;
        }

        if (isOption && At(value) is not ('-' or '\n' or '\r') && _keys.IsSecretKey(key))
            return Add(QuoteAt(value).Length > 0 ? Quoted(value) : UpToBlank(value));
        if (key.Equals("bearer", StringComparison.OrdinalIgnoreCase) || key.Equals("basic", StringComparison.OrdinalIgnoreCase))
        {
            var token = UpToBlank(value);
            if (token.End - token.Start >= ShortestBareSecret && !IsWord(token.In(text)))
                return Add(token);
        }
        else if (key.Equals("identified", StringComparison.OrdinalIgnoreCase) && Stands(value, "by "))
        {
            value = SkipBlanks(value + 3);
            return Add(QuoteAt(value).Length > 0 ? Quoted(value) : UpToBlank(value));
        }
        else if (IsSecretWord(key))
        {
            foreach (var link in new[] { "is ", "was ", "of " })
            {
                if (Stands(value, link))
                    value = SkipBlanks(value + link.Length);
            }

            // A parser's "Unrecognized token 'hello'" speaks of a record's text.
            if (QuoteAt(value) is { Length: > 0 })
                return IsAfter(start, "unrecognized ") || IsAfter(start, "unexpected ") ? end : Add(Quoted(value));
            var word = UpToBlank(value);
            if (LooksGenerated(word.In(text)))
                return Add(word);
        }

        return end;
    }

    private static bool IsSecretWord(ReadOnlySpan<char> key) =>
        key.Equals("password", StringComparison.OrdinalIgnoreCase) || key.Equals("passwd", StringComparison.OrdinalIgnoreCase)
        || key.Equals("pwd", StringComparison.OrdinalIgnoreCase) || key.Equals("passphrase", StringComparison.OrdinalIgnoreCase)
        || key.Equals("token", StringComparison.OrdinalIgnoreCase) || key.Equals("api-key", StringComparison.OrdinalIgnoreCase)
        || key.Equals("apikey", StringComparison.OrdinalIgnoreCase) || key.Equals("api_key", StringComparison.OrdinalIgnoreCase);

    /// <summary>No word of a sentence, no path and no name: letters and digits mixed.</summary>
    private static bool LooksGenerated(ReadOnlySpan<char> word)
    {
        var (letters, digits) = (0, 0);
        foreach (var c in word)
        {
            if (c is ':' or '/' or '(' or '[' or '{' or '<' or '$')
                return false;
            letters += char.IsLetter(c) ? 1 : 0;
            digits += char.IsDigit(c) ? 1 : 0;
        }

        return word.Length >= ShortestBareSecret && letters > 0 && digits > 0;
    }

    private bool IsAfter(int start, string what) => start >= what.Length && Stands(start - what.Length, what);

    private static bool IsWord(ReadOnlySpan<char> token)
    {
        for (var i = 0; i < token.Length; i++)
        {
            if (!(char.IsLower(token[i]) || (i == 0 && char.IsUpper(token[i])) || (i == token.Length - 1 && token[i] is '.' or ':')))
                return false;
        }

        return true;
    }

    /// <summary>Adds a secret key's value. Gives the place to go on at.</summary>
    private int Value(int start, int value, ReadOnlySpan<char> key, bool isColon)
    {
        if (IsAuthorization(key))
            return Authorization(start, value);
        if (IsCookie(key) && QuoteAt(SkipBlanks(value)).Length == 0)
            return Add(UpTo(SkipBlanks(value), '\n', '"', '\''));
        if (key.Contains("jaas", StringComparison.OrdinalIgnoreCase) && LoginWithoutSecret(value) is var login && login > value)
            return login;
        var range = Read(start, value);
        if (isColon && IsBlank(At(value)) && IsProse(range))
            return range.End;
        return Add(range);
    }

    /// <summary>
    /// Whether a sentence goes on here in place of a value: one of its words, or the class of a Java exception.
    /// </summary>
    private bool IsProse(TextRange range)
    {
        var word = range.In(text).TrimEnd(".,:");
        return _keys.IsProse(word)
            || (_keys.IsProseBeforeWord(word) && IsBlank(At(range.End)) && char.IsLetter(At(SkipBlanks(range.End))))
            || (range.In(text).EndsWith(":") && IsExceptionClass(word));
    }

    private static bool IsExceptionClass(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestClass)
            return false;
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '$' or '_'))
                return false;
        }

        return word.EndsWith("Exception", StringComparison.Ordinal) || word.EndsWith("Error", StringComparison.Ordinal);
    }

    /// <summary>Where a JAAS configuration that gives no password is over; the place where none stands.</summary>
    private int LoginWithoutSecret(int at)
    {
        var start = SkipBlanks(at);
        var quote = QuoteAt(start);
        TextRange range;
        if (quote.Length > 0)
        {
            range = Quoted(start);
        }
        else
        {
            // No further than a login reaches: a text may have very many of such keys.
            var end = text.AsSpan(start, Math.Min(LongestLogin, text.Length - start)).IndexOfAny(";\n\r");
            range = new TextRange(start, end >= 0 ? start + end : Math.Min(text.Length, start + LongestLogin));
        }

        if (range.End - range.Start >= LongestLogin)
            return at;
        var line = range.In(text).ToString().Replace("\\\"", "\"", StringComparison.Ordinal);
        return JaasLine.HoldsNoSecret(line) ? range.End : at;
    }

    private static bool IsAuthorization(ReadOnlySpan<char> key) => key.EndsWith("authorization", StringComparison.OrdinalIgnoreCase);

    private static bool IsCookie(ReadOnlySpan<char> key) => key.EndsWith("cookie", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the header that goes through a place ends; looked up once a header, however many keys it has.</summary>
    private int HeaderEnd(int at)
    {
        if (at < _header.Start || at > _header.End)
            _header = UpTo(at, '\n', '"', '\'');
        return _header.End;
    }

    /// <summary>A scheme, which may be read, and what follows it.</summary>
    private int Authorization(int start, int value)
    {
        value = SkipBlanks(value);
        var quote = QuoteAt(value);
        var range = quote.Length > 0 ? Quoted(value) : new TextRange(value, HeaderEnd(value));
        var scheme = range.Start;
        while (scheme < range.End && (char.IsAsciiLetterOrDigit(text[scheme]) || text[scheme] is '-' or '_'))
            scheme++;
        var token = SkipBlanks(scheme);
        if (token == scheme || token >= range.End)
        {
            // No scheme: one token.
            var alone = quote.Length > 0 ? range : Read(start, value);
            return alone.Start < alone.End && IsProse(alone) ? alone.End : Add(alone);
        }

        if (quote.Length > 0)
            return Add(range with { Start = token });
        if (IsProse(range with { End = scheme }))
            return scheme;

        // Digest and AWS's signatures are lists; the others' token is over at a blank or a separator.
        var isList = Stands(range.Start, "Digest") || Stands(range.Start, "AWS4") || Stands(range.Start, "OAuth")
            || Stands(range.Start, "Shared");
        return Add(isList ? UpTo(token, '\n', '\r') : Bare(token));
    }

    /// <summary>The value that begins at a place, without its quotes or brackets.</summary>
    /// <param name="keyStart">Where its key begins.</param>
    /// <param name="at">The place.</param>
    /// <param name="isWhole">Whether lists, objects and blocks are read too; not where the search goes on inside.</param>
    private TextRange Read(int keyStart, int at, bool isWhole = true)
    {
        at = SkipBlanks(at);

        // On the next line only where it is set in below its key, as YAML and printed JSON are.
        var line = At(at) == '\r' ? at + 1 : at;
        if (At(line) == '\n' && IsBlank(At(line + 1)))
        {
            at = SkipBlanks(line + 1);
            if (isWhole && At(at) == '-' && IsBlank(At(at + 1)))
                return Block(keyStart, line + 1);
        }

        if (QuoteAt(at).Length > 0)
            return Quoted(at);
        if (isWhole && At(at) is ('[' or '{'))
            return Bracketed(at);
        if (isWhole && At(at) is ('|' or '>'))
        {
            var mark = at + 1;
            while (At(mark) is '-' or '+' || char.IsAsciiDigit(At(mark)))
                mark++;
            mark = SkipBlanks(mark);
            mark += At(mark) == '\r' ? 1 : 0;
            if (At(mark) == '\n')
                return Block(keyStart, mark + 1);
        }

        return Bare(at);
    }

    /// <summary>The lines that are set in deeper than the key's.</summary>
    private TextRange Block(int keyStart, int at)
    {
        var lineStart = keyStart == 0 ? 0 : text.LastIndexOf('\n', keyStart - 1, Math.Min(keyStart, MostBlanks)) + 1;
        var indent = SkipBlanks(lineStart) - lineStart;
        var end = at;
        var start = SkipBlanks(at);
        while (end < text.Length)
        {
            var content = SkipBlanks(end);
            if (content - end <= indent && At(content) is not ('\n' or '\r'))
                break;
            var next = text.IndexOf('\n', content);
            end = next < 0 ? text.Length : next + 1;
        }

        while (end > start && text[end - 1] is '\n' or '\r')
            end--;
        return new TextRange(Math.Min(start, end), end);
    }

    private TextRange Bare(int at)
    {
        if (MaskAt(at).Length > 0)
            return new TextRange(at, at);
        if (at >= _bare.Start && at < _bare.End)
            return _bare with { Start = at };
        var end = at;
        while (end < text.Length)
        {
            var reference = References.EndOf(text, end);
            if (reference > end)
            {
                end = reference;
                continue;
            }

            var c = text[end];
            if (c == '(' && MaskAt(end) is { Length: > 0 } mask)
            {
                end += mask.Length;
                continue;
            }

            if (char.IsWhiteSpace(c) || c is '"' or '\'' or ';' or '&' or '<' || Stands(end, "%26"))
                break;
            if (c is ',' or ')' or '}' or ']'
                && (end + 1 >= text.Length || char.IsWhiteSpace(text[end + 1]) || text[end + 1] is ',' or ')' or '}' or ']' or '"' or '\'' or ';' or '&'))
            {
                break;
            }

            if (c == '\\' && At(end + 1) is ('"' or '\''))
                break;
            end++;
        }

        return _bare = new TextRange(at, end);
    }

    /// <summary>A mask with blanks or brackets in it, which would else be taken apart.</summary>
    private ReadOnlySpan<char> MaskAt(int at) =>
        Stands(at, Redaction.Mask) ? Redaction.Mask
        : Stands(at, Redaction.ChangedMask) ? Redaction.ChangedMask
        : Stands(at, Specs.KeptSecret.Placeholder) ? Specs.KeptSecret.Placeholder
        : "";

    private TextRange UpToBlank(int at)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '\'' or '`' or ',' or ';' or '<'))
            end = Math.Max(end + 1, References.EndOf(text, end));
        return new TextRange(at, end);
    }

    private TextRange UpTo(int at, params ReadOnlySpan<char> ends)
    {
        var length = text.AsSpan(at).IndexOfAny(ends);
        return new TextRange(at, length < 0 ? text.Length : at + length);
    }

    /// <summary>The quote that stands at a place, with the backslashes before it; empty where there is none.</summary>
    private string QuoteAt(int at)
    {
        switch (At(at))
        {
            case '"':
                return "\"";
            case '\'':
                return "'";
            case '`':
                return "`";
            case not ('\\' or '&' or '%'):
                return "";
        }

        var end = at;
        while (At(end) == '\\' && end - at < 8)
            end++;
        if (end > at && At(end) is ('"' or '\'' or '`'))
            return text[at..(end + 1)];
        return At(at) is '&' or '%' or '\\' && Array.Find(_writtenQuotes, q => Stands(at, q)) is { } written ? written : "";
    }

    private TextRange Quoted(int at)
    {
        var quote = QuoteAt(at);
        var start = at + quote.Length;
        for (var i = start; i < text.Length && !_endless.Contains(quote);)
        {
            var end = text.IndexOf(quote, i, StringComparison.Ordinal);
            if (end < 0)
            {
                _endless.Add(quote);
                break;
            }

            // A plain quote that is escaped is none; of an escaped one, more backslashes make it the text's own.
            var slashes = 0;
            while (end - slashes > start && text[end - slashes - 1] == '\\')
                slashes++;
            if (quote.Length == 1 && quote[0] != '`' ? slashes % 2 == 0 : slashes == 0)
            {
                // '' within single quotes is one quote.
                if (quote == "'" && At(end + 1) == '\'')
                {
                    i = end + 2;
                    continue;
                }

                return new TextRange(start, end);
            }

            i = end + quote.Length;
        }

        // Cut off: what is left of the line, or of its first word where it is a sentence's apostrophe.
        return UpTo(start, '\n', '\r');
    }

    /// <summary>A list's or an object's content.</summary>
    private TextRange Bracketed(int at)
    {
        var depth = 0;
        for (var i = at; i < text.Length && !_endless.Contains("["); i++)
        {
            switch (text[i])
            {
                case '[' or '{':
                    depth++;
                    break;
                case ']' or '}' when --depth == 0:
                    var inner = new TextRange(at + 1, i);
                    while (inner.Start < inner.End && (char.IsWhiteSpace(text[inner.Start]) || text[inner.Start] == '"'))
                        inner = inner with { Start = inner.Start + 1 };
                    while (inner.Start < inner.End && (char.IsWhiteSpace(text[inner.End - 1]) || text[inner.End - 1] == '"'))
                        inner = inner with { End = inner.End - 1 };
                    return inner;
                case '"' when text[i - 1] != '\\' && !_endless.Contains("\"") && Quoted(i) is var quoted && At(quoted.End) == '"':
                    i = quoted.End;
                    break;
            }
        }

        _endless.Add("[");
        return Bare(at);
    }

    private int OpenElement(int at)
    {
        _element = null;
        var isEnd = At(at + 1) == '/';
        var start = at + (isEnd ? 2 : 1);
        var end = start;
        while (end < text.Length && (IsNameChar(text[end]) || text[end] == ':'))
            end++;
        if (end == start)
            return at + 1;
        var name = text.AsSpan(start, end - start);
        name = name[(name.LastIndexOf(':') + 1)..];
        if (!isEnd)
            _element = name.ToString();
        else if (Pairs.Role(name) == PairRole.None)
            _pairs.Reset();
        return end;
    }

    private int Element(int at)
    {
        var name = _element;
        _element = null;
        if (name is null || At(at - 1) == '/')
            return at + 1;
        var isSecret = _keys.IsSecretKey(name);
        var role = Pairs.Role(name);
        if (!isSecret && role == PairRole.None)
            return at + 1;
        const string data = "<![CDATA[";
        var start = at + 1;
        TextRange content;
        if (Stands(start, data))
        {
            start += data.Length;
            var end = text.IndexOf("]]>", start, StringComparison.Ordinal);
            content = new TextRange(start, end < 0 ? text.Length : end);
        }
        else
        {
            content = UpTo(start, '<');
            if (content.End == text.Length || At(content.End + 1) != '/')
                content = char.IsWhiteSpace(At(start)) ? new TextRange(start, start) : UpToBlank(start);
        }

        if (content.In(text).Trim().Length == 0)
            return at + 1;
        if (isSecret)
            return Add(content);
        if (role == PairRole.Name)
            _pairs.Name(text, content, found);
        else
            _pairs.Value(content, found);
        return at + 1;
    }

    private int EscapedElement(ReadOnlySpan<char> name, int end)
    {
        var start = end + "&gt;".Length;
        if (!_keys.IsSecretKey(name))
            return end;
        var close = text.IndexOf("&lt;", start, StringComparison.Ordinal);
        return Add(close < 0 ? UpToBlank(start) : new TextRange(start, close));
    }

    private int AddBare(int at) => Add(Bare(at));

    private int Add(TextRange range)
    {
        found.Add(range);
        return Math.Max(range.End, range.Start);
    }
}
