using Kraken.MskConnect.Specs.Writing;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// Writes specs as <see cref="SpecReader"/> and Import-KrakenConnectorSpec read them: the fields that are not at their
/// defaults, in the order of the reference's inputs, then what goes beyond them. No secret is written.
/// </summary>
public static class SpecWriter
{
    private static readonly (string Ending, SpecFileFormat Format)[] _endings =
    [
        // The longer ending comes first.
        (".tfvars.json", SpecFileFormat.TfvarsJson),
        (".json", SpecFileFormat.Json),
        (".yaml", SpecFileFormat.Yaml),
        (".yml", SpecFileFormat.Yaml),
        (".psd1", SpecFileFormat.Psd1),
    ];

    /// <summary>The format that a file's name stands for; null where specs are not written in it.</summary>
    /// <param name="path">The file's path.</param>
    public static SpecFileFormat? FormatOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var (ending, format) in _endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return format;
        }

        return null;
    }

    /// <summary>How a file of the format ends, for example <c>.tfvars.json</c>.</summary>
    /// <param name="format">The format.</param>
    public static string EndingOf(SpecFileFormat format) => _endings.First(e => e.Format == format).Ending;

    /// <summary>Writes specs as a file's text.</summary>
    /// <param name="specs">The specs, one or more; several become a list under <c>connectors</c>.</param>
    /// <param name="format">The format.</param>
    /// <returns>
    /// The text, which ends with a line break. In place of every secret in plain text it has
    /// <see cref="KeptSecret.Placeholder"/>.
    /// </returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecInvalid"/> where the format cannot hold the specs.
    /// </exception>
    public static string Write(IReadOnlyList<ConnectorSpec> specs, SpecFileFormat format)
    {
        ArgumentNullException.ThrowIfNull(specs);
        ArgumentOutOfRangeException.ThrowIfZero(specs.Count);
        if (format == SpecFileFormat.TfvarsJson && specs.Count > 1)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"A file of Terraform variables contains one connector, not {specs.Count}: "
                + $"{BoundedText.List(specs.Select(s => s.ConnectorName))}.",
                "Give a folder, for one file for each connector, or a .json, .yaml or .psd1 file.");
        }

        var written = specs
            .Select(s => new WrittenSpec(KeptSecret.Hide(s)))
            .ToList();
        return format switch
        {
            SpecFileFormat.Yaml => YamlText.Of(written),
            SpecFileFormat.Psd1 => DataFileText.Of(written),
            _ => JsonText.Of(written),
        };
    }
}
