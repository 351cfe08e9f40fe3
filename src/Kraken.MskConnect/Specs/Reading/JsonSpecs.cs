using System.Globalization;
using System.Text;
using System.Text.Json;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Reading;

/// <summary>Reads JSON, and notes in which lines its values stand.</summary>
internal static class JsonSpecs
{
    private static readonly JsonReaderOptions _options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = Unreadable.DeepestNesting,
    };

    internal static SpecNode Parse(string text, string source)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(bytes, _options);
            reader.Read();
            var lines = new LineCount(bytes);
            var root = Convert(ref reader, ref lines);

            // Whatever follows is an error.
            while (reader.Read())
            {
            }

            return root;
        }
        catch (JsonException e)
        {
            // The exception itself is left out: its message quotes the text.
            var place = JsonPlace.Of(e, text);
            throw Unreadable.At(source, "JSON", place.Line, place.Column, SyntaxFault.OfJson(e.Message));
        }
        catch (InvalidOperationException)
        {
            // A \u escape that is half of a pair; where it stands is not told.
            throw Unreadable.NoSpec(source, "a text with broken characters");
        }
    }

    private static SpecNode Convert(ref Utf8JsonReader reader, ref LineCount lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        SpecNode node = reader.TokenType switch
        {
            JsonTokenType.StartObject => Map(ref reader, ref lines),
            JsonTokenType.StartArray => List(ref reader, ref lines),
            JsonTokenType.String => new SpecText(reader.GetString()!),
            JsonTokenType.Number => new SpecPlain(NumberText(ref reader), IsNumber: true),
            JsonTokenType.True => new SpecPlain("true", IsNumber: false),
            JsonTokenType.False => new SpecPlain("false", IsNumber: false),
            _ => new SpecNull(),
        };
        return node with { Line = line };
    }

    private static SpecMap Map(ref Utf8JsonReader reader, ref LineCount lines)
    {
        var entries = new List<KeyValuePair<string, SpecNode>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (name, line) = (reader.GetString()!, lines.At(reader.TokenStartIndex));
            reader.Read();
            entries.Add(KeyValuePair.Create(name, Convert(ref reader, ref lines) with { Line = line }));
        }

        return new SpecMap(entries);
    }

    private static SpecList List(ref Utf8JsonReader reader, ref LineCount lines)
    {
        var items = new List<SpecNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Convert(ref reader, ref lines));
        return new SpecList(items);
    }

    /// <summary>The number without needless zeros and exponent, as Terraform writes it.</summary>
    private static string NumberText(ref Utf8JsonReader reader) => reader.TryGetDecimal(out var number)
        ? number.ToString("0.############################", CultureInfo.InvariantCulture)
        : Encoding.UTF8.GetString(reader.ValueSpan);

    /// <summary>Counts lines up to places that only go forward.</summary>
    private ref struct LineCount(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _at;
        private int _line = 1;

        public int At(long place)
        {
            _line += _text[_at..(int)place].Count((byte)'\n');
            _at = (int)place;
            return _line;
        }
    }
}
