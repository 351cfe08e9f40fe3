using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kraken.Tests.Shared.Fuzz;

/// <summary>
/// Makes texts that match a model's pattern: classes, escapes, groups, alternatives and quantifiers, which is all that
/// the models use. <c>\w</c> and <c>\d</c> mean ASCII, as they do where AWS evaluates them (Smithy, pattern trait:
/// ECMA 262).
/// </summary>
internal sealed class PatternText
{
    private const int Attempts = 200;

    // Letters of several scripts, digits that are not ASCII, separators and signs.
    private static readonly char[] _candidates =
    [
        .. Enumerable.Range(0, 256).Select(i => (char)i),
        'Ω', 'ж', '中', 'ﬁ', '٣', '\u2003', '\u2028', '–', '€',
    ];

    private static readonly Dictionary<string, PatternText> _known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, char[]> _classes = new(StringComparer.Ordinal);
    private readonly string _pattern;
    private readonly Regex _whole;

    private PatternText(string pattern)
    {
        _pattern = pattern;
        _whole = new Regex($"^(?:{Ascii(pattern)})\\z", RegexOptions.CultureInvariant);
    }

    public static PatternText For(string pattern)
    {
        lock (_known)
        {
            if (!_known.TryGetValue(pattern, out var known))
                _known[pattern] = known = new PatternText(pattern);
            return known;
        }
    }

    public bool Matches(string text) => _whole.IsMatch(text);

    /// <summary>A text that matches, of a length within the bounds.</summary>
    public string Make(Random random, int min, int max)
    {
        for (var i = 0; i < Attempts; i++)
        {
            // A length that is likely to be met where the pattern is one repeated class.
            var wanted = random.Next(4) == 0 ? min : random.Next(min, Math.Min(max, min + 40) + 1);
            var text = new StringBuilder();
            var position = 0;
            Alternatives(ref position, random, wanted, text);
            var result = text.Length > max ? text.ToString(0, max) : text.ToString();
            if (result.Length >= min && Matches(result))
                return result;
        }

        throw new InvalidOperationException(
            $"No text of {min} to {max} characters was found for the pattern {_pattern}.");
    }

    /// <summary>The text with a character that makes it not match, or null where any text matches.</summary>
    public string? Break(Random random, string text)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var at = random.Next(text.Length + 1);
            var wrong = _candidates[random.Next(_candidates.Length)];
            var broken = at == text.Length || text.Length == 0
                ? text[..Math.Max(0, text.Length - 1)] + wrong
                : text[..at] + wrong + text[(at + 1)..];
            // A form or an XML document cannot carry every control character.
            if (wrong >= ' ' && !Matches(broken))
                return broken;
        }

        return null;
    }

    private static string Ascii(string pattern)
    {
        var result = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                var meaning = pattern[++i] switch
                {
                    'w' => "A-Za-z0-9_",
                    'd' => "0-9",
                    var other => $"\\{other}",
                };
                result.Append(meaning[0] == '\\' || inClass ? meaning : $"[{meaning}]");
                continue;
            }

            inClass = pattern[i] == '[' || (inClass && pattern[i] != ']');
            result.Append(pattern[i]);
        }

        return result.ToString();
    }

    private void Alternatives(ref int position, Random random, int wanted, StringBuilder into)
    {
        var start = into.Length;
        var choices = new List<string>();
        do
        {
            if (choices.Count > 0)
                position++;
            var made = new StringBuilder();
            Sequence(ref position, random, wanted, made);
            choices.Add(made.ToString());
        }
        while (position < _pattern.Length && _pattern[position] == '|');
        into.Length = start;
        into.Append(choices[random.Next(choices.Count)]);
    }

    private void Sequence(ref int position, Random random, int wanted, StringBuilder into)
    {
        while (position < _pattern.Length && _pattern[position] is not ('|' or ')'))
        {
            var start = position;
            SkipAtom(ref position);
            var end = position;
            var (least, most) = Quantifier(ref position);
            var enough = most == int.MaxValue ? Math.Max(least, wanted) : most;
            var times = random.Next(2) == 0 ? enough : random.Next(least, enough + 1);
            for (var i = 0; i < times; i++)
                Atom(start, end, random, wanted, into);
        }
    }

    private void SkipAtom(ref int position)
    {
        switch (_pattern[position])
        {
            case '[':
                while (_pattern[position] != ']')
                    position += _pattern[position] == '\\' ? 2 : 1;
                position++;
                break;
            case '(':
                var depth = 0;
                do
                {
                    if (_pattern[position] == '[')
                    {
                        SkipAtom(ref position);
                        continue;
                    }

                    depth += _pattern[position] switch { '(' => 1, ')' => -1, _ => 0 };
                    position += _pattern[position] == '\\' ? 2 : 1;
                }
                while (depth > 0);
                break;
            case '\\':
                position += _pattern[position + 1] switch { 'u' => 6, 'p' => 5, _ => 2 };
                break;
            default:
                position++;
                break;
        }
    }

    private (int Least, int Most) Quantifier(ref int position)
    {
        switch (position < _pattern.Length ? _pattern[position] : ' ')
        {
            case '*':
                position++;
                return (0, int.MaxValue);
            case '+':
                position++;
                return (1, int.MaxValue);
            case '?':
                position++;
                return (0, 1);
            case '{':
                var end = _pattern.IndexOf('}', position);
                var bounds = _pattern[(position + 1)..end].Split(',');
                position = end + 1;
                var least = int.Parse(bounds[0], CultureInfo.InvariantCulture);
                var most = bounds.Length == 1 ? bounds[0] : bounds[1];
                return (least, most.Length == 0 ? int.MaxValue : int.Parse(most, CultureInfo.InvariantCulture));
            default:
                return (1, 1);
        }
    }

    private void Atom(int start, int end, Random random, int wanted, StringBuilder into)
    {
        var atom = _pattern[start..end];
        switch (atom[0])
        {
            case '^' or '$':
                break;
            case '(':
                var position = start + 1;
                Alternatives(ref position, random, Math.Min(wanted, 8), into);
                break;
            default:
                if (!_classes.TryGetValue(atom, out var fitting))
                {
                    var expression = new Regex($"^{Ascii(atom)}\\z", RegexOptions.CultureInvariant);
                    _classes[atom] = fitting = [.. _candidates.Where(c => expression.IsMatch($"{c}"))];
                }

                into.Append(fitting[random.Next(fitting.Length)]);
                break;
        }
    }
}
