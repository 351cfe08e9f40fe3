namespace Kraken.TrimModels;

/// <summary>An operation of a package, with its binding to HTTP where the protocol has one.</summary>
internal sealed record PackageOperation(
    string Name, Dictionary<string, object?>? Traits, PackageShape? Input, PackageShape? Output)
{
    /// <summary>The method, the URI and the status of success.</summary>
    public (string Method, string Uri, long Status) Http =>
        Traits?.GetValueOrDefault("http") is List<object?> and [string method, string uri, long status]
            ? (method, uri, status)
            : ("POST", "/", 200);
}

/// <summary>A member of a structure, with the traits that it has at its place.</summary>
internal sealed record PackageMember(string Name, PackageShape Shape, bool IsRequired, long Bits, IReadOnlyDictionary<string, object?> Traits)
{
    public bool IsInUri => (Bits & 1) != 0;
}

/// <summary>A shape of a package, in the words of a service model.</summary>
internal sealed class PackageShape
{
    private static readonly Dictionary<string, object?> _none = [];

    private readonly PackageModel _model;
    private readonly List<object?>? _declared;
    private readonly long _kind;

    private PackageShape(PackageModel model, long kind, List<object?>? declared) =>
        (_model, _kind, _declared) = (model, kind, declared);

    /// <summary>The name, or null where the package leaves it out, as for plain texts, numbers and lists of them.</summary>
    public string? Name => (string?)_declared?[2];

    /// <summary>The last part of the namespace that the shape is of; <c>smithy</c> for what the SDK itself adds.</summary>
    public string Namespace => _declared is [_, string name, ..] && !name.StartsWith("smithy.", StringComparison.Ordinal) ? "service" : "smithy";

    /// <summary>The type: structure, list, map, string, number, boolean, timestamp, blob or document.</summary>
    public string Type => _kind switch
    {
        3 or -3 => "structure",
        4 when _declared is not null => "structure",
        1 when _declared is not null => "list",
        2 when _declared is not null => "map",
        >= 128 => "map",
        >= 64 => "list",
        0 when _declared is not null => _model.Shape(_declared[4])!.Type,
        0 => "string",
        1 or 17 or 19 => "number",
        2 => "boolean",
        4 or 5 or 6 or 7 => "timestamp",
        21 or 42 => "blob",
        15 => "document",
        _ => throw new InvalidDataException($"The kind {_kind} of a schema is not known; extend PackageShape."),
    };

    /// <summary>Whether it is an error.</summary>
    public bool IsError => _kind == -3;

    /// <summary>Whether exactly one member is set.</summary>
    public bool IsUnion => _kind == 4 && _declared is not null;

    public bool IsSensitive => _declared is [_, _, _, long bits, ..] && (bits & 8) != 0;

    /// <summary>A timestamp's format, or null where the protocol's own applies.</summary>
    public string? TimestampFormat => _kind switch { 5 => "iso8601", 6 => "rfc822", 7 => "unixTimestamp", _ => null };

    /// <summary>The traits of the shape itself.</summary>
    public IReadOnlyDictionary<string, object?> Traits => _declared?[3] as Dictionary<string, object?> ?? _none;

    /// <summary>What a list or map holds.</summary>
    public PackageShape Item => _declared is null
        ? new PackageShape(_model, _kind & 63, null)
        : _model.Shape(_declared[_kind == 1 ? 4 : 5])!;

    /// <summary>The element that XML has for each item of a list, or null where it is the protocol's own.</summary>
    public string? ItemName =>
        _declared is [1L, _, _, _, List<object?> and [_, Dictionary<string, object?> traits]] ? traits.GetValueOrDefault("xmlName") as string : null;

    /// <summary>The members of a structure, in the package's order: the required ones first.</summary>
    public IEnumerable<PackageMember> Members
    {
        get
        {
            if (Type != "structure" || _declared is not [_, _, _, _, List<object?> names, List<object?> schemas, ..])
                yield break;
            var required = _declared.Count > 6 ? (long)_declared[6]! : 0;
            for (var i = 0; i < names.Count; i++)
            {
                var traits = schemas[i] is List<object?> and [_, var given and (long or Dictionary<string, object?>)] ? given : null;
                yield return new PackageMember(
                    (string)names[i]!, _model.Shape(schemas[i])!, i < required,
                    traits as long? ?? 0, traits as Dictionary<string, object?> ?? _none);
            }
        }
    }

    internal static PackageShape Simple(PackageModel model, long kind) => new(model, kind, null);

    internal static PackageShape Declared(PackageModel model, List<object?> declared) => new(model, (long)declared[0]!, declared);
}
