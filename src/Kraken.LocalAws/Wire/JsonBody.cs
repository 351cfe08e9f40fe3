using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>
/// Reads and writes JSON bodies by model. Members that the model does not know are ignored. Source: Smithy, AWS JSON and
/// restJson1 protocols.
/// </summary>
internal static class JsonBody
{
    // AWS escapes no more than JSON asks for.
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Structure Read(byte[] body, Shape shape, Func<Member, bool>? wanted = null)
    {
        if (body.Length == 0)
            return [];
        try
        {
            using var document = JsonDocument.Parse(body);
            return ReadStructure(document.RootElement, shape, wanted);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A text that is no UTF-16 is found only when it is taken out, as an InvalidOperationException.
            throw new MalformedRequestException("The body is not JSON.", e);
        }
    }

    internal static byte[] Write(Structure value, Shape? shape, string timestampFormat)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            if (shape is null)
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
            else
            {
                WriteStructure(writer, value, shape, timestampFormat);
            }
        }

        return buffer.ToArray();
    }

    internal static byte[] WriteError(params IEnumerable<(string Name, string Text)> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            writer.WriteStartObject();
            foreach (var (name, text) in members)
                writer.WriteString(name, text);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static Structure ReadStructure(JsonElement element, Shape shape, Func<Member, bool>? wanted = null)
    {
        Expect(element, JsonValueKind.Object, "an object");
        var result = new Structure();
        foreach (var member in shape.Members)
        {
            if ((wanted is null || wanted(member))
                && element.TryGetProperty(member.WireName, out var value)
                && value.ValueKind != JsonValueKind.Null)
            {
                result[member.Name] = ReadValue(value, member);
            }
        }

        return result;
    }

    private static object? ReadValue(JsonElement element, Member member)
    {
        var shape = member.Shape;
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                return ReadStructure(element, shape);
            case ShapeKind.List:
                Expect(element, JsonValueKind.Array, "an array");
                return element.EnumerateArray().Select(e => ReadValue(e, shape.Element!)).ToList();
            case ShapeKind.Map:
                Expect(element, JsonValueKind.Object, "an object");
                var map = new Structure();
                foreach (var entry in element.EnumerateObject())
                    map[entry.Name] = ReadValue(entry.Value, shape.Value!);
                return map;
            case ShapeKind.String:
                Expect(element, JsonValueKind.String, "a string");
                return element.GetString();
            case ShapeKind.Integer:
                Expect(element, JsonValueKind.Number, "a number");
                return element.TryGetInt64(out var number)
                    ? number
                    : throw new MalformedRequestException($"{member.Name} is not an integer.");
            case ShapeKind.Float:
                Expect(element, JsonValueKind.Number, "a number");
                return element.GetDouble();
            case ShapeKind.Boolean:
                return element.ValueKind switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => throw new MalformedRequestException($"{member.Name} is not a boolean."),
                };
            case ShapeKind.Timestamp:
                return Timestamps.TryParse(element.ToString(), out var time)
                    ? time
                    : throw new MalformedRequestException($"{member.Name} is not a point in time.");
            case ShapeKind.Blob:
                Expect(element, JsonValueKind.String, "a string");
                return element.TryGetBytesFromBase64(out var bytes)
                    ? bytes
                    : throw new MalformedRequestException($"{member.Name} is not base64.");
            default:
                throw new InvalidOperationException(shape.Kind.ToString());
        }

        void Expect(JsonElement actual, JsonValueKind kind, string what)
        {
            if (actual.ValueKind != kind)
                throw new MalformedRequestException($"{member.Name} is not {what}.");
        }
    }

    private static void Expect(JsonElement element, JsonValueKind kind, string what)
    {
        if (element.ValueKind != kind)
            throw new MalformedRequestException($"The body is not {what}.");
    }

    private static void WriteStructure(Utf8JsonWriter writer, Structure value, Shape shape, string format)
    {
        writer.WriteStartObject();
        foreach (var member in shape.Members)
        {
            if (member.Location != MemberLocation.Body || !value.TryGetValue(member.Name, out var item) || item is null)
                continue;
            writer.WritePropertyName(member.WireName);
            WriteValue(writer, item, member, format);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value, Member member, string format)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case Structure map when member.Shape.Kind == ShapeKind.Map:
                writer.WriteStartObject();
                foreach (var (key, item) in map)
                {
                    writer.WritePropertyName(key);
                    WriteValue(writer, item, member.Shape.Value!, format);
                }

                writer.WriteEndObject();
                break;
            case Structure structure:
                WriteStructure(writer, structure, member.Shape, format);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case DateTimeOffset time:
                WriteTime(writer, time, member.TimestampFormat ?? member.Shape.TimestampFormat ?? format);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case System.Collections.IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                    WriteValue(writer, item, member.Shape.Element!, format);
                writer.WriteEndArray();
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, DateTimeOffset time, string format)
    {
        if (format == Timestamps.UnixSeconds)
            writer.WriteNumberValue(Timestamps.Seconds(time));
        else
            writer.WriteStringValue(Timestamps.Text(time, format));
    }
}
