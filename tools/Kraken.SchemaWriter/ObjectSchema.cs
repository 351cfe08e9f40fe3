using System.Text.Json.Nodes;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.SchemaWriter;

/// <summary>The JSON Schema of the objects in a field that is a list of them.</summary>
internal static class ObjectSchema
{
    /// <summary>The schema, with the members' names in files and in PowerShell.</summary>
    public static JsonObject Of(SpecObjectType type)
    {
        var properties = new JsonObject();
        foreach (var member in type.Members)
        {
            properties[member.FileName] = Of(member);
            properties[member.Name] = Of(member);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
            ["allOf"] = new JsonArray([.. type.Members.Where(m => m.IsRequired).Select(m => (JsonNode)new JsonObject
            {
                ["anyOf"] = new JsonArray(Required(m.FileName), Required(m.Name)),
            })]),
        };
    }

    private static JsonObject Of(SpecMember member)
    {
        var schema = new JsonObject { ["description"] = member.Documentation };
        foreach (var (keyword, value) in Form(member).ToList())
            schema[keyword] = value?.DeepClone();
        return schema;
    }

    private static JsonObject Form(SpecMember member) => member.Kind switch
    {
        SpecFieldKind.WholeNumber => new JsonObject
        {
            ["type"] = new JsonArray("integer", "null"),
            ["minimum"] = member.Range!.Least,
            ["maximum"] = member.Range.Most,
        },
        SpecFieldKind.Boolean => new JsonObject { ["type"] = new JsonArray("boolean", "null") },
        SpecFieldKind.TextList => Texts(member.IsRequired ? 1 : null),
        SpecFieldKind.Conditions => new JsonObject
        {
            ["type"] = new JsonArray("object", "null"),
            ["additionalProperties"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Texts() },
        },
        // A number or a boolean is a text too; a blank one says nothing.
        _ when member.IsRequired => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean"), ["pattern"] = @"\S" },
        _ => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") },
    };

    /// <summary>A text, or a list of texts.</summary>
    private static JsonObject Texts(int? least = null)
    {
        var schema = new JsonObject
        {
            ["type"] = new JsonArray("array", "string", "number", "boolean"),
            ["items"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        };
        if (least is { } number)
            schema["minItems"] = number;
        return schema;
    }

    private static JsonObject Required(string name) => new() { ["required"] = new JsonArray(name) };
}
