using System.Text.Json;

namespace Kraken.AwsClients.Runtime;

/// <summary>Reads the members of responses; what is missing or null is null.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement json, string name) => json.Member(name) is { } value ? Text(value) : null;

    // A service may write a number or a truth value where its model has a string.
    public static string? Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Null => null,
        _ => json.GetRawText(),
    };

    public static bool? Boolean(this JsonElement json, string name) => json.Member(name)?.GetBoolean();

    public static int? Integer(this JsonElement json, string name) => json.Member(name)?.GetInt32();

    public static long? Long(this JsonElement json, string name) => json.Member(name)?.GetInt64();

    public static float? Float(this JsonElement json, string name) => json.Member(name)?.GetSingle();

    public static double? Double(this JsonElement json, string name) => json.Member(name)?.GetDouble();

    public static MemoryStream? Blob(this JsonElement json, string name) =>
        json.Member(name) is { } value ? new MemoryStream(value.GetBytesFromBase64()) : null;

    /// <summary>A time in UTC, from seconds since 1970 or from ISO 8601.</summary>
    public static DateTime? Time(this JsonElement json, string name) => json.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } seconds => Timestamps.FromEpochMilliseconds((long)(seconds.GetDecimal() * 1000)),
        { } text => Timestamps.Parse(text.GetString()!),
    };

    public static DateTime? EpochMilliseconds(this JsonElement json, string name) =>
        json.Member(name) is { } value ? Timestamps.FromEpochMilliseconds(value.GetInt64()) : null;

    public static T? Object<T>(this JsonElement json, string name, Func<JsonElement, T> read)
        where T : class =>
        json.Member(name) is { } value ? read(value) : null;

    public static List<T>? List<T>(this JsonElement json, string name, Func<JsonElement, T> readItem) =>
        json.Member(name) is { } value ? value.Items(readItem) : Collections.Initial<List<T>>();

    public static Dictionary<string, T>? Map<T>(this JsonElement json, string name, Func<JsonElement, T> readItem)
    {
        if (json.Member(name) is not { } value)
            return Collections.Initial<Dictionary<string, T>>();
        var map = new Dictionary<string, T>();
        foreach (var member in value.EnumerateObject())
            map[member.Name] = readItem(member.Value);
        return map;
    }

    public static List<T> Items<T>(this JsonElement json, Func<JsonElement, T> readItem)
    {
        var items = new List<T>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
            items.Add(readItem(item));
        return items;
    }

    private static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
