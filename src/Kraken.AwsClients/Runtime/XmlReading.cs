using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Kraken.AwsClients.Runtime;

/// <summary>Reads the members of responses by their local names; what is missing is null.</summary>
internal static class XmlReading
{
    public static XElement? Child(this XElement xml, string name)
    {
        foreach (var child in xml.Elements())
        {
            if (child.Name.LocalName == name)
                return child;
        }

        return null;
    }

    public static string? Text(this XElement xml, string name) => xml.Child(name)?.Value;

    public static string Text(XElement xml) => xml.Value;

    public static bool? Boolean(this XElement xml, string name) => xml.Value(name) is { } text ? XmlConvert.ToBoolean(text) : null;

    public static int? Integer(this XElement xml, string name) =>
        xml.Value(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public static long? Long(this XElement xml, string name) =>
        xml.Value(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public static DateTime? Time(this XElement xml, string name) => xml.Value(name) is { } text ? Timestamps.Parse(text) : null;

    public static T? Object<T>(this XElement xml, string name, Func<XElement, T> read)
        where T : class =>
        xml.Child(name) is { } child ? read(child) : null;

    public static List<T>? List<T>(this XElement xml, string name, string itemName, Func<XElement, T> readItem)
    {
        if (xml.Child(name) is not { } list)
            return Collections.Initial<List<T>>();
        var items = new List<T>();
        foreach (var item in list.Elements())
        {
            if (item.Name.LocalName == itemName)
                items.Add(readItem(item));
        }

        return items;
    }

    /// <summary>A map: entries of a key and a value. Source: Smithy, AWS query protocol, map serialization.</summary>
    public static Dictionary<string, T>? Map<T>(this XElement xml, string name, Func<XElement, T> readItem)
    {
        if (xml.Child(name) is not { } map)
            return Collections.Initial<Dictionary<string, T>>();
        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in map.Elements())
        {
            if (entry.Text("key") is { } key && entry.Child("value") is { } value)
                items[key] = readItem(value);
        }

        return items;
    }

    // An empty element of a number, truth value or time has no value.
    private static string? Value(this XElement xml, string name) => xml.Text(name) is { Length: > 0 } text ? text : null;
}
