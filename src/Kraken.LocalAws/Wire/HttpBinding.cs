using System.Globalization;
using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>
/// What the two REST protocols share: operations by path, members in path, query and headers. Source: Smithy, HTTP
/// binding traits.
/// </summary>
internal static class HttpBinding
{
    internal static OperationModel? FindOperation(ServiceModel service, WireRequest request) =>
        service.Operations.Values
            .Where(o => o.Method == request.Method && o.Uri.Match(request.RawSegments, request.Query) is not null)
            .MaxBy(o => o.Uri.Weight);

    /// <summary>Reads the members that are not in the body.</summary>
    internal static void ReadMembers(OperationModel operation, WireRequest request, Structure into)
    {
        var labels = operation.Uri.Match(request.RawSegments, request.Query)!;
        foreach (var member in operation.Input?.Members ?? [])
        {
            var value = member.Location switch
            {
                MemberLocation.Uri =>
                    labels.TryGetValue(member.WireName, out var label) ? ReadText(label, member) : null,
                MemberLocation.QueryString => ReadQuery(request.Query[member.WireName], member),
                MemberLocation.Header =>
                    request.Header(member.WireName) is { } header ? ReadText(header, member) : null,
                MemberLocation.Headers => ReadPrefixed(request, member.WireName),
                _ => null,
            };
            if (value is not null)
                into[member.Name] = value;
        }
    }

    /// <summary>Writes the members that stand in headers.</summary>
    internal static void WriteHeaders(OperationModel operation, Structure output, WireResponse response)
    {
        foreach (var member in operation.Output?.Members ?? [])
        {
            if (!output.TryGetValue(member.Name, out var value) || value is null)
                continue;
            if (member.Location == MemberLocation.Header)
            {
                response.Headers[member.WireName] = WriteText(value);
            }
            else if (member.Location == MemberLocation.Headers)
            {
                foreach (var (name, item) in (Structure)value)
                    response.Headers[member.WireName + name] = WriteText(item!);
            }
        }
    }

    /// <summary>Reads a scalar from text.</summary>
    internal static object ReadText(string text, Member member)
    {
        switch (member.Shape.Kind)
        {
            case ShapeKind.Integer:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw new MalformedRequestException($"{member.WireName} is not an integer.");
            case ShapeKind.Float:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
                    ? real
                    : throw new MalformedRequestException($"{member.WireName} is not a number.");
            case ShapeKind.Boolean:
                return bool.TryParse(text, out var flag)
                    ? flag
                    : throw new MalformedRequestException($"{member.WireName} is not a boolean.");
            case ShapeKind.Timestamp:
                return Timestamps.TryParse(text, out var time)
                    ? time
                    : throw new MalformedRequestException($"{member.WireName} is not a point in time.");
            case ShapeKind.Blob:
                try
                {
                    return Convert.FromBase64String(text);
                }
                catch (FormatException e)
                {
                    throw new MalformedRequestException($"{member.WireName} is not base64.", e);
                }

            case ShapeKind.List:
                return text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(t => (object?)ReadText(t, member.Shape.Element!)).ToList();
            default:
                return text;
        }
    }

    private static object? ReadQuery(IEnumerable<string> values, Member member)
    {
        if (member.Shape.Kind == ShapeKind.List)
        {
            var list = values.Select(v => (object?)ReadText(v, member.Shape.Element!)).ToList();
            return list.Count == 0 ? null : list;
        }

        return values.FirstOrDefault() is { } value ? ReadText(value, member) : null;
    }

    private static Structure? ReadPrefixed(WireRequest request, string prefix)
    {
        var map = Structure.Map(request.Headers
            .Where(h => h.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(h => KeyValuePair.Create(h.Key[prefix.Length..], h.Value)));
        return map.Count == 0 ? null : map;
    }

    private static string WriteText(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => Timestamps.Text(time, Timestamps.Rfc1123),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
