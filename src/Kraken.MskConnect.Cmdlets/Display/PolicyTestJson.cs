using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kraken.MskConnect.Policies.Proof;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The test of a policy as JSON, with its enums as words.</summary>
internal static class PolicyTestJson
{
    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The text.</summary>
    public static string Of(PolicyTest test) => JsonSerializer.Serialize(test, _options);
}
