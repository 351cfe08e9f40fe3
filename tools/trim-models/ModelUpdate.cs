using System.Text.Json.Nodes;

namespace Kraken.TrimModels;

/// <summary>
/// Adds to a service model, in botocore's structure, what a newer package of the service has and the model lacks. What
/// only the model tells, such as the lengths of texts, stays.
/// </summary>
internal sealed class ModelUpdate
{
    // What the SDK gives beside a member of the service: the text of a time that it could not read.
    private static readonly HashSet<string> _onlyInPackage = new(StringComparer.Ordinal) { "ExpiresString" };

    private readonly JsonObject _operations;
    private readonly JsonObject _shapes;
    private readonly PackageModel _package;
    private readonly HashSet<string> _compared = new(StringComparer.Ordinal);
    private readonly List<string> _added = [];

    private ModelUpdate(JsonObject model, PackageModel package) =>
        (_operations, _shapes, _package) = (model["operations"]!.AsObject(), model["shapes"]!.AsObject(), package);

    /// <summary>
    /// Completes the operations and all that they reach, and returns what was added: operations, <c>shape.member</c>,
    /// <c>enum=value</c>, and members that are required no more. An operation that the package lacks stays as it is.
    /// </summary>
    public static IReadOnlyList<string> Apply(JsonObject model, PackageModel package, IEnumerable<string> operations)
    {
        var update = new ModelUpdate(model, package);
        foreach (var name in operations.Order(StringComparer.Ordinal))
        {
            if (package.Operations.TryGetValue(name, out var operation))
                update.Complete(operation);
        }

        return update._added;
    }

    private void Complete(PackageOperation operation)
    {
        if (_operations[operation.Name] is { } known)
        {
            Compare(known["input"], operation.Input);
            Compare(known["output"], operation.Output);
            return;
        }

        _added.Add(operation.Name);
        var (method, uri, status) = operation.Http;
        var made = new JsonObject
        {
            ["name"] = operation.Name,
            ["http"] = new JsonObject { ["method"] = method, ["requestUri"] = uri, ["responseCode"] = status },
        };
        if (operation.Input is { } input)
            made["input"] = ReferTo(input, "", "");
        if (operation.Output is { } output)
            made["output"] = ReferTo(output, "", "");
        made["errors"] = new JsonArray([.. _package.ErrorsOf(operation.Name).Select(error => ReferTo(error, "", ""))]);
        _operations[operation.Name] = made;
    }

    private void Compare(JsonNode? reference, PackageShape? theirs)
    {
        if (reference is null || theirs is null || !_compared.Add((string)reference["shape"]!))
            return;
        var name = (string)reference["shape"]!;
        var ours = _shapes[name]!.AsObject();
        switch (theirs.Type)
        {
            case "structure":
                CompareMembers(name, ours, theirs);
                break;
            case "list":
                Compare(ours["member"], theirs.Item);
                break;
            case "map":
                Compare(ours["value"], theirs.Item);
                break;
            case "string" when ours["enum"] is JsonArray values && _package.Enums.TryGetValue(UpperFirst(name), out var all):
                foreach (var value in all.Except(values.Select(v => (string)v!)).Order(StringComparer.Ordinal).ToList())
                {
                    _added.Add($"{name}={value}");
                    values.Add(value);
                }

                break;
        }
    }

    private void CompareMembers(string name, JsonObject ours, PackageShape theirs)
    {
        var members = (ours["members"] ??= new JsonObject()).AsObject();
        foreach (var member in theirs.Members)
        {
            if (members[member.Name] is { } known)
                Compare(known, member.Shape);
            else if (!_onlyInPackage.Contains(member.Name))
                AddMember(name, ours, member);
        }

        var optional = theirs.Members.Where(m => !m.IsRequired).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var free in ours["required"]?.AsArray().Where(r => optional.Contains((string)r!)).ToList() ?? [])
        {
            _added.Add($"{name}.{free} is optional");
            ours["required"]!.AsArray().Remove(free);
        }
    }

    private void AddMember(string name, JsonObject structure, PackageMember member)
    {
        _added.Add($"{name}.{member.Name}");
        structure["members"]![member.Name] = Describe(name, member);
        if (member.IsRequired)
            (structure["required"] ??= new JsonArray()).AsArray().Add(member.Name);
    }

    private JsonObject Describe(string structure, PackageMember member)
    {
        var made = ReferTo(member.Shape, structure, member.Name);
        if (member.IsInUri)
        {
            made["location"] = "uri";
            made["locationName"] = member.Name;
        }

        foreach (var (trait, value) in member.Traits)
        {
            switch (trait)
            {
                case "httpQuery":
                    made["location"] = "querystring";
                    made["locationName"] = (string)value!;
                    break;
                case "httpHeader":
                    made["location"] = "header";
                    made["locationName"] = (string)value!;
                    break;
                case "jsonName" or "xmlName":
                    made["locationName"] = (string)value!;
                    break;
                case "ec2QueryName":
                    made["queryName"] = (string)value!;
                    break;
                default:
                    throw new InvalidDataException($"'{structure}.{member.Name}' has the trait '{trait}'; extend ModelUpdate.");
            }
        }

        return made;
    }

    /// <summary>A reference to the shape, which is made if the model lacks it.</summary>
    private JsonObject ReferTo(PackageShape shape, string structure, string member) =>
        new() { ["shape"] = NameOf(shape, structure, member) };

    private string NameOf(PackageShape shape, string structure, string member)
    {
        if (shape.Type == "string" && _package.EnumOf(structure, member) is { } values)
        {
            var name = _shapes.ContainsKey(values) ? values : _shapes.Select(s => s.Key).FirstOrDefault(k => UpperFirst(k) == values) ?? values;
            return Made(name, () => Enum(values));
        }

        if (shape.Name is { } named)
        {
            if (_shapes.ContainsKey(named))
                Compare(new JsonObject { ["shape"] = named }, shape);
            return Made(named, () => Define(named, shape));
        }

        var item = shape.Type is "list" or "map" ? NameOf(shape.Item, structure, member) : null;
        return shape.Type switch
        {
            "list" => Plain("__listOf" + item, new JsonObject { ["type"] = "list", ["member"] = Named(item!) }),
            "map" => Plain("__mapOf" + item, new JsonObject { ["type"] = "map", ["key"] = Named(NameOf(Text(), "", "")), ["value"] = Named(item!) }),
            "number" => _package.NumberOf(member) is var kind && kind == "int" ? Plain("__integer", Type("integer")) : Plain("__" + kind, Type(kind)),
            "timestamp" when shape.TimestampFormat is { } format =>
                Plain("__timestamp" + UpperFirst(format), new JsonObject { ["type"] = "timestamp", ["timestampFormat"] = format }),
            var type => Plain("__" + type, Type(type)),
        };
    }

    private PackageShape Text() => _package.Shape(0L)!;

    /// <summary>The shape of that name, or of the usual names of such shapes, which has no other rules.</summary>
    private string Plain(string name, JsonObject wanted)
    {
        var plain = name.TrimStart('_');
        return new[] { name, UpperFirst(plain), plain }.FirstOrDefault(n => _shapes[n] is { } known && JsonNode.DeepEquals(known, wanted))
            ?? Made(name, () => wanted);
    }

    private string Made(string name, Func<JsonObject> make)
    {
        if (!_shapes.ContainsKey(name))
            _shapes[name] = make();
        return name;
    }

    private JsonObject Enum(string name) => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. _package.Enums[name].Select(value => (JsonNode)value)]),
    };

    private JsonObject Define(string name, PackageShape shape)
    {
        var made = Type(shape.Type);
        // Known before its members are read, and complete: a shape may hold itself.
        _shapes[name] = made;
        _compared.Add(name);
        switch (shape.Type)
        {
            case "structure":
                made["members"] = new JsonObject();
                foreach (var member in shape.Members)
                    DefineMember(name, made, member);
                break;
            case "list":
                made["member"] = ReferTo(shape.Item, name, "member");
                if (shape.ItemName is { } element)
                    made["member"]!["locationName"] = element;
                break;
            case "map":
                made["key"] = Named(NameOf(Text(), "", ""));
                made["value"] = ReferTo(shape.Item, name, "value");
                break;
        }

        if (shape.IsSensitive)
            made["sensitive"] = true;
        if (shape.IsUnion)
            made["union"] = true;
        if (shape.IsError)
        {
            var isClient = shape.Traits.GetValueOrDefault("error") is "client";
            made["error"] = new JsonObject { ["httpStatusCode"] = (long)(shape.Traits.GetValueOrDefault("httpError") ?? (isClient ? 400L : 500L)), ["senderFault"] = isClient };
            made["exception"] = true;
        }

        return made;
    }

    private void DefineMember(string name, JsonObject made, PackageMember member)
    {
        made["members"]![member.Name] = Describe(name, member);
        if (member.IsRequired)
            (made["required"] ??= new JsonArray()).AsArray().Add(member.Name);
    }

    private static JsonObject Named(string shape) => new() { ["shape"] = shape };

    private static JsonObject Type(string type) => new() { ["type"] = type };

    private static string UpperFirst(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
