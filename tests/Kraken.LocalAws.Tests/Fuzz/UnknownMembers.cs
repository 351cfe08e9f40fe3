using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Kraken.LocalAws.Wire;
using Kraken.Tests.Shared.Fuzz;

namespace Kraken.LocalAws.Tests.Fuzz;

/// <summary>
/// Puts members that no model knows into messages, at any place where a structure stands: what AWS may do with any
/// response, and a newer client with a request.
/// </summary>
internal sealed class UnknownMembers(Random random, FuzzService service)
{
    private static readonly string[] _values =
        ["""{"a":[1,{"b":null}]}""", "[[],[{}]]", "\"\\u0000x\"", "-1.5e300", "true", "null", "{}"];

    private static readonly XmlReaderSettings _settings = new() { CheckCharacters = false };

    private int _names;

    public WireRequest Into(WireRequest request, FuzzOperation operation)
    {
        if (service.Model.Protocol is "query" or "ec2")
        {
            var form = Encoding.UTF8.GetString(request.Body) + $"&{Name()}=1&{Name()}.member.1.{Name()}=x&{Name()}.2=";
            return With(Encoding.UTF8.GetBytes(form));
        }

        return request.Body.Length == 0 ? request : With(Into(request.Body, operation.Input));

        WireRequest With(byte[] body) => new(request.Method, Target(request), request.Headers, body);
    }

    public WireResponse Into(WireResponse response, FuzzOperation operation)
    {
        if (response.Body.Length == 0)
            return response;
        var changed = new WireResponse
        {
            Status = response.Status,
            ContentType = response.ContentType,
            Body = Into(response.Body, operation.Output, operation.ResultWrapper),
        };
        foreach (var (name, value) in response.Headers)
            changed.Headers[name] = value;
        return changed;
    }

    private static string Target(WireRequest request)
    {
        var fields = request.Query.SelectMany(
            g => g.Select(v => $"{Uri.EscapeDataString(g.Key)}={Uri.EscapeDataString(v)}"));
        return $"{request.RawPath}?{string.Join('&', fields)}";
    }

    private byte[] Into(byte[] body, FuzzShape? shape, string? wrapper = null)
    {
        if (service.Model.Protocol is "query" or "ec2")
        {
            using var reader = XmlReader.Create(new MemoryStream(body), _settings);
            var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
            var root = document.Root!;
            var result = wrapper is null ? root : root.Elements().First(e => e.Name.LocalName == wrapper);
            Structure(result, shape);
            if (result != root)
                Insert(root);
            return XmlBody.Document(document.Save);
        }

        return Encoding.UTF8.GetBytes(Json(JsonNode.Parse(body)!, shape).ToJsonString());
    }

    private JsonNode Json(JsonNode node, FuzzShape? shape)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(i => Json(i!, shape!.Item!.Shape))]);
            case JsonObject map when shape?.Type == "map":
                return new JsonObject(map.Select(
                    p => KeyValuePair.Create(p.Key, (JsonNode?)Json(p.Value!, shape.Item!.Shape))));
            case JsonObject structure:
                var members = structure.Select(p => KeyValuePair.Create(
                    p.Key, (JsonNode?)Json(p.Value!, shape!.Members.First(m => m.WireName == p.Key).Shape))).ToList();
                for (var count = random.Next(3); count > 0; count--)
                {
                    var value = JsonNode.Parse(_values[random.Next(_values.Length)]);
                    members.Insert(random.Next(members.Count + 1), KeyValuePair.Create(Name(), value));
                }

                return new JsonObject(members);
            default:
                return node.DeepClone();
        }
    }

    private void Structure(XElement element, FuzzShape? shape)
    {
        foreach (var member in shape?.Members ?? [])
        {
            foreach (var child in element.Elements().Where(e => e.Name.LocalName == member.WireName).ToList())
                Value(child, member.Shape);
        }

        Insert(element);
    }

    private void Value(XElement element, FuzzShape shape)
    {
        if (shape.Type == "structure")
        {
            Structure(element, shape);
        }
        else if (shape.Type == "list")
        {
            foreach (var item in element.Elements().ToList())
                Value(item, shape.Item!.Shape);
        }
    }

    private void Insert(XElement into)
    {
        if (random.Next(2) == 0)
            into.SetAttributeValue(Name(), "<&>");
        for (var count = random.Next(3); count > 0; count--)
        {
            XNode unknown = random.Next(4) switch
            {
                0 => new XComment(Name()),
                1 => new XText("\n  "),
                2 => new XElement(into.Name.Namespace + Name(), new XElement("item", "1"), new XElement("item")),
                _ => new XElement(Name(), "text"),
            };
            var nodes = into.Nodes().ToList();
            var at = random.Next(nodes.Count + 1);
            if (at == nodes.Count)
                into.Add(unknown);
            else
                nodes[at].AddBeforeSelf(unknown);
        }
    }

    private string Name() => $"zz{++_names}";
}
