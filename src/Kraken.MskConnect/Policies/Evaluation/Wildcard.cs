namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>IAM's wildcards: <c>*</c> stands for any characters, <c>?</c> for any one character.</summary>
public static class Wildcard
{
    /// <summary>Stands in a pattern for the character <c>*</c> itself; of Unicode's private use, so in no policy.</summary>
    internal const char LiteralStar = '\uE000';

    /// <summary>Stands in a pattern for the character <c>?</c> itself.</summary>
    internal const char LiteralQuestionMark = '\uE001';

    /// <summary>Stands in an expanded text for the character <c>$</c> itself, which begins no variable.</summary>
    internal const char LiteralDollar = '\uE002';

    // Stand for the wildcards of a pattern that is matched as if it were a value: the first matches * and ? of the other
    // pattern, both only *.
    private const string AnyCharacter = "\u0001";
    private const string AnyCharacters = "\u0001\u0002";

    /// <summary>The text as a pattern that matches nothing else.</summary>
    internal static string Literal(string text) =>
        text.Replace('*', LiteralStar).Replace('?', LiteralQuestionMark).Replace('$', LiteralDollar);

    /// <summary>The text with those characters themselves, for what compares without wildcards.</summary>
    internal static string Plain(string text) =>
        text.Replace(LiteralStar, '*').Replace(LiteralQuestionMark, '?').Replace(LiteralDollar, '$');

    /// <summary>Whether the whole value matches. Goes back no further than to the last star.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="value">The value; it has no wildcards.</param>
    /// <param name="ignoreCase">Whether case is ignored. Default false.</param>
    public static bool Matches(string pattern, string value, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(value);
        if (!EndsAlike(pattern, value, ignoreCase))
            return false;
        int p = 0, v = 0, star = -1, resume = 0;
        while (v < value.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = v;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], value[v], ignoreCase)))
            {
                p++;
                v++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                v = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    /// <summary>
    /// Whether the ARN matches part by part: a wildcard does not reach over one of the first five colons.
    /// Source: IAM user guide, Amazon Resource Name (ARN) condition operators.
    /// </summary>
    public static bool MatchesArn(string pattern, string arn)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(arn);
        var patterns = pattern.Split(':', 6);
        var parts = arn.Split(':', 6);
        return patterns.Length == 6 && parts.Length == 6
            && patterns.Zip(parts).All(pair => Matches(pair.First, pair.Second));
    }

    /// <summary>Whether one pattern matches all that another one matches.</summary>
    /// <param name="container">The pattern that may be the wider one.</param>
    /// <param name="pattern">The pattern that may be within it.</param>
    /// <param name="ignoreCase">Whether case is ignored. Default false.</param>
    internal static bool Contains(string container, string pattern, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return Matches(
            container,
            pattern.Replace("*", AnyCharacters, StringComparison.Ordinal).Replace("?", AnyCharacter, StringComparison.Ordinal),
            ignoreCase);
    }

    /// <summary>
    /// Whether what follows the last star is the value's end. Policies list resources by the thousand that have a long
    /// beginning in common, so most differ there.
    /// </summary>
    private static bool EndsAlike(string pattern, string value, bool ignoreCase)
    {
        for (int p = pattern.Length - 1, v = value.Length - 1; p >= 0 && pattern[p] != '*'; p--, v--)
        {
            if (v < 0 || (pattern[p] != '?' && !Same(pattern[p], value[v], ignoreCase)))
                return false;
        }

        return true;
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b
        || a switch
        {
            LiteralStar => b == '*',
            LiteralQuestionMark => b == '?',
            LiteralDollar => b == '$',
            _ => ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b),
        };
}
