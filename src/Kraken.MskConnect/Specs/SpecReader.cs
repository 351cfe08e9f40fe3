using System.Collections;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs.Reading;
using Kraken.MskConnect.Specs.Reading.Foreign;

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
/// files, is passed over. Files of other tools that say what a connector is are recognised by what is in them: see
/// <see cref="SpecReading.Missing"/>.
/// </remarks>
public static class SpecReader
{
    /// <summary>The format that a file's name stands for, or null where the core does not read it.</summary>
    /// <param name="path">The file's path.</param>
    public static SpecFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => SpecFormat.Json,
        ".yaml" or ".yml" => SpecFormat.Yaml,
        ".properties" => SpecFormat.Properties,
        _ => null,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">
    /// The path of a <c>.json</c>, <c>.tfvars.json</c>, <c>.yaml</c>, <c>.yml</c> or <c>.properties</c> file.
    /// </param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <returns>One reading a spec, in the file's order; never empty.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecUnreadable"/> where the file is missing, of another format or encoding, or malformed.
    /// </exception>
    public static IReadOnlyList<SpecReading> ReadFile(string path, SpecReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        SpecFileText.RefuseFolder(path);
        var format = FormatOf(path) ?? throw new KrakenException(
            KrakenErrorKind.SpecUnreadable,
            $"'{path}' does not have a format that specs can be read from here.",
            "Give a .json, .tfvars.json, .yaml, .yml or .properties file; Import-KrakenConnectorSpec reads .psd1 files too. "
            + "Of Terraform's own files, give what terraform show -json writes.");
        var readings = ReadText(SpecFileText.Read(path), format, path, options);
        return options?.IsStrict != true && path.EndsWith(".tfvars.json", StringComparison.OrdinalIgnoreCase)
            ? [.. readings.Select(ForeignVariables)]
            : readings;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="format">Its format.</param>
    /// <param name="source">Where it comes from, for messages: a file's path, say.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <returns>One reading a spec, in the text's order; never empty.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecUnreadable"/> where the text is malformed; its message names line and column and
    /// shows nothing of the text.
    /// </exception>
    public static IReadOnlyList<SpecReading> ReadText(
        string text, SpecFormat format, string source, SpecReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new SpecReadOptions();
        var (folder, defaults) = (FolderOf(source), Defaults(options, source));
        var root = format switch
        {
            SpecFormat.Json => JsonSpecs.Parse(text, source),
            SpecFormat.Yaml => YamlSpecs.Parse(text, source),
            _ => PropertiesSpecs.Parse(text),
        };
        return ForeignSpecs.Read(root, source, defaults, options.ResolvesCluster)
            ?? (format == SpecFormat.Properties
                ? throw Unreadable.NoSpec(source, $"properties without {ConnectorConfig.ClassKey}")
                : SpecFile.Read(DefinitionFile.Inline(root, folder), source, defaults));
    }

    /// <summary>Reads objects: dictionaries, lists, texts, numbers, booleans and null, however nested.</summary>
    /// <param name="tree">The object; of a <see cref="ConnectorSpec"/> the reading has a copy of its own.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <returns>One reading a spec, in the object's order; never empty.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecUnreadable"/> where the object holds no spec.
    /// </exception>
    public static IReadOnlyList<SpecReading> FromObject(object? tree, string source, SpecReadOptions? options = null) =>
        tree is ConnectorSpec spec
            ? [new SpecReading(SpecCopy.Of(spec), [], source)]
            : SpecFile.Read(
                DefinitionFile.Inline(ObjectSpecs.Convert(tree), FolderOf(source)), source,
                options is null ? null : Defaults(options, source));

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

    private static SpecMap Defaults(SpecReadOptions options, string source) =>
        (SpecMap)DefinitionFile.Inline(ObjectSpecs.Convert(options.Defaults), FolderOf(source));

    /// <summary>The reading with its unknown names as warnings: Terraform also passes over a variable that nothing declares.</summary>
    private static SpecReading ForeignVariables(SpecReading reading) => reading with
    {
        Findings =
        [
            .. reading.Findings.Select(f => f.Rule == SpecBinder.UnknownField
                ? f with { Severity = FindingSeverity.Warning, Message = $"{f.Message.TrimEnd('.')}, so it has no effect." }
                : f),
        ],
    };

    /// <summary>The folder of a spec file, in which the paths that it names begin.</summary>
    private static string FolderOf(string source) =>
        File.Exists(source) && Path.GetDirectoryName(Path.GetFullPath(source)) is { } folder ? folder : Directory.GetCurrentDirectory();
}
