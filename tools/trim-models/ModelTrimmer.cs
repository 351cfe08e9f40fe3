using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kraken.TrimModels;

/// <summary>
/// Cuts a service model down to some operations and the shapes that they reach. The model is botocore's, completed from
/// the service's npm package where that is newer.
/// </summary>
internal static class ModelTrimmer
{
    // Prose, and parameters of endpoint rule sets, which our clients do not evaluate.
    private static readonly HashSet<string> _dropped = new(StringComparer.Ordinal)
    {
        "documentation", "documentationUrl", "deprecatedMessage", "deprecatedSince", "examples",
        "contextParam", "staticContextParams", "operationContextParams",
    };

    private static readonly JsonSerializerOptions _format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Gives the text of a service's model, trimmed to the operations.</summary>
    /// <exception cref="InvalidDataException">The service or one of the operations is not in the sources.</exception>
    public static string Trim(ModelSources sources, string service, IReadOnlyCollection<string> operationNames)
    {
        var model = Read(sources.DataFolder, service);
        var package = sources.PackageOf(service);
        if (package is var (newer, _))
            ModelUpdate.Apply(model, newer, operationNames);
        var allOperations = model["operations"]!.AsObject();
        var allShapes = model["shapes"]!.AsObject();
        var operations = new JsonObject();
        var reached = new SortedSet<string>(StringComparer.Ordinal);

        foreach (var name in operationNames.Order(StringComparer.Ordinal))
        {
            var operation = allOperations[name]
                ?? throw new InvalidDataException($"Service '{service}' has no operation '{name}'; correct operations.json.");
            operations[name] = WithoutProse(operation.AsObject());
            Reach(operation, allShapes, reached);
        }

        var shapes = new JsonObject();
        foreach (var name in reached)
            shapes[name] = WithoutProse(allShapes[name]!.AsObject());

        // Some models leave the version of the format out.
        return $$"""
            {
            "version":{{Text(model["version"] ?? "2.0")}},
            "sources":{{JsonSerializer.Serialize(sources.Names(package?.Source))}},
            "metadata":{{Text(model["metadata"]!)}},
            "operations":{{Lines(operations)}},
            "shapes":{{Lines(shapes)}}
            }

            """.ReplaceLineEndings("\n");
    }

    /// <summary>
    /// A line an entry: a change of a model shows what it changes, and the models, which ship with the module, are a third
    /// smaller than with one a value.
    /// </summary>
    private static string Lines(JsonObject map) =>
        $"{{\n{string.Join(",\n", map.Select(entry => $"{Text(entry.Key)}:{Text(entry.Value!)}"))}\n}}";

    private static string Text(JsonNode node) => node.ToJsonString(_format);

    private static JsonObject Read(string dataFolder, string service)
    {
        var serviceFolder = Path.Combine(dataFolder, service);
        // Versions are dates, so that the last in order is the newest.
        var newest = Directory.Exists(serviceFolder)
            ? Directory.EnumerateDirectories(serviceFolder).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (newest is null)
            throw new InvalidDataException($"'{dataFolder}' has no models of service '{service}'; give a botocore data folder.");

        var plain = Path.Combine(newest, "service-2.json");
        using Stream file = File.OpenRead(File.Exists(plain) ? plain : plain + ".gz");
        using var text = file is FileStream { Name: var name } && name.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        return JsonNode.Parse(text)!.AsObject();
    }

    private static void Reach(JsonNode? node, JsonObject shapes, SortedSet<string> reached)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                {
                    if (key == "shape" && value is JsonValue && value.GetValueKind() == JsonValueKind.String)
                    {
                        var shape = value.GetValue<string>();
                        if (reached.Add(shape))
                            Reach(shapes[shape], shapes, reached);
                    }
                    else
                    {
                        Reach(value, shapes, reached);
                    }
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                    Reach(item, shapes, reached);
                break;
        }
    }

    private static JsonObject WithoutProse(JsonObject source)
    {
        var kept = new JsonObject();
        foreach (var (key, value) in source)
        {
            // A member may be called "documentation": names of members are data.
            if (key == "members" && value is JsonObject members)
            {
                var keptMembers = new JsonObject();
                foreach (var (name, member) in members)
                    keptMembers[name] = WithoutProse(member!.AsObject());
                kept[key] = keptMembers;
            }
            else if (!_dropped.Contains(key))
            {
                kept[key] = value switch
                {
                    JsonObject map => WithoutProse(map),
                    JsonArray list => new JsonArray([.. list.Select(item => item is JsonObject map ? WithoutProse(map) : item?.DeepClone())]),
                    _ => value?.DeepClone(),
                };
            }
        }

        return kept;
    }
}
