using System.Globalization;
using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>
/// A form's fields with dotted names as a tree: <c>Tags.member.1.Key=a</c> is the value a under Tags, member, 1, Key.
/// Source: Smithy, AWS query and EC2 query protocols.
/// </summary>
internal sealed class QueryParameters
{
    private readonly Dictionary<string, QueryParameters> _children = new(StringComparer.Ordinal);

    private string? _value;

    /// <summary>The fields of a form body, or of the query where the body is empty.</summary>
    internal static QueryParameters From(WireRequest request)
    {
        var root = new QueryParameters();
        var fields = request.Body.Length > 0
            ? request.Form()
            : request.Query.SelectMany(g => g.Select(v => KeyValuePair.Create(g.Key, v)));
        foreach (var (name, value) in fields)
        {
            var node = root;
            foreach (var part in name.Split('.'))
            {
                if (!node._children.TryGetValue(part, out var child))
                    node._children[part] = child = new QueryParameters();
                node = child;
            }

            node._value = value;
        }

        return root;
    }

    internal string? this[string name] => _children.TryGetValue(name, out var child) ? child._value : null;

    /// <summary>
    /// Reads a structure; the namer gives each member's name on the wire, and lists are flat where told.
    /// </summary>
    internal Structure Read(Shape shape, Func<Member, string> wireName, Func<Member, bool> isFlat)
    {
        var result = new Structure();
        foreach (var member in shape.Members)
        {
            if (ReadMember(wireName(member), member, wireName, isFlat) is { } value)
                result[member.Name] = value;
        }

        return result;
    }

    private object? ReadMember(string name, Member member, Func<Member, string> wireName, Func<Member, bool> isFlat)
    {
        if (member.Shape.Kind == ShapeKind.List && isFlat(member) && member.Flattened is false && member.Shape.Flattened
            && member.Shape.Element!.LocationName is { } elementName)
        {
            name = elementName;
        }

        return _children.TryGetValue(name, out var child) ? child.ReadValue(member, wireName, isFlat) : null;
    }

    private object? ReadValue(Member member, Func<Member, string> wireName, Func<Member, bool> isFlat)
    {
        switch (member.Shape.Kind)
        {
            case ShapeKind.Structure:
                return Read(member.Shape, wireName, isFlat);
            case ShapeKind.List:
                var element = member.Shape.Element!;
                var holder = isFlat(member) ? this : _children.GetValueOrDefault(element.LocationName ?? "member");
                // An empty list is written as the bare name with an empty value.
                return holder is null ? new List<object?>() : holder.Numbered()
                    .Select(n => n.ReadValue(element, wireName, isFlat)).ToList();
            case ShapeKind.Map:
                var map = new Structure();
                var entries = isFlat(member) ? this : _children.GetValueOrDefault("entry");
                foreach (var entry in entries?.Numbered() ?? [])
                {
                    var key = entry[member.Shape.Key!.LocationName ?? "key"]
                        ?? throw new MalformedRequestException($"An entry of {member.WireName} has no key.");
                    map[key] = entry._children.GetValueOrDefault(member.Shape.Value!.LocationName ?? "value")
                        ?.ReadValue(member.Shape.Value, wireName, isFlat);
                }

                return map;
            default:
                return _value is null ? null : HttpBinding.ReadText(_value, member);
        }
    }

    private IEnumerable<QueryParameters> Numbered() => _children
        .Select(c =>
            (Ok: int.TryParse(c.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var n), Number: n, c.Value))
        .Where(c => c.Ok)
        .OrderBy(c => c.Number)
        .Select(c => c.Value);
}
