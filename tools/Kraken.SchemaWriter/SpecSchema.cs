using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Schema;

namespace Kraken.SchemaWriter;

/// <summary>
/// The JSON Schema of a spec file: one spec, a list of specs, or connectors with shared defaults. It asks for words in the
/// case that AWS uses and for numbers as numbers; the reader is more lenient.
/// </summary>
internal static class SpecSchema
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    private const string Blank = @"^\s*$";

    // For people too: letters beyond ASCII stay as they are.
    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text, which ends with a line break.</summary>
    public static string Text() => Schema().ToJsonString(_options).ReplaceLineEndings("\n") + "\n";

    private static JsonObject Schema() => new()
    {
        ["$schema"] = Dialect,
        ["title"] = "Connector specs of Kraken.MskConnect",
        ["description"] = "One spec, a list of specs, or a fleet: connectors with shared defaults.",
        ["if"] = new JsonObject { ["type"] = "array" },
        ["then"] = new JsonObject { ["minItems"] = 1, ["items"] = Reference("spec") },
        ["else"] = new JsonObject
        {
            ["if"] = Either("connectors", "Connectors", "anyOf"),
            ["then"] = Reference("connectors"),
            ["else"] = Reference("spec"),
        },
        ["$defs"] = Definitions(),
    };

    private static JsonObject Definitions()
    {
        var definitions = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["description"] = "A spec with every required input.",
                ["$ref"] = "#/$defs/inputs",
                ["allOf"] = new JsonArray(
                    [.. SpecFields.All.Where(f => f.IsRequired).Select(f => Either(f.TerraformName, f.Name, "oneOf"))]),
            },
            ["connectors"] = Fleet(),
            ["inputs"] = Inputs(),
        };
        foreach (var field in SpecFields.All)
        {
            definitions[field.TerraformName] = Of(field);
            if (field.Objects is { } objects)
                definitions[Entry(field)] = ObjectSchema.Of(objects);
        }

        return definitions;
    }

    /// <summary>The definition of an object of a list.</summary>
    private static string Entry(SpecField field) => field.TerraformName + "_entry";

    private static JsonObject Fleet()
    {
        var connectors = new JsonObject
        {
            ["description"] = "The connectors. An input overrides the shared one; maps are merged key by key.",
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = Reference("inputs"),
        };
        var defaults = new JsonObject
        {
            ["description"] = "Inputs that all connectors share.",
            ["anyOf"] = new JsonArray(Reference("inputs"), new JsonObject { ["type"] = "null" }),
        };
        return new JsonObject
        {
            ["description"] = "Connectors with shared defaults.",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["$schema"] = Named(),
                ["defaults"] = defaults,
                ["Defaults"] = defaults.DeepClone(),
                ["connectors"] = connectors,
                ["Connectors"] = connectors.DeepClone(),
            },
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Inputs()
    {
        var properties = new JsonObject { ["$schema"] = Named() };
        foreach (var field in SpecFields.All)
        {
            properties[field.TerraformName] = Reference(field.TerraformName);
            properties[field.Name] = Reference(field.TerraformName);
        }

        return new JsonObject
        {
            ["description"] = "The inputs of a spec, with their names in files or their parameter names.",
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Of(SpecField field)
    {
        var schema = new JsonObject { ["description"] = Description(field) };
        foreach (var (keyword, value) in Form(field))
            schema[keyword] = value;
        if (Default(field) is { } value2)
            schema["default"] = value2;
        if (field.KnownValues.Count > 0)
            schema["examples"] = Texts(field.KnownValues);
        return schema;
    }

    private static string Description(SpecField field) => field.Change switch
    {
        InputChange.Replacement => field.Documentation + " Another value replaces the connector.",
        InputChange.OtherConnector => field.Documentation + " Another value identifies another connector.",
        _ => field.Documentation,
    };

    private static IEnumerable<(string Keyword, JsonNode? Value)> Form(SpecField field) => field.Kind switch
    {
        SpecFieldKind.WholeNumber => Number(field),
        SpecFieldKind.Boolean => [("type", Types(field, "boolean"))],
        SpecFieldKind.TextList =>
        [
            // A single text stands for a list of one.
            ("type", Types(field, "array", "string")),
            ("items", new JsonObject { ["type"] = Scalars() }),
            .. field.IsRequired ? [("minItems", (JsonNode)1), ("minLength", (JsonNode)1)] : Array.Empty<(string, JsonNode?)>(),
        ],
        SpecFieldKind.TextMap =>
        [
            ("type", Types(field, "object")),
            ("additionalProperties", new JsonObject { ["type"] = Scalars("null") }),
            .. field.IsRequired ? [("minProperties", (JsonNode)1)] : Array.Empty<(string, JsonNode?)>(),
        ],
        SpecFieldKind.ObjectList =>
        [
            // A single object stands for a list of one.
            ("anyOf", new JsonArray(
                new JsonObject { ["type"] = "array", ["items"] = Reference(Entry(field)) },
                Reference(Entry(field)),
                new JsonObject { ["type"] = "null" })),
        ],
        _ => OfText(field),
    };

    private static IEnumerable<(string Keyword, JsonNode? Value)> Number(SpecField field)
    {
        if (field.Values is { } values)
            return [("enum", new JsonArray([.. values.All.Select(n => (JsonNode?)n), null]))];
        return
        [
            ("type", Types(field, "integer")),
            .. field.Range is { } range ? [("minimum", (JsonNode)range.Least)] : Array.Empty<(string, JsonNode?)>(),
            ("maximum", Math.Min(field.Range?.Most ?? long.MaxValue, field.Greatest)),
        ];
    }

    private static IEnumerable<(string Keyword, JsonNode? Value)> OfText(SpecField field)
    {
        if (field.Choices.Count > 0)
        {
            return field.IsRequired
                ? [("enum", Texts(field.Choices))]
                : [("anyOf", new JsonArray(new JsonObject { ["enum"] = new JsonArray([.. Texts(field.Choices).Select(c => c!.DeepClone()), null]) }, NotGiven()))];
        }

        if (field.Arn is { } arn)
        {
            return
            [
                ("type", Types(field, "string")),
                ("maxLength", ArnKind.LongestArn),
                ("pattern", field.IsRequired ? arn.Pattern : $"{Blank}|{arn.Pattern}"),
            ];
        }

        // Numbers and booleans are taken for texts, as Terraform takes them.
        return field.IsRequired
            ? [("type", Scalars()), ("pattern", @"\S")]
            : [("type", Scalars("null"))];
    }

    private static JsonNode? Default(SpecField field) => field.Default switch
    {
        IReadOnlyList<string> list => list.Count == 0 ? null : Texts(list),
        string text => text,
        int number => number,
        long number => number,
        bool flag => flag,
        _ => null,
    };

    /// <summary>What is blank is not given.</summary>
    private static JsonObject NotGiven() => new() { ["type"] = "string", ["pattern"] = Blank };

    private static JsonObject Named() => new()
    {
        ["description"] = "The location of this schema, for editors. The module ignores it.",
        ["type"] = "string",
    };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };

    private static JsonObject Either(string one, string other, string keyword) => one == other
        ? new JsonObject { ["required"] = new JsonArray(one) }
        : new JsonObject
        {
            [keyword] = new JsonArray(
                new JsonObject { ["required"] = new JsonArray(one) }, new JsonObject { ["required"] = new JsonArray(other) }),
        };

    private static JsonNode Types(SpecField field, params string[] types) => field.IsRequired
        ? types.Length == 1 ? types[0] : Texts(types)
        : Texts([.. types, "null"]);

    private static JsonArray Scalars(params string[] more) => Texts(["string", "number", "boolean", .. more]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);
}
