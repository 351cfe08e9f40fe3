namespace Kraken.AwsClients.Generator.Models;

internal enum ShapeKind
{
    Structure,
    List,
    Map,
    Text,
    Constant,
    Integer,
    Long,
    Float,
    Double,
    Boolean,
    Timestamp,
    Blob,
}

/// <summary>A type of a service model, with its C# name.</summary>
internal sealed class Shape(string name, string typeName, ShapeKind kind, Json json)
{
    public string Name { get; } = name;

    /// <summary>The class of a structure, exception or constant.</summary>
    public string TypeName { get; } = typeName;

    public ShapeKind Kind { get; } = kind;

    public bool IsException { get; } = json["exception"]?.IsTrue == true;

    /// <summary>The code that an error of this shape has on the wire.</summary>
    public string ErrorCode { get; } = json["error"]?["code"]?.Text ?? name;

    public IReadOnlyList<string> Values { get; } = json["enum"]?.Texts.ToList() ?? [];

    public string? TimestampFormat { get; } = json["timestampFormat"]?.Text;

    /// <summary>A structure's members in order of their property names.</summary>
    public List<Member> Members { get; } = [];

    /// <summary>What a list or a map holds.</summary>
    public Member? Item { get; set; }

    public bool IsCollection => Kind is ShapeKind.List or ShapeKind.Map;

    /// <summary>The C# type of an item in a collection.</summary>
    public string ItemType => Kind switch
    {
        ShapeKind.Structure => TypeName,
        ShapeKind.List => $"List<{Item!.Shape.ItemType}>",
        ShapeKind.Map => $"Dictionary<string, {Item!.Shape.ItemType}>",
        // The official SDK keeps constants in collections as strings.
        ShapeKind.Text or ShapeKind.Constant => "string",
        ShapeKind.Blob => "MemoryStream",
        _ => ValueType,
    };

    /// <summary>The C# type of a property.</summary>
    public string PropertyType => Kind switch
    {
        ShapeKind.Constant => TypeName,
        ShapeKind.Structure or ShapeKind.List or ShapeKind.Map or ShapeKind.Text or ShapeKind.Blob => ItemType,
        _ => ValueType + "?",
    };

    private string ValueType => Kind switch
    {
        ShapeKind.Integer => "int",
        ShapeKind.Long => "long",
        ShapeKind.Float => "float",
        ShapeKind.Double => "double",
        ShapeKind.Boolean => "bool",
        ShapeKind.Timestamp => "DateTime",
        _ => throw new InvalidOperationException($"{Kind} is no value type."),
    };

    public static ShapeKind KindOf(string name, Json json) => json["type"]?.Text switch
    {
        // A union is a class of the official packages too: the caller sets one of its properties.
        "structure" => ShapeKind.Structure,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        "string" => json["enum"] is null ? ShapeKind.Text : ShapeKind.Constant,
        "integer" => ShapeKind.Integer,
        "long" => ShapeKind.Long,
        "float" => ShapeKind.Float,
        "double" => ShapeKind.Double,
        "boolean" => ShapeKind.Boolean,
        "timestamp" => ShapeKind.Timestamp,
        "blob" => ShapeKind.Blob,
        var type => throw new ModelException($"shape '{name}' has the type '{type}', which the generator does not know"),
    };
}
