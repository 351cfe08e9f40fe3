using System.Globalization;
using System.Text.Json;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Reading;

/// <summary>Reads JSON.</summary>
internal static class JsonSpecs
{
    private static readonly JsonDocumentOptions _options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = Unreadable.DeepestNesting,
    };

    internal static SpecNode Parse(string text, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(text, _options);
            return Convert(document.RootElement);
        }
        catch (JsonException e)
        {
            // The exception itself is left out: its message quotes the text.
            var place = JsonPlace.Of(e, text);
            throw Unreadable.At(source, "JSON", place.Line, place.Column);
        }
        catch (InvalidOperationException)
        {
            // A \u escape that is half of a pair; where it stands is not told.
            throw Unreadable.NoSpec(source, "a text with broken characters");
        }
    }

    private static SpecNode Convert(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new SpecMap(
            [.. element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Convert(p.Value)))]),
        JsonValueKind.Array => new SpecList([.. element.EnumerateArray().Select(Convert)]),
        JsonValueKind.String => new SpecText(element.GetString()!),
        JsonValueKind.Number => new SpecPlain(NumberText(element), IsNumber: true),
        JsonValueKind.True => new SpecPlain("true", IsNumber: false),
        JsonValueKind.False => new SpecPlain("false", IsNumber: false),
        _ => new SpecNull(),
    };

    /// <summary>The number without needless zeros and exponent, as Terraform writes it.</summary>
    private static string NumberText(JsonElement element) => element.TryGetDecimal(out var number)
        ? number.ToString("0.############################", CultureInfo.InvariantCulture)
        : element.GetRawText();
}
