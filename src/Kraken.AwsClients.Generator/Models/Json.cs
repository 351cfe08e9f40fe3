using System.Globalization;
using System.Text;

namespace Kraken.AwsClients.Generator.Models;

/// <summary>A JSON value. A source generator cannot bring a JSON library along, so that it reads models itself.</summary>
internal sealed class Json
{
    public static readonly Json Empty = new();

    private Json()
    {
    }

    /// <summary>The members of an object in file order; none for other values.</summary>
    public List<KeyValuePair<string, Json>> Members { get; } = [];

    /// <summary>The items of an array; none for other values.</summary>
    public List<Json> Items { get; } = [];

    /// <summary>A string's value, or the text of a number or literal.</summary>
    public string? Text { get; private set; }

    public bool IsTrue => Text == "true";

    public IEnumerable<string> Texts => Items.Select(item => item.Text!);

    /// <summary>The member of that name, or null.</summary>
    public Json? this[string name] => Members.FirstOrDefault(member => member.Key == name).Value;

    public static Json Parse(string text)
    {
        var position = 0;
        var value = Read(text, ref position);
        SkipSpace(text, ref position);
        return position == text.Length ? value : throw Unexpected(text, position);
    }

    private static Json Read(string text, ref int position)
    {
        SkipSpace(text, ref position);
        var value = new Json();
        switch (Peek(text, position))
        {
            case '{':
                ReadList(text, ref position, '}', (ref int at) =>
                {
                    var name = ReadString(text, ref at);
                    SkipSpace(text, ref at);
                    Expect(text, ref at, ':');
                    value.Members.Add(new(name, Read(text, ref at)));
                });
                break;
            case '[':
                ReadList(text, ref position, ']', (ref int at) => value.Items.Add(Read(text, ref at)));
                break;
            case '"':
                value.Text = ReadString(text, ref position);
                break;
            default:
                var start = position;
                while (position < text.Length && (char.IsLetterOrDigit(text[position]) || "+-.".IndexOf(text[position]) >= 0))
                    position++;
                value.Text = position > start ? text.Substring(start, position - start) : throw Unexpected(text, position);
                break;
        }

        return value;
    }

    private delegate void ItemReader(ref int position);

    private static void ReadList(string text, ref int position, char end, ItemReader readItem)
    {
        position++;
        SkipSpace(text, ref position);
        while (Peek(text, position) != end)
        {
            SkipSpace(text, ref position);
            readItem(ref position);
            SkipSpace(text, ref position);
            if (Peek(text, position) != end)
                Expect(text, ref position, ',');
        }

        position++;
    }

    private static string ReadString(string text, ref int position)
    {
        Expect(text, ref position, '"');
        var value = new StringBuilder();
        for (var c = Peek(text, position); c != '"'; c = Peek(text, position))
        {
            position++;
            if (c != '\\')
            {
                value.Append(c);
                continue;
            }

            var escaped = Peek(text, position++);
            switch (escaped)
            {
                case 'b': value.Append('\b'); break;
                case 'f': value.Append('\f'); break;
                case 'n': value.Append('\n'); break;
                case 'r': value.Append('\r'); break;
                case 't': value.Append('\t'); break;
                case 'u':
                    value.Append((char)int.Parse(text.Substring(position, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    position += 4;
                    break;
                default: value.Append(escaped); break;
            }
        }

        position++;
        return value.ToString();
    }

    private static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }

    private static char Peek(string text, int position) =>
        position < text.Length ? text[position] : throw Unexpected(text, position);

    private static void Expect(string text, ref int position, char expected)
    {
        if (Peek(text, position) != expected)
            throw Unexpected(text, position);
        position++;
    }

    private static ModelException Unexpected(string text, int position) =>
        new($"not JSON at line {text.Take(position).Count(c => c == '\n') + 1}");
}
