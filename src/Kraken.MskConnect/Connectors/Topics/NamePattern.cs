using System.Text;

namespace Kraken.MskConnect.Connectors.Topics;

/// <summary>
/// Tells which names a regular expression stands for, as people write them into include lists: a name, alternatives, or a
/// beginning. A dot that stands alone counts as itself, since names are written so.
/// </summary>
internal static class NamePattern
{
    /// <summary>More alternatives than these become the beginning that they share.</summary>
    private const int MostNames = 50;

    /// <summary>A name, or where it is not whole, a beginning of names.</summary>
    internal readonly record struct Part(string Text, bool IsWhole);

    /// <summary>
    /// The names and beginnings; together they cover all that the expression matches. An empty beginning covers all.
    /// </summary>
    internal static IReadOnlyList<Part> Expand(string pattern)
    {
        var reader = new Reader(pattern.Trim().TrimStart('^'));
        var parts = reader.Alternatives(isGroup: false);
        if (!reader.IsAtEnd)
            parts = [new Part("", false)];
        return [.. parts.Distinct()];
    }

    private sealed class Reader(string text)
    {
        private int _at;

        internal bool IsAtEnd => _at >= text.Length;

        /// <summary>Reads what stands between bars, up to the end or the group's bracket.</summary>
        internal List<Part> Alternatives(bool isGroup)
        {
            var all = Sequence(isGroup);
            while (!IsAtEnd && text[_at] == '|')
            {
                _at++;
                all.AddRange(Sequence(isGroup));
            }

            return Few(all);
        }

        private List<Part> Sequence(bool isGroup)
        {
            List<Part> parts = [new("", true)];
            while (!IsAtEnd && text[_at] != '|' && !(isGroup && text[_at] == ')'))
            {
                var next = Item();
                // After a quantifier anything may follow, so what stands behind it no longer counts.
                parts = Few([.. parts.SelectMany(p => !p.IsWhole ? [p] : next.Select(n => new Part(p.Text + n.Text, n.IsWhole)))]);
            }

            return parts;
        }

        private List<Part> Item()
        {
            var c = text[_at++];
            List<Part> item = c switch
            {
                '\\' => Escape(),
                '(' => Group(),
                '[' => Class(),
                '.' => [new Part(".", true)],
                '$' when IsAtEnd || text[_at] is '|' or ')' => [new Part("", true)],
                _ => [new Part(c.ToString(), true)],
            };
            if (IsAtEnd || text[_at] is not ('*' or '+' or '?' or '{'))
                return item;
            var isOptional = text[_at] == '?';
            Quantifier();
            // An optional part may be missing; of a repeated one only what stands before it is certain.
            return isOptional && c != '.' ? [new Part("", true), .. item] : [new Part("", false)];
        }

        private void Quantifier()
        {
            if (text[_at] == '{')
            {
                while (!IsAtEnd && text[_at] != '}')
                    _at++;
            }

            _at = Math.Min(_at + 1, text.Length);
            if (!IsAtEnd && text[_at] is '?' or '+')
                _at++;
        }

        private List<Part> Escape()
        {
            if (IsAtEnd)
                return [new Part("", false)];
            var c = text[_at++];
            return char.IsAsciiLetterOrDigit(c) ? [new Part("", false)] : [new Part(c.ToString(), true)];
        }

        private List<Part> Group()
        {
            if (!IsAtEnd && text[_at] == '?')
            {
                if (_at + 1 < text.Length && text[_at + 1] == ':')
                    _at += 2;
                else
                    return Give();
            }

            var inner = Alternatives(isGroup: true);
            if (IsAtEnd)
                return [new Part("", false)];
            _at++;
            return inner;
        }

        /// <summary>Each letter of a class, where there are few and no ranges.</summary>
        private List<Part> Class()
        {
            var end = text.IndexOf(']', Math.Min(_at + 1, text.Length));
            if (end < 0)
                return Give();
            var letters = text[_at..end];
            _at = end + 1;
            return letters.StartsWith('^') || letters.IndexOfAny(['-', '\\', '[']) >= 0
                ? [new Part("", false)]
                : [.. letters.Distinct().Select(l => new Part(l.ToString(), true))];
        }

        private List<Part> Give()
        {
            _at = text.Length;
            return [new Part("", false)];
        }

        private static List<Part> Few(List<Part> parts)
        {
            if (parts.Count <= MostNames)
                return parts;
            var (first, last) = (parts.Select(p => p.Text).Min(StringComparer.Ordinal)!, parts.Select(p => p.Text).Max(StringComparer.Ordinal)!);
            var shared = new StringBuilder();
            foreach (var (a, b) in first.Zip(last).TakeWhile(p => p.First == p.Second))
                shared.Append(a);
            return [new Part(shared.ToString(), false)];
        }
    }
}
