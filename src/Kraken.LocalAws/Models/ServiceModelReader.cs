using System.Collections.Frozen;
using System.Text.Json;

namespace Kraken.LocalAws.Models;

/// <summary>Reads a service model from one or more documents in botocore's structure.</summary>
internal sealed class ServiceModelReader
{
    private readonly Dictionary<string, JsonElement> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);

    /// <summary>Reads the documents' union; where both have an operation or shape, they agree.</summary>
    internal static ServiceModel Read(IReadOnlyList<JsonElement> documents) =>
        new ServiceModelReader().Build(documents);

    private ServiceModel Build(IReadOnlyList<JsonElement> documents)
    {
        foreach (var shape in documents.SelectMany(d => d.GetProperty("shapes").EnumerateObject()))
            _sources.TryAdd(shape.Name, shape.Value);
        var operations = new Dictionary<string, OperationModel>(StringComparer.Ordinal);
        foreach (var operation in documents.SelectMany(d => d.GetProperty("operations").EnumerateObject()))
            operations.TryAdd(operation.Name, ReadOperation(operation.Name, operation.Value));
        foreach (var error in _sources.Where(s => Has(s.Value, "exception")))
            Resolve(error.Key);

        var metadata = documents[0].GetProperty("metadata");
        return new ServiceModel
        {
            SigningName = Text(metadata, "signingName") ?? Text(metadata, "endpointPrefix")!,
            Protocol = Text(metadata, "protocol")!,
            ApiVersion = Text(metadata, "apiVersion")!,
            XmlNamespace = Text(metadata, "xmlNamespace"),
            TargetPrefix = Text(metadata, "targetPrefix"),
            JsonVersion = Text(metadata, "jsonVersion"),
            Operations = operations.ToFrozenDictionary(StringComparer.Ordinal),
            ErrorStatus = _shapes.Values
                .Where(s => s.ErrorStatus is not null)
                .SelectMany(
                    s => new[] { s.Name, s.ErrorCode ?? s.Name }.Distinct().Select(n => (n, s.ErrorStatus!.Value)))
                .DistinctBy(p => p.n)
                .ToFrozenDictionary(p => p.n, p => p.Value, StringComparer.Ordinal),
        };
    }

    private OperationModel ReadOperation(string name, JsonElement element)
    {
        var http = element.GetProperty("http");
        return new OperationModel
        {
            Name = name,
            Method = Text(http, "method")!,
            Uri = new UriTemplate(Text(http, "requestUri")!),
            ResponseCode = http.TryGetProperty("responseCode", out var code) ? code.GetInt32() : 200,
            Input = element.TryGetProperty("input", out var input) ? Resolve(Text(input, "shape")!) : null,
            Output = element.TryGetProperty("output", out var output) ? Resolve(Text(output, "shape")!) : null,
            ResultWrapper = element.TryGetProperty("output", out output) ? Text(output, "resultWrapper") : null,
        };
    }

    private Shape Resolve(string name)
    {
        if (_shapes.TryGetValue(name, out var known))
            return known;
        var source = _sources[name];
        var error = source.TryGetProperty("error", out var e) ? e : default;
        var shape = new Shape
        {
            Name = name,
            Kind = Kind(Text(source, "type")!),
            Required = Strings(source, "required"),
            Min = Number(source, "min"),
            Max = Number(source, "max"),
            Enum = Strings(source, "enum"),
            PatternText = Text(source, "pattern"),
            Flattened = Has(source, "flattened"),
            Sensitive = Has(source, "sensitive"),
            Payload = Text(source, "payload"),
            TimestampFormat = Text(source, "timestampFormat"),
            ErrorCode = error.ValueKind == JsonValueKind.Object ? Text(error, "code") : null,
            ErrorStatus = error.ValueKind == JsonValueKind.Object ? (int?)Number(error, "httpStatusCode") : null,
        };

        // Entered before its members are read: shapes may refer to themselves.
        _shapes[name] = shape;
        if (source.TryGetProperty("members", out var members))
            shape.Members = [.. members.EnumerateObject().Select(m => ReadMember(m.Name, m.Value))];
        if (source.TryGetProperty("member", out var element))
            shape.Element = ReadMember("member", element);
        if (source.TryGetProperty("key", out var key))
            shape.Key = ReadMember("key", key);
        if (source.TryGetProperty("value", out var value))
            shape.Value = ReadMember("value", value);
        return shape;
    }

    private Member ReadMember(string name, JsonElement element) => new()
    {
        Name = name,
        Shape = Resolve(Text(element, "shape")!),
        LocationName = Text(element, "locationName"),
        QueryName = Text(element, "queryName"),
        Flattened = Has(element, "flattened"),
        TimestampFormat = Text(element, "timestampFormat"),
        Location = Text(element, "location") switch
        {
            null => MemberLocation.Body,
            "uri" => MemberLocation.Uri,
            "querystring" => MemberLocation.QueryString,
            "header" => MemberLocation.Header,
            "headers" => MemberLocation.Headers,
            "statusCode" => MemberLocation.StatusCode,
            var other => throw new InvalidDataException($"The model's location '{other}' is not known."),
        },
    };

    private static ShapeKind Kind(string type) => type switch
    {
        "structure" => ShapeKind.Structure,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        "string" or "character" => ShapeKind.String,
        "integer" or "long" => ShapeKind.Integer,
        "float" or "double" => ShapeKind.Float,
        "boolean" => ShapeKind.Boolean,
        "timestamp" => ShapeKind.Timestamp,
        "blob" => ShapeKind.Blob,
        _ => throw new InvalidDataException($"The model's type '{type}' is not known."),
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : null;

    private static bool Has(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static IReadOnlyList<string> Strings(JsonElement element, string name) =>
        element.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(v => v.GetString()!)] : [];
}
