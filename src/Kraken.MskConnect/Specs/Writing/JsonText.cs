using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Specs.Reading;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Writing;

/// <summary>Writes specs as JSON.</summary>
internal static class JsonText
{
    // Files are read by people: letters beyond ASCII, quotes and ampersands stay as they are.
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Of(IReadOnlyList<WrittenSpec> specs)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            if (specs.Count == 1)
            {
                Write(writer, specs[0]);
            }
            else
            {
                writer.WriteStartObject();
                writer.WriteStartArray(WrittenSpec.Connectors);
                foreach (var spec in specs)
                    Write(writer, spec);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
        }

        return ForeignText.Json(Encoding.UTF8.GetString(buffer.ToArray()).ReplaceLineEndings("\n")) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, WrittenSpec spec)
    {
        writer.WriteStartObject();
        foreach (var (field, value) in spec.Fields)
        {
            writer.WritePropertyName(field.TerraformName);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case IReadOnlyList<string> list:
                writer.WriteStartArray();
                foreach (var item in list)
                    writer.WriteStringValue(item);
                writer.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, string> map:
                writer.WriteStartObject();
                foreach (var (key, item) in map)
                    writer.WriteString(key, item);
                writer.WriteEndObject();
                break;
            case IReadOnlyList<SpecObject> objects:
                writer.WriteStartArray();
                foreach (var item in objects)
                    Write(writer, item.ToNode(withFileNames: true));
                writer.WriteEndArray();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            default:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, SpecNode node)
    {
        switch (node)
        {
            case SpecMap map:
                writer.WriteStartObject();
                foreach (var (key, value) in map.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case SpecList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case SpecPlain plain:
                writer.WriteRawValue(plain.Text);
                break;
            case SpecText text:
                writer.WriteStringValue(text.Value);
                break;
        }
    }
}
