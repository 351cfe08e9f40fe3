namespace Kraken.MskConnect.Redacting;

/// <summary>
/// Finds the passwords and tokens of URLs: <c>scheme://user:password@host</c>, <c>https://token@host</c>,
/// <c>jdbc:oracle:thin:user/password@host</c>. A password may have slashes, blanks and at signs in it.
/// </summary>
internal static class SecretUrls
{
    private const string SchemeEnd = "://";
    private const string Jdbc = "jdbc:";

    /// <summary>Schemes whose user alone is a name by custom; of others it is a token.</summary>
    private static readonly string[] _schemesOfUsers =
    [
        "abfs", "abfss", "ftp", "ftps", "imap", "jdbc", "ldap", "ldaps", "mongodb", "mongodb+srv", "mysql", "postgres",
        "postgresql", "rsync", "s3", "s3a", "s3n", "scp", "sftp", "smb", "smtp", "sqlserver", "ssh", "git+ssh", "svn+ssh",
        "wasb", "wasbs", "gs", "hdfs", "oracle", "mariadb", "db2",
    ];

    /// <summary>A user that long is no name that a person gave.</summary>
    private const int LongestUser = 28;

    /// <summary>Words that GitHub and others take as the password where the user is the token.</summary>
    private static readonly string[] _emptyPasswords = ["x-oauth-basic", "x-oauth-token", "X"];

    /// <summary>Adds the secrets.</summary>
    public static void Find(string text, bool isValue, List<TextRange> found)
    {
        for (var at = 0; (at = text.IndexOf(SchemeEnd, at, StringComparison.Ordinal)) >= 0;)
        {
            at += SchemeEnd.Length;
            UserInfo(text, at, isValue, found);
        }

        for (var at = 0; (at = text.IndexOf(Jdbc, at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += Jdbc.Length;
            WithoutSlashes(text, at, isValue, found);
        }
    }

    private static void UserInfo(string text, int start, bool isValue, List<TextRange> found)
    {
        var colon = start;
        while (colon < text.Length && !IsEndOfUser(text[colon]))
            colon = Math.Max(colon + 1, References.EndOf(text, colon));
        if (colon >= text.Length)
            return;
        if (text[colon] == '@')
        {
            if (colon > start && IsToken(text, start, colon))
                found.Add(new TextRange(start, colon));
            return;
        }

        // MySQL's and Oracle's old form, user/password, with an authority's slashes before it.
        if (text[colon] == '/' && colon > start && IsJdbc(text, start))
        {
            var slashEnd = LastAt(text, colon + 1, isValue, beforeQuery: true);
            if (slashEnd > 0)
                found.Add(new TextRange(colon + 1, slashEnd));
            return;
        }

        if (text[colon] != ':' || IsPort(text, colon + 1))
            return;
        var end = LastAt(text, colon + 1, isValue, beforeQuery: true);
        if (end < 0)
            end = LastAt(text, colon + 1, isValue, beforeQuery: false);
        if (end < 0)
            return;
        var password = new TextRange(colon + 1, end);
        var isEmpty = password.Start == password.End || Array.Exists(_emptyPasswords, p => p == text[password.Start..password.End]);
        found.Add(isEmpty ? new TextRange(start, colon) : password);
    }

    /// <summary>Oracle's and MySQL's form without slashes: <c>jdbc:oracle:thin:scott/tiger@…</c>.</summary>
    private static void WithoutSlashes(string text, int start, bool isValue, List<TextRange> found)
    {
        // The sub-protocol's names, then the user.
        var slash = start;
        while (slash < text.Length && text[slash] is not ('/' or '@' or '(' or '?' or ';') && !char.IsWhiteSpace(text[slash])
            && (isValue || !IsQuote(text[slash])) && !Stands(text, slash, Jdbc))
        {
            slash++;
        }

        if (slash + 1 >= text.Length || text[slash] != '/' || text[slash + 1] == '/' || text[slash - 1] == ':')
            return;
        var end = LastAt(text, slash + 1, isValue, beforeQuery: true);
        if (end < 0)
            end = LastAt(text, slash + 1, isValue, beforeQuery: false);
        if (end > 0)
            found.Add(new TextRange(slash + 1, end));
    }

    /// <summary>
    /// The at sign that ends a password: the last one of the address, or, where it has none before a blank or a query,
    /// the next on the line that a host may follow. -1 where there is none.
    /// </summary>
    private static int LastAt(string text, int start, bool isValue, bool beforeQuery)
    {
        var last = -1;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\r' or '<' or '>' || (!isValue && IsQuote(c)))
                break;
            if (beforeQuery && (c is '?' or '#' or ';' || char.IsWhiteSpace(c)))
                break;
            if ((c == ':' && Stands(text, i, SchemeEnd)) || (c is 'j' or 'J' && Stands(text, i, Jdbc)))
                break;
            if (c == '(' && last >= 0)
                break;
            if (c != '@' || i + 1 >= text.Length || !IsHost(text[i + 1]))
                continue;
            last = i;
            if (!beforeQuery)
                break;
        }

        // "host:name: text, mail me@example.com" is a sentence.
        return last >= 0 && !beforeQuery && char.IsWhiteSpace(text[start]) ? -1 : last;
    }

    private static bool Stands(string text, int at, string what) =>
        text.AsSpan(at).StartsWith(what, StringComparison.OrdinalIgnoreCase);

    private static bool IsEndOfUser(char c) => c is ':' or '@' or '/' or '?' or '#' or '<' or '>' or ',' || IsQuote(c)
        || char.IsWhiteSpace(c);

    private static bool IsPort(string text, int start)
    {
        var i = start;
        while (i < text.Length && char.IsAsciiDigit(text[i]) && i - start <= 5)
            i++;
        return i - start is >= 1 and <= 5 && (i == text.Length || !(char.IsLetterOrDigit(text[i]) || text[i] is '@' or '_' or '-'));
    }

    private static bool IsToken(string text, int start, int end)
    {
        var scheme = SchemeBefore(text, start);
        var user = text.AsSpan(start, end - start);
        if (scheme.Length == 0 || References.IsHarmless(user) || user is "git" or "root" or "anonymous")
            return false;
        return user.Length > LongestUser || SecretKeys.Instance.LeastLengthOfValue(user) is > 0 and var least && user.Length >= least
            || !Array.Exists(_schemesOfUsers, s => s.Equals(scheme, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsJdbc(string text, int start)
    {
        var scheme = SchemeBefore(text, start);
        var before = start - SchemeEnd.Length - scheme.Length - Jdbc.Length;
        return before >= 0 && text.AsSpan(before, Jdbc.Length).Equals(Jdbc, StringComparison.OrdinalIgnoreCase)
            && scheme is "mysql" or "oracle" or "mariadb";
    }

    private static string SchemeBefore(string text, int start)
    {
        var end = start - SchemeEnd.Length;
        var begin = end;
        while (begin > 0 && end - begin < 20 && (char.IsAsciiLetterOrDigit(text[begin - 1]) || text[begin - 1] is '+' or '.' or '-'))
            begin--;
        return text[begin..end];
    }

    private static bool IsHost(char c) => char.IsLetterOrDigit(c) || c is '[' or '$' or '/' or '(' or '_' or '%';

    private static bool IsQuote(char c) => c is '"' or '\'' or '`' or '\\';
}
