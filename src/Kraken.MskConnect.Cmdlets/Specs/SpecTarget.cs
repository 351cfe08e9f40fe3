using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Where exported specs are written: one file for all, or a folder with one file for each connector.</summary>
internal sealed class SpecTarget
{
    /// <summary>Device names of Windows that a connector's name can be.</summary>
    private static readonly HashSet<string> _devices = new(
        [
            "con", "prn", "aux", "nul",
            .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"com{i}", $"lpt{i}" }),
        ],
        StringComparer.OrdinalIgnoreCase);

    private readonly SpecFileFormat _format;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    private SpecTarget(string path, bool isFolder, SpecFileFormat format)
    {
        (File, IsFolder, _format) = (path, isFolder, format);
    }

    /// <summary>Whether each connector has its own file.</summary>
    public bool IsFolder { get; }

    /// <summary>The file, or the folder.</summary>
    public string File { get; }

    /// <summary>Determines what a path means.</summary>
    /// <param name="path">The whole path.</param>
    /// <param name="isFolder">Whether it was written as a folder's.</param>
    /// <param name="format">The format that was asked for, or null.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.FileNotWritten"/>: the extension does not determine
    /// a format and none was given.</exception>
    public static SpecTarget Of(string path, bool isFolder, SpecFileFormat? format)
    {
        if (isFolder || Directory.Exists(path))
            return new SpecTarget(path, isFolder: true, format ?? SpecFileFormat.TfvarsJson);
        var named = SpecWriter.FormatOf(path) ?? format;
        if (named is null)
        {
            throw NotWritten(
                $"Path: '{path}' does not name a folder or a spec file.",
                "Give a .tfvars.json, .json, .yaml or .psd1 file, or -Format, or a folder; end the path of a new folder with a slash.");
        }

        if (format is not null && format != named)
        {
            throw NotWritten(
                $"Format: '{path}' has the extension of the format {named}, not {format}.",
                "Leave -Format out, or give another name.");
        }

        return new SpecTarget(path, isFolder: false, named.Value);
    }

    /// <summary>A connector's file in the folder. Two connectors never have the same.</summary>
    public string FileFor(string connectorName)
    {
        // Names are case sensitive for MSK Connect, and not for every file system.
        var plain = Unreserved(
            string.Concat(connectorName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')));
        var name = plain;
        for (var i = 2; !_names.Add(name); i++)
            name = $"{plain}-{i}";
        return System.IO.Path.Combine(File, name + SpecWriter.EndingOf(_format));
    }

    /// <summary>
    /// Windows treats a name as a device if the part before the first dot is reserved, whatever follows. The rule
    /// applies on every system, because folders are copied between systems. Source: Windows, Naming Files, Paths, and
    /// Namespaces.
    /// </summary>
    private static string Unreserved(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (device, rest) = dot < 0 ? (name, "") : (name[..dot], name[dot..]);
        return _devices.Contains(device) ? $"{device}_{rest}" : name;
    }

    /// <summary>Writes the complete file, or none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="specs">The specs in it.</param>
    /// <param name="noClobber">Whether an existing file is kept.</param>
    /// <param name="force">Whether a read-only file is overwritten.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.FileNotWritten"/>, or <see cref="KrakenErrorKind.SpecInvalid"/> where the format cannot
    /// hold the specs.
    /// </exception>
    public void Write(string file, IReadOnlyList<ConnectorSpec> specs, bool noClobber, bool force)
    {
        var text = SpecWriter.Write(specs, _format);
        if (IsFolder)
            MakeFolder();
        WholeFile.Write(file, text, noClobber, force);
    }

    private void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(File);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw NotWritten($"The folder '{File}' cannot be created: {e.Message}", "Check the path and its permissions.", e);
        }
    }

    private static KrakenException NotWritten(string message, string remedy, Exception? inner = null) =>
        WholeFile.NotWritten(message, remedy, inner);
}
