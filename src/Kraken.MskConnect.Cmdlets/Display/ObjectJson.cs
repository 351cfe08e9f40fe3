using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>An object as JSON, with its enums as words.</summary>
internal static class ObjectJson
{
    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The text.</summary>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, _options);
}
