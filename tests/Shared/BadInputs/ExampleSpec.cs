using System.Text.Json;

namespace Kraken.Tests.Shared;

/// <summary>An example spec as plain values, to be changed.</summary>
public static class ExampleSpec
{
    /// <summary>What stands for a secret in plain text and must come out nowhere.</summary>
    public const string Canary = "kraken-canary-7f3b21";

    /// <summary>Reads a file of <c>examples/specs</c>.</summary>
    public static Dictionary<string, object?> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return (Dictionary<string, object?>)Plain(document.RootElement)!;
    }

    /// <summary>A copy that shares nothing with the original.</summary>
    public static Dictionary<string, object?> Copy(Dictionary<string, object?> spec) => (Dictionary<string, object?>)CopyOf(spec)!;

    private static object? CopyOf(object? value) => value switch
    {
        Dictionary<string, object?> map => map.ToDictionary(e => e.Key, e => CopyOf(e.Value)),
        List<object?> list => list.ConvertAll(CopyOf),
        _ => value,
    };

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetInt64(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
