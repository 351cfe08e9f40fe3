using System.Collections;
using Kraken.MskConnect.Specs.Reading;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// Reads specs from files, texts and objects: one spec, a list of them, or a fleet, that is
/// <c>{ defaults: {…}, connectors: [ … ] }</c>.
/// </summary>
/// <remarks>
/// Names may be the properties' (<c>SubnetId</c>) or the reference module's (<c>subnet_ids</c>), in any case of
/// letters. A null stands for the field's default, and so does a blank text of an optional field. Numbers and booleans are taken as text where a text is wanted, as
/// Terraform does. In a fleet, a connector's field takes the place of the shared one; maps are merged key by key, and
/// a null in a connector takes the shared value away. The key <c>$schema</c>, by which editors find the JSON Schema of spec
/// files, is passed over.
/// </remarks>
public static class SpecReader
{
    /// <summary>The format that a file's name stands for, or null where the core does not read it.</summary>
    /// <param name="path">The file's path.</param>
    public static SpecFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => SpecFormat.Json,
        ".yaml" or ".yml" => SpecFormat.Yaml,
        _ => null,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path of a <c>.json</c>, <c>.tfvars.json</c>, <c>.yaml</c> or <c>.yml</c> file.</param>
    /// <returns>One reading a spec, in the file's order; never empty.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecUnreadable"/> where the file is missing, of another format or encoding, or malformed.
    /// </exception>
    public static IReadOnlyList<SpecReading> ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        SpecFileText.RefuseFolder(path);
        var format = FormatOf(path) ?? throw new KrakenException(
            KrakenErrorKind.SpecUnreadable,
            $"'{path}' does not have a format that specs can be read from here.",
            "Give a .json, .tfvars.json, .yaml or .yml file; Import-KrakenConnectorSpec reads .psd1 files too.");
        return ReadText(SpecFileText.Read(path), format, path);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="format">Its format.</param>
    /// <param name="source">Where it comes from, for messages: a file's path, say.</param>
    /// <returns>One reading a spec, in the text's order; never empty.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecUnreadable"/> where the text is malformed; its message names line and column and
    /// shows nothing of the text.
    /// </exception>
    public static IReadOnlyList<SpecReading> ReadText(string text, SpecFormat format, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        var root = format == SpecFormat.Json ? JsonSpecs.Parse(text, source) : YamlSpecs.Parse(text, source);
        return SpecFile.Read(DefinitionFile.Inline(root, FolderOf(source)), source);
    }

    /// <summary>Reads objects: dictionaries, lists, texts, numbers, booleans and null, however nested.</summary>
    /// <param name="tree">The object; of a <see cref="ConnectorSpec"/> the reading has a copy of its own.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <returns>One reading a spec, in the object's order; never empty.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecUnreadable"/> where the object holds no spec.
    /// </exception>
    public static IReadOnlyList<SpecReading> FromObject(object? tree, string source) =>
        tree is ConnectorSpec spec
            ? [new SpecReading(SpecCopy.Of(spec), [], source)]
            : SpecFile.Read(DefinitionFile.Inline(ObjectSpecs.Convert(tree), FolderOf(source)), source);

    /// <summary>Sets fields of a spec by their names, for example those that a cmdlet's parameters gave.</summary>
    /// <param name="spec">The spec to begin with.</param>
    /// <param name="values">Values by name, as in <see cref="FromObject"/>.</param>
    /// <param name="source">Where the values come from, for messages.</param>
    public static SpecReading Apply(ConnectorSpec spec, IDictionary values, string source)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(values);
        return SpecBinder.Bind((SpecMap)ObjectSpecs.Convert(values), spec, source);
    }

    /// <summary>The folder of a spec file, in which the paths that it names begin.</summary>
    private static string FolderOf(string source) =>
        File.Exists(source) && Path.GetDirectoryName(Path.GetFullPath(source)) is { } folder ? folder : Directory.GetCurrentDirectory();
}
