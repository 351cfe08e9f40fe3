using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.State;

/// <summary>
/// How resources are written to the state file: every property that holds something, whatever its visibility, and none
/// that is computed.
/// </summary>
internal static class StateJson
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    internal static JsonSerializerOptions Options { get; } = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TakeWhatHolds } },
        Converters =
        {
            new StructureConverter(),
            new ValueConverter(),
            new AddressConverter(),
            new JsonStringEnumConverter(),
        },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static void TakeWhatHolds(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
            return;
        var own = info.Type.GetProperties(Instance).Where(p => HasField(info.Type, p)).ToList();
        foreach (var computed in info.Properties.Where(p => own.All(o => o.Name != p.Name)).ToList())
            info.Properties.Remove(computed);
        foreach (var property in own.Where(o => info.Properties.All(p => p.Name != o.Name)))
        {
            var json = info.CreateJsonPropertyInfo(property.PropertyType, property.Name);
            json.Get = property.GetValue;
            if (property.SetMethod is not null)
                json.Set = property.SetValue;
            else
                json.ObjectCreationHandling = JsonObjectCreationHandling.Populate;
            info.Properties.Add(json);
        }
    }

    private static bool HasField(Type type, PropertyInfo property) =>
        type.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private sealed class StructureConverter : JsonConverter<Structure>
    {
        public override Structure Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ValueConverter.ReadValue(ref reader) as Structure ?? throw new JsonException("Not an object.");

        public override void Write(Utf8JsonWriter writer, Structure value, JsonSerializerOptions options) =>
            ValueConverter.WriteValue(writer, value);
    }

    /// <summary>The values of a <see cref="Structure"/> that services keep: texts, whole numbers, flags, nested.</summary>
    private sealed class ValueConverter : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ReadValue(ref reader);

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
            WriteValue(writer, value);

        internal static object? ReadValue(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    var structure = new Structure();
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                    {
                        var name = reader.GetString()!;
                        reader.Read();
                        structure[name] = ReadValue(ref reader);
                    }

                    return structure;
                case JsonTokenType.StartArray:
                    var list = new List<object?>();
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                        list.Add(ReadValue(ref reader));
                    return list;
                case JsonTokenType.String:
                    return reader.GetString();
                case JsonTokenType.Number:
                    return reader.GetInt64();
                case JsonTokenType.True or JsonTokenType.False:
                    return reader.GetBoolean();
                default:
                    return null;
            }
        }

        internal static void WriteValue(Utf8JsonWriter writer, object? value)
        {
            switch (value)
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case string text:
                    writer.WriteStringValue(text);
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case int or long:
                    writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    break;
                case Structure structure:
                    writer.WriteStartObject();
                    foreach (var (name, item) in structure)
                    {
                        writer.WritePropertyName(name);
                        WriteValue(writer, item);
                    }

                    writer.WriteEndObject();
                    break;
                case IEnumerable<object?> list:
                    writer.WriteStartArray();
                    foreach (var item in list)
                        WriteValue(writer, item);
                    writer.WriteEndArray();
                    break;
                default:
                    throw new NotSupportedException($"A {value.GetType().Name} cannot be kept in the state file.");
            }
        }
    }

    private sealed class AddressConverter : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            IPAddress.TryParse(reader.GetString(), out var address)
                ? address
                : throw new JsonException("Not an IP address.");

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
