using System.Globalization;
using System.Text;
using System.Xml;
using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>Writes XML bodies by model. Source: Smithy, XML binding traits; AWS query and EC2 query protocols.</summary>
/// <param name="elementName">The name of a list's element where the model gives none: <c>member</c> or
/// <c>item</c>.</param>
internal sealed class XmlBody(string elementName)
{
    private static readonly XmlWriterSettings _settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // AWS escapes what XML 1.0 has no character for; the writer would throw.
        CheckCharacters = false,
        // A reader turns a bare carriage return into a line feed.
        NewLineHandling = NewLineHandling.Entitize,
    };

    internal static byte[] Document(Action<XmlWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, _settings))
            write(writer);
        return buffer.ToArray();
    }

    internal void WriteMembers(XmlWriter writer, Structure value, Shape shape)
    {
        foreach (var member in shape.Members)
        {
            if (member.Location == MemberLocation.Body && value.TryGetValue(member.Name, out var item)
                && item is not null)
                WriteValue(writer, member.WireName, item, member);
        }
    }

    private void WriteValue(XmlWriter writer, string name, object? value, Member member)
    {
        switch (value)
        {
            case string or bool or DateTimeOffset or byte[] or null:
                writer.WriteElementString(name, Scalar(value, member));
                break;
            case Structure map when member.Shape.Kind == ShapeKind.Map:
                WriteMap(writer, name, map, member);
                break;
            case Structure structure:
                writer.WriteStartElement(name);
                WriteMembers(writer, structure, member.Shape);
                writer.WriteEndElement();
                break;
            case System.Collections.IEnumerable list:
                WriteList(writer, name, list, member);
                break;
            default:
                writer.WriteElementString(name, Scalar(value, member));
                break;
        }
    }

    private void WriteList(XmlWriter writer, string name, System.Collections.IEnumerable list, Member member)
    {
        var element = member.Shape.Element!;
        if (!member.IsFlat)
            writer.WriteStartElement(name);
        foreach (var item in list)
            WriteValue(writer, member.IsFlat ? name : element.LocationName ?? elementName, item, element);
        if (!member.IsFlat)
            writer.WriteEndElement();
    }

    private void WriteMap(XmlWriter writer, string name, Structure map, Member member)
    {
        if (!member.IsFlat)
            writer.WriteStartElement(name);
        foreach (var (key, item) in map)
        {
            writer.WriteStartElement(member.IsFlat ? name : "entry");
            writer.WriteElementString(member.Shape.Key!.LocationName ?? "key", key);
            WriteValue(writer, member.Shape.Value!.LocationName ?? "value", item, member.Shape.Value);
            writer.WriteEndElement();
        }

        if (!member.IsFlat)
            writer.WriteEndElement();
    }

    private static string? Scalar(object? value, Member member) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateTimeOffset time =>
            Timestamps.Text(time, member.TimestampFormat ?? member.Shape.TimestampFormat ?? Timestamps.Iso8601),
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
