using System.Text.Json;
using Amazon.Runtime;

namespace Kraken.AwsClients.Runtime;

/// <summary>Writes the members of requests; what is not set is left out.</summary>
internal static class JsonWriting
{
    public static void Put(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void Put(this Utf8JsonWriter json, string name, ConstantClass? value) => json.Put(name, value?.Value);

    public static void Put(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } set)
            json.WriteBoolean(name, set);
    }

    public static void Put(this Utf8JsonWriter json, string name, int? value) => json.Put(name, (long?)value);

    public static void Put(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } set)
            json.WriteNumber(name, set);
    }

    public static void Put(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } set)
            json.WriteNumber(name, set);
    }

    public static void Put(this Utf8JsonWriter json, string name, MemoryStream? value)
    {
        if (value is not null)
            json.WriteBase64String(name, value.ToArray());
    }

    public static void Put<T>(this Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
            return;
        json.WritePropertyName(name);
        write(json, value);
    }

    public static void PutList<T>(this Utf8JsonWriter json, string name, List<T>? values, Action<Utf8JsonWriter, T> writeItem)
    {
        if (!Collections.IsSet(values))
            return;
        json.WritePropertyName(name);
        json.Items(values, writeItem);
    }

    public static void PutMap<T>(this Utf8JsonWriter json, string name, Dictionary<string, T>? values, Action<Utf8JsonWriter, T> writeItem)
    {
        if (!Collections.IsSet(values))
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WritePropertyName(key);
            writeItem(json, value);
        }

        json.WriteEndObject();
    }

    public static void PutIso8601(this Utf8JsonWriter json, string name, DateTime? value)
    {
        if (value is { } time)
            json.WriteString(name, Timestamps.Iso8601(time));
    }

    public static void PutEpochSeconds(this Utf8JsonWriter json, string name, DateTime? value)
    {
        if (value is { } time)
            json.WriteNumber(name, Timestamps.EpochMilliseconds(time) / 1000m);
    }

    public static void PutEpochMilliseconds(this Utf8JsonWriter json, string name, DateTime? value)
    {
        if (value is { } time)
            json.WriteNumber(name, Timestamps.EpochMilliseconds(time));
    }

    public static void Items<T>(this Utf8JsonWriter json, List<T> values, Action<Utf8JsonWriter, T> writeItem)
    {
        json.WriteStartArray();
        foreach (var value in values)
            writeItem(json, value);
        json.WriteEndArray();
    }

    public static void Text(Utf8JsonWriter json, string value) => json.WriteStringValue(value);
}
