using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kraken.MskConnect.Specs.Reading;

/// <summary>
/// Puts the text of a connector definition where a spec names its file, so that a spec holds all that it means and a saved
/// plan does not change with the file.
/// </summary>
internal static class DefinitionFile
{
    private const string Name = nameof(ConnectorSpec.ConnectorDefinition);

    // One line: the text is a value of a spec, and no name in it needs an escape.
    private static readonly JsonSerializerOptions _oneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Extension = ".json";

    /// <summary>Whether a value is the definition itself and not the path of its file.</summary>
    internal static bool IsText(string value) => value.TrimStart().StartsWith('{');

    /// <summary>Whether a value is a definition or the path of one; a rule tells of what is neither.</summary>
    internal static bool IsOne(string value) => IsText(value) || value.TrimEnd().EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of the definition that a value is or names.</summary>
    /// <param name="value">The definition's JSON, or the path of its file.</param>
    /// <param name="folder">The folder that a path begins in.</param>
    /// <exception cref="KrakenException">The file cannot be read or holds no JSON object.</exception>
    internal static string Read(string value, string folder)
    {
        var path = IsText(value) ? null : Path.Combine(folder, value);
        var text = path is null ? value : SpecFileText.Read(path);
        try
        {
            if (JsonNode.Parse(text) is JsonObject json)
                return json.ToJsonString(_oneLine);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // Told below, together with what is JSON and no object.
        }

        throw new KrakenException(
            KrakenErrorKind.SpecUnreadable,
            $"{Name}: {(path is null ? "the text" : $"'{path}'")} is not a JSON object.",
            "Give a definition as docs/connector-definitions.md describes it, or the path of a file with one.");
    }

    /// <summary>The tree with the text of each definition in place of its path.</summary>
    /// <param name="node">What was read.</param>
    /// <param name="folder">The folder that paths begin in.</param>
    internal static SpecNode Inline(SpecNode node, string folder) => node switch
    {
        SpecMap map => new SpecMap([.. map.Entries.Select(e => KeyValuePair.Create(e.Key, (e.Value, SpecFields.Find(e.Key)?.Name) switch
        {
            (SpecText text, Name) when IsOne(text.Value) => new SpecText(Read(text.Value, folder)),
            (SpecMap or SpecList, null) => Inline(e.Value, folder),
            _ => e.Value,
        } with { Line = e.Value.Line }))]) { Line = map.Line },
        SpecList list => new SpecList([.. list.Items.Select(i => Inline(i, folder))]) { Line = list.Line },
        _ => node,
    };
}
