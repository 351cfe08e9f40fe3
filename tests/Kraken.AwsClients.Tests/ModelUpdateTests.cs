using System.Text.Json.Nodes;
using Kraken.TrimModels;

namespace Kraken.AwsClients.Tests;

/// <summary>How a model is completed, on a package of a few lines.</summary>
public sealed class ModelUpdateTests : IDisposable
{
    private const string Schemas = """
        const _A = "Answer";
        const _h = "http";
        const _hQ = "httpQuery";
        const _lI = "listOfItem";
        const n0 = "com.amazonaws.svc";
        import { TypeRegistry } from "@smithy/core/schema";
        const n0_registry = new TypeRegistry(n0);
        export var GoneException$ = [-3, n0, "GoneException",
            { ["error"]: "client", ["httpError"]: 410 },
            ["message"],
            [0]
        ];
        n0_registry.registerError(GoneException$, GoneException);
        var Secret = [0, n0, "Secret", 8, 0];
        export var Ask$ = [3, n0, "Ask",
            0,
            ["id", "deep", "count", "when"],
            [[0, 1], [2, { [_hQ]: "deep" }], 1, 5], 1
        ];
        export var Answer$ = [3, n0, _A,
            0,
            ["state", "items", "names", "secret"],
            [0, () => listOfItem, 64 | 0, [() => Secret, 0]]
        ];
        export var Item$ = [3, n0, "Item", 0, ["tags", "self", "kind"], [128 | 0, () => Item$, 0]];
        var listOfItem = [1, n0, _lI, 0, () => Item$];
        export var Old$ = [9, n0, "Old", { [_h]: ["GET", "/old", 200] }, () => __Unit, () => Answer$];
        export var New$ = [9, n0, "New", { [_h]: ["PUT", "/new/{id}", 202] }, () => Ask$, () => __Unit];
        var __Unit = "unit";
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public ModelUpdateTests()
    {
        Write("dist-es/schemas/schemas_0.js", Schemas);
        Write("dist-es/models/enums.js", """
            export const State = {
                OFF: "OFF",
                ON: "ON",
            };
            export const Kind = {
                ROUND: "ROUND",
            };
            """);
        Write("dist-types/models/models_0.d.ts", "export interface Item {\n    /** text */\n    kind?: Kind | undefined;\n}\n");
        Write("dist-types/commands/NewCommand.d.ts", """
             *   count: Number("int"),
             * @throws {@link GoneException} (client fault)
             * @throws {@link SvcServiceException}
            """);
        Write("dist-types/commands/OldCommand.d.ts", "");
    }

    [Fact]
    public void A_new_operation_brings_its_binding_its_shapes_and_its_errors()
    {
        var model = Model("""{"operations":{},"shapes":{}}""");

        Assert.Equal(["New"], ModelUpdate.Apply(model, PackageModel.Read(_folder.FullName), ["New"]));

        AssertJson(
            """{"name":"New","http":{"method":"PUT","requestUri":"/new/{id}","responseCode":202},"input":{"shape":"Ask"},"errors":[{"shape":"GoneException"}]}""",
            model["operations"]!["New"]);
        AssertJson(
            """
            {"type":"structure","members":{
              "id":{"shape":"__string","location":"uri","locationName":"id"},
              "deep":{"shape":"__boolean","location":"querystring","locationName":"deep"},
              "count":{"shape":"__integer"},
              "when":{"shape":"__timestampIso8601"}},"required":["id"]}
            """,
            model["shapes"]!["Ask"]);
        AssertJson(
            """{"type":"structure","members":{"message":{"shape":"__string"}},"error":{"httpStatusCode":410,"senderFault":true},"exception":true}""",
            model["shapes"]!["GoneException"]);
        AssertJson("""{"type":"timestamp","timestampFormat":"iso8601"}""", model["shapes"]!["__timestampIso8601"]);
    }

    [Fact]
    public void An_operation_that_the_model_has_gets_members_and_enum_values_and_keeps_its_limits()
    {
        var model = Model("""
            {"operations":{"Old":{"name":"Old","output":{"shape":"OldOutput"}}},"shapes":{
              "OldOutput":{"type":"structure","required":["state"],"members":{"state":{"shape":"State"},"secret":{"shape":"Secret"}}},
              "State":{"type":"string","enum":["ON"]},
              "Secret":{"type":"string","min":3}}}
            """);

        Assert.Equal(
            ["State=OFF", "OldOutput.items", "OldOutput.names", "OldOutput.state is optional"],
            ModelUpdate.Apply(model, PackageModel.Read(_folder.FullName), ["Old"]));

        var shapes = model["shapes"]!;
        AssertJson("""["ON","OFF"]""", shapes["State"]!["enum"]);
        AssertJson("""{"type":"string","min":3}""", shapes["Secret"]);
        AssertJson("""{"type":"list","member":{"shape":"Item"}}""", shapes["listOfItem"]);
        AssertJson(
            """{"type":"structure","members":{"tags":{"shape":"__mapOf__string"},"self":{"shape":"Item"},"kind":{"shape":"Kind"}}}""",
            shapes["Item"]);
        AssertJson("""{"type":"string","enum":["ROUND"]}""", shapes["Kind"]);
        AssertJson("""{"type":"list","member":{"shape":"__string"}}""", shapes["__listOf__string"]);
        Assert.Empty(ModelUpdate.Apply(model, PackageModel.Read(_folder.FullName), ["Old"]));
    }

    [Fact]
    public void A_folder_that_is_no_client_is_an_error_that_names_it()
    {
        var missing = Path.Combine(_folder.FullName, "none");

        Assert.Contains(missing, Assert.Throws<InvalidDataException>(() => PackageModel.Read(missing)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text.ReplaceLineEndings("\n"));
    }

    private static JsonObject Model(string json) => JsonNode.Parse(json)!.AsObject();

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), actual!.ToJsonString());
}
