using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kraken.TrimModels;

/// <summary>
/// What an AWS SDK for JavaScript v3 client, an npm package, says of its service: the operations and shapes of
/// <c>dist-es/schemas</c>, the enums of <c>dist-es/models</c>, and what only its type declarations tell. Source: Smithy
/// TypeScript, packages/core/src/submodules/schema.
/// </summary>
internal sealed partial class PackageModel
{
    private readonly Dictionary<string, object?> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _memberTypes = new(StringComparer.Ordinal);
    private readonly string _folder;

    private PackageModel(string folder) => _folder = folder;

    /// <summary>The operations by name.</summary>
    public SortedDictionary<string, PackageOperation> Operations { get; } = new(StringComparer.Ordinal);

    /// <summary>The values of each enum. The names begin with an upper-case letter, whatever the service calls the enum.</summary>
    public Dictionary<string, string[]> Enums { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the package in a folder.</summary>
    /// <exception cref="InvalidDataException">The folder has no such package.</exception>
    public static PackageModel Read(string folder)
    {
        var schemas = Path.Combine(folder, "dist-es", "schemas");
        if (!Directory.Exists(schemas))
            throw new InvalidDataException($"'{folder}' has no schemas; give the folder of an AWS SDK for JavaScript v3 client.");
        var model = new PackageModel(folder);
        foreach (var file in Directory.EnumerateFiles(schemas, "*.js"))
        {
            foreach (var (name, value) in JsLiterals.Read(File.ReadAllText(file)))
                model._declared[name] = value;
        }

        foreach (var value in model._declared.Values)
        {
            if (value is List<object?> and [9L, _, string name, var traits, var input, var output, ..])
                model.Operations[name] = new(name, traits as Dictionary<string, object?>, model.Shape(input), model.Shape(output));
        }

        model.ReadEnums();
        model.ReadDeclarations();
        return model;
    }

    /// <summary>The version that the package's manifest gives.</summary>
    public static string VersionOf(string folder) =>
        (string)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "package.json")))!["version"]!;

    /// <summary>The errors that an operation's declaration lists.</summary>
    public IEnumerable<PackageShape> ErrorsOf(string operation)
    {
        var text = File.ReadAllText(Path.Combine(_folder, "dist-types", "commands", operation + "Command.d.ts"));
        foreach (Match error in Thrown().Matches(text))
        {
            if (_declared.ContainsKey(error.Groups["name"].Value + "$")
                && Shape(new JsLiterals.Reference(error.Groups["name"].Value + "$")) is { Namespace: not "smithy" } shape)
                yield return shape;
        }
    }

    /// <summary>The kind of number that a member of that name is, which the schemas do not tell: int, long, float or double.</summary>
    public string NumberOf(string member) => _numbers.GetValueOrDefault(member, "long");

    /// <summary>The enum that a structure's member has, or null.</summary>
    public string? EnumOf(string structure, string member) =>
        _memberTypes.TryGetValue($"{structure}.{member}", out var type) && Enums.ContainsKey(type) ? type : null;

    /// <summary>The shape that a schema stands for.</summary>
    public PackageShape? Shape(object? schema) => schema switch
    {
        JsLiterals.Reference { Name: "__Unit" } or null or "unit" => null,
        JsLiterals.Reference reference => _declared.TryGetValue(reference.Name, out var value)
            ? Shape(value)
            : throw new InvalidDataException($"'{_folder}' does not declare '{reference.Name}'."),
        long kind => PackageShape.Simple(this, kind),
        List<object?> and [3L or -3L or 4L or 1L or 2L or 0L, string, string, _, ..] and var declared => PackageShape.Declared(this, declared),
        // A schema with the traits that it has at its place.
        List<object?> and [var inner, long or Dictionary<string, object?>] => Shape(inner),
        _ => throw new InvalidDataException($"'{_folder}' has a schema that PackageModel cannot read."),
    };

    private void ReadEnums()
    {
        var file = Path.Combine(_folder, "dist-es", "models", "enums.js");
        if (!File.Exists(file))
            return;
        foreach (Match found in EnumText().Matches(File.ReadAllText(file)))
            Enums[found.Groups["name"].Value] = [.. EnumValue().Matches(found.Groups["values"].Value).Select(v => v.Groups["value"].Value)];
    }

    private void ReadDeclarations()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "dist-types", "models"), "models_*.d.ts"))
        {
            foreach (Match structure in Interface().Matches(File.ReadAllText(file)))
            {
                foreach (Match member in InterfaceMember().Matches(structure.Groups["members"].Value))
                    _memberTypes[$"{structure.Groups["name"].Value}.{member.Groups["name"].Value}"] = member.Groups["type"].Value;
            }
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "dist-types", "commands"), "*.d.ts"))
        {
            foreach (Match number in Number().Matches(File.ReadAllText(file)))
                _numbers.TryAdd(number.Groups["name"].Value, number.Groups["kind"].Value);
        }
    }

    [GeneratedRegex(@"@throws \{@link (?<name>\w+)\} \(", RegexOptions.ExplicitCapture)]
    private static partial Regex Thrown();

    [GeneratedRegex(@"^export const (?<name>\w+) = \{(?<values>[^}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex EnumText();

    [GeneratedRegex("""
        : "(?<value>[^"]*)"
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex EnumValue();

    [GeneratedRegex(@"^export interface (?<name>\w+)[^{]*\{\n(?<members>.*?)^\}", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Interface();

    [GeneratedRegex(@"^    (?<name>\w+)\??: (?<type>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex InterfaceMember();

    [GeneratedRegex("""(?<name>\w+): Number\("(?<kind>\w+)"\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
