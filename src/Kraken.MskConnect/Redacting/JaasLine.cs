namespace Kraken.MskConnect.Redacting;

/// <summary>
/// Tells whether a JAAS configuration holds a secret. The form is
/// <c>LoginModuleClass controlFlag key=value key="value" … ;</c>, once or more often; controlFlag is required, requisite,
/// sufficient or optional. Source: Apache Kafka, sasl.jaas.config; Java's JAAS login configuration file.
/// </summary>
internal static class JaasLine
{
    private static readonly string[] _flags = ["required", "requisite", "sufficient", "optional"];

    /// <summary>Whether the line is understood whole and no option of it gives a secret in plain text.</summary>
    public static bool HoldsNoSecret(string line)
    {
        var at = 0;
        var modules = 0;
        while (Word(line, ref at, c => char.IsLetterOrDigit(c) || c is '.' or '_' or '$') is { Length: > 0 } module)
        {
            if (!module.Contains('.', StringComparison.Ordinal) && !module.EndsWith("LoginModule", StringComparison.Ordinal))
                return false;
            if (!_flags.Contains(Word(line, ref at, char.IsLetter), StringComparer.OrdinalIgnoreCase) || !Options(line, ref at))
                return false;
            modules++;
        }

        return modules > 0 && at == line.Length;
    }

    private static bool Options(string line, ref int at)
    {
        for (; ; )
        {
            SkipBlanks(line, ref at);
            if (at >= line.Length)
                return true;
            if (line[at] == ';')
            {
                at++;
                SkipBlanks(line, ref at);
                return true;
            }

            var key = Word(line, ref at, c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-');
            SkipBlanks(line, ref at);
            if (key.Length == 0 || at >= line.Length || line[at] != '=')
                return false;
            at++;
            SkipBlanks(line, ref at);
            if (Value(line, ref at) is not { } value)
                return false;
            if (value.Length > 0 && !References.IsHarmless(value)
                && (SecretKeys.Instance.IsSecretKey(key) || SecretScan.Find(value, isValue: true).Count > 0))
            {
                return false;
            }
        }
    }

    private static string? Value(string line, ref int at)
    {
        if (at < line.Length && line[at] == '"')
        {
            var start = ++at;
            while (at < line.Length && line[at] != '"')
                at += line[at] == '\\' ? 2 : 1;
            return at < line.Length ? line[start..at++] : null;
        }

        var begin = at;
        while (at < line.Length && line[at] != ';' && line[at] != '"' && !char.IsWhiteSpace(line[at]))
            at = Math.Max(at + 1, References.EndOf(line, at));
        return line[begin..at];
    }

    private static string Word(string line, ref int at, Func<char, bool> isPart)
    {
        SkipBlanks(line, ref at);
        var start = at;
        while (at < line.Length && isPart(line[at]))
            at++;
        return line[start..at];
    }

    private static void SkipBlanks(string line, ref int at)
    {
        while (at < line.Length && char.IsWhiteSpace(line[at]))
            at++;
    }
}
