namespace Kraken.MskConnect.Cmdlets;

/// <summary>Writes a file whole or not at all, as PowerShell's cmdlets that write files treat one that is there.</summary>
internal static class WholeFile
{
    /// <summary>Refuses what could not be written, before there is anything to write.</summary>
    /// <param name="file">The file's whole path.</param>
    /// <param name="noClobber">Whether a file that is there is left alone.</param>
    /// <param name="force">Whether a read-only file is written over.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.FileNotWritten"/>.</exception>
    public static void Check(string file, bool noClobber, bool force)
    {
        var there = new FileInfo(file);
        if (Directory.Exists(file))
            throw NotWritten($"Path: '{file}' is a folder.", "Give a file's path.");
        if (there.Directory is { Exists: false } folder)
            throw NotWritten($"Path: there is no folder '{folder}'.", "Make it first, or give another path.");
        if (there.Exists && noClobber)
            throw NotWritten($"The file '{file}' is there already.", "Leave -NoClobber out, or give another path.");
        if (there is { Exists: true, IsReadOnly: true } && !force)
            throw NotWritten($"The file '{file}' is read-only.", "Give -Force, or another path.");
    }

    /// <summary>Writes it, in UTF-8.</summary>
    /// <inheritdoc cref="Check"/>
    /// <param name="file">The file's whole path.</param>
    /// <param name="text">What will be in it.</param>
    /// <param name="noClobber">Whether a file that is there is left alone.</param>
    /// <param name="force">Whether a read-only file is written over.</param>
    public static void Write(string file, string text, bool noClobber, bool force)
    {
        try
        {
            Check(file, noClobber, force);
            var there = new FileInfo(file);
            if (there is { Exists: true, IsReadOnly: true })
                there.IsReadOnly = false;

            // A link stays one, and what it leads to is written.
            var real = there.Exists ? there.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file : file;
            var half = $"{real}.{Guid.NewGuid():N}";
            try
            {
                File.WriteAllText(half, text);
                File.Move(half, real, overwrite: true);
            }
            finally
            {
                File.Delete(half);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw NotWritten($"The file '{file}' cannot be written: {e.Message}", "Look at the path and its permissions.", e);
        }
    }

    /// <summary>The error of a file that was not written.</summary>
    public static KrakenException NotWritten(string message, string remedy, Exception? inner = null) =>
        new(KrakenErrorKind.FileNotWritten, message, remedy, inner);
}
