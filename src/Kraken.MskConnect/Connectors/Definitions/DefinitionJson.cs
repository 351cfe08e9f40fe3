using System.Text.Json;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Connectors.Definitions;

/// <summary>One object of a definition file; what it says wrong names the place.</summary>
/// <param name="Element">The object.</param>
/// <param name="Place">Where it stands, for example <c>aws_calls[0]</c>; empty for the whole file.</param>
internal readonly record struct DefinitionJson(JsonElement Element, string Place)
{
    private string At(string member) => Place.Length == 0 ? member : $"{Place}.{member}";

    /// <summary>Refuses what is no object, and members that the format does not have.</summary>
    internal void Allow(params ReadOnlySpan<string> members)
    {
        if (Element.ValueKind != JsonValueKind.Object)
            throw Wrong(Place, "is not an object", "Write it in braces.");
        foreach (var member in Element.EnumerateObject())
        {
            if (!members.Contains(member.Name) && member.Name != "$schema")
            {
                throw Wrong(
                    At(member.Name), "is not a part of a connector definition",
                    $"Its parts are {string.Join(", ", members.ToArray())}.");
            }
        }
    }

    internal JsonElement? Find(string member) => Element.TryGetProperty(member, out var value) ? value : null;

    internal string Text(string member) => FindText(member)
        ?? throw Wrong(At(member), "is missing", "Give it as a text.");

    internal string? FindText(string member) => Find(member) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } given => given,
        _ => throw Wrong(At(member), "is not a text", "Write it in quotation marks."),
    };

    internal long? FindNumber(string member) => Find(member) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var given) => given,
        _ => throw Wrong(At(member), "is not a whole number", "Write digits only."),
    };

    internal bool Flag(string member) => Find(member) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(At(member), "is neither true nor false", "Write true or false."),
    };

    /// <summary>A text or a list of texts; empty where it is missing.</summary>
    internal IReadOnlyList<string> Texts(string member)
    {
        var place = At(member);
        return Find(member) switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } one => [one.GetString()!],
            { ValueKind: JsonValueKind.Array } many =>
            [
                .. many.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String
                    ? e.GetString()!
                    : throw Wrong(place, "contains something other than texts", "Write each entry in quotation marks.")),
            ],
            _ => throw Wrong(place, "is not a list of texts", "Write it in square brackets."),
        };
    }

    /// <summary>The objects of a list; none where it is missing.</summary>
    internal IReadOnlyList<DefinitionJson> Objects(string member)
    {
        var place = At(member);
        return Find(member) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select((e, i) => new DefinitionJson(e, $"{place}[{i}]"))],
            _ => throw Wrong(place, "is not a list", "Write it in square brackets."),
        };
    }

    /// <summary>The members of an object; none where it is missing.</summary>
    internal IReadOnlyList<(string Name, JsonElement Value, string Place)> Members(string member)
    {
        var place = At(member);
        return Find(member) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Object } map => [.. map.EnumerateObject().Select(m => (m.Name, m.Value, $"{place}.{m.Name}"))],
            _ => throw Wrong(place, "is not an object", "Write it in braces."),
        };
    }

    internal static KrakenException Wrong(string place, string problem, string remedy) => new(
        KrakenErrorKind.SpecInvalid,
        $"ConnectorDefinition: {(place.Length == 0 ? "the file" : $"'{BoundedText.Of(place)}'")} {problem}.", remedy);
}
