using System.Text;
using Kraken.MskConnect.Files;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Writes a file whole or not at all, as PowerShell's cmdlets that write files treat one that is there.</summary>
internal static class WholeFile
{
    private const string Permissions = "Check the path and its permissions.";

    /// <summary>Refuses what could not be written, before there is anything to write.</summary>
    /// <param name="file">The file's whole path.</param>
    /// <param name="noClobber">Whether a file that is there is left alone.</param>
    /// <param name="force">Whether a read-only file is written over.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.FileNotWritten"/>.</exception>
    public static void Check(string file, bool noClobber, bool force)
    {
        if (Directory.Exists(file))
            throw NotWritten($"Path: '{file}' is a folder.", "Give the path of a file.");
        var there = new FileInfo(file);
        if (there.Directory is { Exists: false } folder)
            throw NotWritten($"Path: there is no folder '{folder}'.", "Create it first, or give another path.");
        if (there.Exists && noClobber)
            throw NotWritten($"The file '{file}' already exists.", "Leave -NoClobber out, or give another path.");
        if (ContentWriter.IsReadOnly(file) && !force)
            throw NotWritten($"The file '{file}' is read-only.", "Give -Force, or another path.");
    }

    /// <summary>
    /// Writes it, in UTF-8. A file that is there keeps its mode and owner, a link stays one, and what is no regular file,
    /// such as a device or a pipe, is written through.
    /// </summary>
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
            new ContentWriter().Write(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw NotWritten(
                $"The file '{file}' cannot be written: {e.Message}",
                HeldFileRemedy(e),
                e);
        }
    }

    /// <summary>The error of a file that was not written.</summary>
    public static KrakenException NotWritten(string message, string remedy, Exception? inner = null) =>
        new(KrakenErrorKind.FileNotWritten, message, remedy, inner);

    private static string HeldFileRemedy(Exception e) => e is IOException and not (DirectoryNotFoundException or PathTooLongException)
        ? $"{Permissions} Another program may have the file open."
        : Permissions;
}
