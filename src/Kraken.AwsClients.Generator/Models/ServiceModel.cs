namespace Kraken.AwsClients.Generator.Models;

internal enum Protocol
{
    RestJson,
    Json,
    Query,
}

/// <summary>A service model with the C# names of all its parts.</summary>
internal sealed class ServiceModel
{
    // Traits that change the wire form in ways that no model of ours needs.
    private static readonly string[] _unknownShapeTraits = ["payload", "flattened", "eventstream", "streaming", "document", "retryable", "xmlNamespace"];
    private static readonly string[] _unknownMemberTraits = ["idempotencyToken", "flattened", "streaming", "eventpayload", "jsonvalue", "hostLabel", "queryName", "xmlAttribute"];
    private static readonly string[] _unknownOperationTraits = ["endpoint", "httpChecksum", "httpChecksumRequired", "endpointdiscovery", "requestcompression"];

    private readonly Json _shapes;
    private readonly Dictionary<string, Shape> _read = [];

    public ServiceModel(Json model, ServiceSettings settings)
    {
        var metadata = model["metadata"] ?? throw new ModelException("the model has no metadata");
        _shapes = model["shapes"] ?? Json.Empty;
        Settings = settings;
        ServiceId = Required(metadata, "serviceId");
        BaseName = settings.BaseName ?? ServiceId.Replace(" ", "");
        Namespace = settings.Namespace ?? "Amazon." + BaseName;
        ApiVersion = Required(metadata, "apiVersion");
        EndpointPrefix = Required(metadata, "endpointPrefix");
        SigningName = metadata["signingName"]?.Text ?? EndpointPrefix;
        TargetPrefix = metadata["targetPrefix"]?.Text;
        JsonVersion = metadata["jsonVersion"]?.Text;
        Protocol = Required(metadata, "protocol") switch
        {
            "rest-json" => Protocol.RestJson,
            "json" => Protocol.Json,
            "query" => Protocol.Query,
            var other => throw new ModelException($"the protocol '{other}' is not known to the generator"),
        };

        foreach (var operation in model["operations"]?.Members ?? [])
        {
            Refuse($"operation '{operation.Key}'", operation.Value, _unknownOperationTraits);
            Operations.Add(new(operation.Key, operation.Value, Io(operation.Value["input"]), Io(operation.Value["output"])));
            foreach (var error in operation.Value["errors"]?.Items ?? [])
                ShapeOf(error);
        }
    }

    public ServiceSettings Settings { get; }

    public string ServiceId { get; }

    /// <summary>The name between <c>Amazon</c> and <c>Client</c>.</summary>
    public string BaseName { get; }

    public string Namespace { get; }

    public string ApiVersion { get; }

    public string EndpointPrefix { get; }

    public string SigningName { get; }

    public string? TargetPrefix { get; }

    public string? JsonVersion { get; }

    public Protocol Protocol { get; }

    public bool IsXml => Protocol == Protocol.Query;

    public List<Operation> Operations { get; } = [];

    /// <summary>All shapes but those that are a whole request or response.</summary>
    public IEnumerable<Shape> Shapes => _read.Values.OrderBy(shape => shape.TypeName, StringComparer.Ordinal);

    public IEnumerable<Shape> Exceptions => Shapes.Where(shape => shape.IsException);

    public string Client => $"Amazon{BaseName}Client";

    public string Interface => $"IAmazon{BaseName}";

    public string Config => $"Amazon{BaseName}Config";

    public string Exception => $"Amazon{BaseName}Exception";

    public string Request => $"Amazon{BaseName}Request";

    public string Wire => BaseName + "Wire";

    /// <summary>The structures among what the members hold, each once.</summary>
    public static IEnumerable<Shape> StructuresIn(IEnumerable<Member> members)
    {
        var seen = new HashSet<Shape>();
        var open = new Stack<Shape>(members.Select(member => member.Shape));
        while (open.Count > 0)
        {
            var shape = open.Pop();
            if (!seen.Add(shape))
                continue;
            foreach (var member in shape.Members)
                open.Push(member.Shape);
            if (shape.Item is not null)
                open.Push(shape.Item.Shape);
        }

        return seen.Where(shape => shape.Kind == ShapeKind.Structure).OrderBy(shape => shape.TypeName, StringComparer.Ordinal);
    }

    private Shape? Io(Json? reference)
    {
        if (reference?["shape"]?.Text is not { } name)
            return null;
        // Requests and responses are named for their operation and are not shared.
        return Build(name, _ => { });
    }

    private Shape ShapeOf(Json reference)
    {
        var name = Required(reference, "shape");
        return _read.TryGetValue(name, out var known) ? known : Build(name, shape => _read.Add(name, shape));
    }

    private Shape Build(string name, Action<Shape> remember)
    {
        var json = _shapes[name] ?? throw new ModelException($"the shape '{name}' is missing");
        Refuse($"shape '{name}'", json, _unknownShapeTraits);
        var typeName = Settings.ShapeName(name);
        if (json["exception"]?.IsTrue == true && !typeName.EndsWith("Exception", StringComparison.Ordinal))
            typeName += "Exception";
        var shape = new Shape(name, typeName, Shape.KindOf(name, json), json);
        // A shape may hold itself: it is known before its members are read.
        remember(shape);

        foreach (var member in json["members"]?.Members ?? [])
        {
            var property = Naming.UpperFirst(member.Key);
            if (property == typeName)
                throw new ModelException($"member '{member.Key}' of '{name}' has its class's name, which C# does not allow");
            shape.Members.Add(MemberOf(name, member.Key, property, member.Value));
        }

        shape.Members.Sort((a, b) => string.CompareOrdinal(a.Property, b.Property));
        if ((json["member"] ?? json["value"]) is { } item)
            shape.Item = MemberOf(name, "member", "", item);
        return shape;
    }

    private Member MemberOf(string shape, string name, string property, Json json)
    {
        Refuse($"member '{name}' of '{shape}'", json, _unknownMemberTraits);
        return new(name, property, ShapeOf(json), json, Settings.IsMilliseconds(shape, name));
    }

    private static void Refuse(string what, Json json, string[] traits)
    {
        foreach (var trait in traits)
        {
            if (json[trait] is not null)
                throw new ModelException($"{what} has the trait '{trait}', which the generator does not know");
        }
    }

    private static string Required(Json json, string name) =>
        json[name]?.Text ?? throw new ModelException($"'{name}' is missing");
}
