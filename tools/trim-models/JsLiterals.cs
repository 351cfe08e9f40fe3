using System.Globalization;
using System.Text.RegularExpressions;

namespace Kraken.TrimModels;

/// <summary>
/// Reads the constants of a generated JavaScript file: texts, numbers, arrays, objects, and functions that only name
/// another constant. Nothing of the file is run.
/// </summary>
internal sealed partial class JsLiterals
{
    private readonly string _text;
    private readonly Dictionary<string, object?> _values;
    private int _at;

    private JsLiterals(string text, int at, Dictionary<string, object?> values) => (_text, _at, _values) = (text, at, values);

    /// <summary>A function that names another constant: <c>() => Name$</c>.</summary>
    internal sealed record Reference(string Name);

    /// <summary>
    /// The constants by name. A value is a text, a <c>long</c>, a list, a map, a <see cref="Reference"/>, or null.
    /// </summary>
    public static Dictionary<string, object?> Read(string text)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (Match start in Declaration().Matches(text))
            values[start.Groups["name"].Value] = new JsLiterals(text, start.Index + start.Length, values).Value();
        return values;
    }

    private object? Value()
    {
        var value = Single();
        // Kinds are written as sums of bits: 64 | 0.
        while (Skips('|'))
            value = (long)value! | (long)Single()!;
        return value;
    }

    private object? Single()
    {
        Blank();
        switch (_text[_at])
        {
            case '"' or '`':
                var quote = _text[_at++];
                var end = _text.IndexOf(quote, _at);
                var literal = _text[_at..end];
                _at = end + 1;
                return literal;
            case '[':
                return List();
            case '{':
                return Map();
            case '(':
                Expect("()");
                Expect("=>");
                return new Reference(Word());
            default:
                var word = Word();
                return long.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : _values.GetValueOrDefault(word);
        }
    }

    private List<object?> List()
    {
        var items = new List<object?>();
        Expect("[");
        while (!Skips(']'))
        {
            items.Add(Value());
            Skips(',');
        }

        return items;
    }

    private Dictionary<string, object?> Map()
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        Expect("{");
        while (!Skips('}'))
        {
            // A key in brackets is the value of a constant.
            var key = Skips('[') ? (string)Value()! : Word();
            Skips(']');
            Expect(":");
            members[key] = Value();
            Skips(',');
        }

        return members;
    }

    private string Word()
    {
        Blank();
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '$' or '-' or '.'))
            _at++;
        return _at > start
            ? _text[start.._at]
            : throw new InvalidDataException($"'{_text.Substring(start, Math.Min(40, _text.Length - start))}' is no constant; extend JsLiterals.");
    }

    private void Expect(string expected)
    {
        Blank();
        if (string.CompareOrdinal(_text, _at, expected, 0, expected.Length) != 0)
            throw new InvalidDataException($"'{expected}' is expected before '{_text.Substring(_at, Math.Min(40, _text.Length - _at))}'; extend JsLiterals.");
        _at += expected.Length;
    }

    private bool Skips(char character)
    {
        Blank();
        if (_text[_at] != character)
            return false;
        _at++;
        return true;
    }

    private void Blank()
    {
        while (char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    // Calls, as of registries, are no constants: only what begins as a literal is read.
    [GeneratedRegex("""^(?:export )?(?:const|var) (?<name>[\w$]+) = (?=["`\[{\d-])""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
