using System.IO.Compression;
using System.Text.Json;
using Kraken.LocalAws;

namespace Kraken.Tests.Shared.Fuzz;

/// <summary>A type of a service's model with its constraints and the official SDK's name for it.</summary>
internal sealed class FuzzShape
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public List<FuzzMember> Members { get; } = [];

    public required IReadOnlyList<string> Required { get; init; }

    /// <summary>The least length, count or value.</summary>
    public long? Min { get; init; }

    /// <summary>The greatest length, count or value.</summary>
    public long? Max { get; init; }

    public string? Pattern { get; init; }

    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>What a list or a map holds.</summary>
    public FuzzMember? Item { get; set; }

    /// <summary>The shape of a map's keys.</summary>
    public FuzzShape? Key { get; set; }

    public FuzzMember Find(string name) => Members.First(m => m.Name == name);
}

/// <summary>A member of a structure, or what a list or map holds.</summary>
/// <param name="Name">The name in the model.</param>
/// <param name="Property">The client's property.</param>
/// <param name="Shape">Its type.</param>
/// <param name="LocationName">The name on the wire where it differs.</param>
/// <param name="Location">uri, querystring, or null for the body.</param>
/// <param name="IsMilliseconds">Whether the client shows the number as a time.</param>
internal sealed record FuzzMember(
    string Name, string Property, FuzzShape Shape, string? LocationName, string? Location, bool IsMilliseconds)
{
    public string WireName => LocationName ?? Name;
}

/// <summary>An operation, with the shapes of the errors that the model allows it.</summary>
internal sealed record FuzzOperation(
    string Name, FuzzShape? Input, FuzzShape? Output, string? ResultWrapper, IReadOnlySet<string> Errors)
{
    public bool IsRead => Name.StartsWith("Describe", StringComparison.Ordinal)
        || Name.StartsWith("Get", StringComparison.Ordinal)
        || Name.StartsWith("List", StringComparison.Ordinal)
        || Name.StartsWith("Filter", StringComparison.Ordinal);
}

/// <summary>
/// A service's model as the fuzz tests read it. It is read here once more, and not with the readers of the clients or
/// of LocalAws, so that what a reader overlooks is noticed.
/// </summary>
internal sealed class FuzzModel
{
    private readonly Dictionary<string, FuzzShape> _shapes = new(StringComparer.Ordinal);
    private readonly JsonElement _sources;
    private readonly JsonElement _settings;

    private FuzzModel(JsonElement model, JsonElement settings)
    {
        _sources = model.GetProperty("shapes");
        _settings = settings;
        Protocol = model.GetProperty("metadata").GetProperty("protocol").GetString()!;
        var others = Texts(settings, "notOfOurClients");
        Operations =
        [
            .. model.GetProperty("operations").EnumerateObject().Where(o => !others.Contains(o.Name)).Select(o => new FuzzOperation(
                o.Name,
                ShapeAt(o.Value, "input"),
                ShapeAt(o.Value, "output"),
                o.Value.TryGetProperty("output", out var output) ? Text(output, "resultWrapper") : null,
                Errors(o.Value).ToHashSet(StringComparer.Ordinal))),
        ];
        ErrorTypes = _sources.EnumerateObject()
            .Where(s => s.Value.TryGetProperty("exception", out _))
            .ToDictionary(s => Code(s.Name), s => TypeName(s.Name), StringComparer.Ordinal);
    }

    /// <summary>rest-json, json, query or ec2.</summary>
    public string Protocol { get; }

    public IReadOnlyList<FuzzOperation> Operations { get; }

    /// <summary>The class of each modelled error by the error's code on the wire.</summary>
    public IReadOnlyDictionary<string, string> ErrorTypes { get; }

    /// <summary>Reads a service's model.</summary>
    /// <param name="service">The service.</param>
    /// <param name="isOfTests">Whether the client is the tests' own, for what the module never calls.</param>
    public static FuzzModel Load(string service, bool isOfTests)
    {
        // The model of a generated client, or LocalAws's own one where the client is the official package's or the tests'.
        var model = (isOfTests ? null : Packed($"{service}.clients.json")) ?? Packed($"{service}.local.json")
            ?? throw new InvalidOperationException($"LocalAws has no model of {service}.");
        using var settings = typeof(FuzzModel).Assembly.GetManifestResourceStream($"services/{service}.json")
            ?? throw new InvalidOperationException($"The tests have no resource services/{service}.json.");
        return new FuzzModel(model, Parse(settings));
    }

    /// <summary>A model that LocalAws has in its package; null where there is none of the name.</summary>
    private static JsonElement? Packed(string file)
    {
        using var package = typeof(LocalCloud).Assembly.GetManifestResourceStream("models.zip")!;
        using var archive = new ZipArchive(package, ZipArchiveMode.Read);
        if (archive.GetEntry(file) is not { } entry)
            return null;
        using var stream = entry.Open();
        return Parse(stream);
    }

    private static JsonElement Parse(Stream stream)
    {
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private FuzzShape? ShapeAt(JsonElement element, string name) =>
        element.TryGetProperty(name, out var reference) ? Shape(Text(reference, "shape")!) : null;

    private FuzzShape Shape(string name)
    {
        if (_shapes.TryGetValue(name, out var known))
            return known;
        var source = _sources.GetProperty(name);
        var shape = new FuzzShape
        {
            Name = name,
            Type = Text(source, "type")!,
            Required = Texts(source, "required"),
            Min = Number(source, "min"),
            Max = Number(source, "max"),
            Pattern = Text(source, "pattern"),
            Values = Texts(source, "enum"),
        };
        _shapes.Add(name, shape);
        if (source.TryGetProperty("members", out var members))
        {
            // What the official SDK leaves out has no property.
            var excluded = Setting("excludedMembers", name) is { } list
                ? list.EnumerateArray().Select(e => e.GetString()).ToList()
                : [];
            shape.Members.AddRange(
                members.EnumerateObject()
                    .Where(m => !excluded.Contains(m.Name))
                    .Select(m => Member(name, m.Name, m.Value)));
        }

        if (source.TryGetProperty("member", out var item) || source.TryGetProperty("value", out item))
            shape.Item = Member(name, "member", item);
        if (source.TryGetProperty("key", out var key))
            shape.Key = Shape(Text(key, "shape")!);
        return shape;
    }

    private FuzzMember Member(string shape, string name, JsonElement source) => new(
        name,
        Setting("renamedMembers", shape) is { } renamed && Text(renamed, name) is { } property
            ? property
            : char.ToUpperInvariant(name[0]) + name[1..],
        Shape(Text(source, "shape")!),
        Text(source, "locationName"),
        Text(source, "location"),
        Setting("milliseconds", shape) is { } times && times.EnumerateArray().Any(t => t.GetString() == name));

    private IEnumerable<string> Errors(JsonElement operation) =>
        operation.TryGetProperty("errors", out var errors)
            ? errors.EnumerateArray().Select(e => Code(Text(e, "shape")!))
            : [];

    private string Code(string shape) =>
        _sources.GetProperty(shape).TryGetProperty("error", out var error) && Text(error, "code") is { } code
            ? code
            : shape;

    private string TypeName(string shape)
    {
        var name = _settings.TryGetProperty("renamedShapes", out var renamed) && Text(renamed, shape) is { } given
            ? given
            : shape;
        return name.EndsWith("Exception", StringComparison.Ordinal) ? name : name + "Exception";
    }

    private JsonElement? Setting(string group, string shape) =>
        _settings.TryGetProperty(group, out var shapes) && shapes.TryGetProperty(shape, out var value) ? value : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static List<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(v => v.GetString()!)] : [];
}
