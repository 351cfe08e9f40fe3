using System.Management.Automation;
using System.Security;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Turns paths as users write them into files' paths, and says what is wrong with one in a sentence.</summary>
internal static class FilePath
{
    /// <summary>The file that a path names, wildcard characters taken as they are; it need not be there.</summary>
    /// <param name="cmdlet">The cmdlet, whose location a relative path begins at.</param>
    /// <param name="path">The path.</param>
    /// <param name="parameter">The parameter, for errors.</param>
    /// <param name="kind">The error's kind.</param>
    /// <exception cref="KrakenException">It names a drive or place where no files are.</exception>
    public static string Literal(PSCmdlet cmdlet, string path, string parameter, KrakenErrorKind kind)
    {
        try
        {
            var file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return IsFileSystem(provider) ? file : throw NoFiles(path, parameter, kind, provider);
        }
        catch (Exception error) when (IsOfPath(error))
        {
            throw Wrong(error, path, parameter, kind);
        }
    }

    /// <summary>The files that a path or a wildcard names; none where a wildcard matches none.</summary>
    /// <inheritdoc cref="Literal"/>
    /// <param name="cmdlet">The cmdlet, whose location a relative path begins at.</param>
    /// <param name="path">The path.</param>
    /// <param name="parameter">The parameter, for errors.</param>
    /// <param name="kind">The error's kind.</param>
    public static IReadOnlyList<string> Matching(PSCmdlet cmdlet, string path, string parameter, KrakenErrorKind kind)
    {
        try
        {
            var files = cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider);
            return IsFileSystem(provider) ? files : throw NoFiles(path, parameter, kind, provider);
        }
        catch (Exception error) when (IsOfPath(error))
        {
            throw Wrong(error, path, parameter, kind);
        }
    }

    private static bool IsFileSystem(ProviderInfo provider) => provider.Name == "FileSystem";

    // What PowerShell and the file system throw over a path; not what ends a pipeline.
    private static bool IsOfPath(Exception error) => error is SessionStateException or ProviderInvocationException
        or WildcardPatternException or PSInvalidOperationException or ArgumentException or NotSupportedException or IOException
        or UnauthorizedAccessException or SecurityException;

    private static KrakenException Wrong(Exception error, string path, string parameter, KrakenErrorKind kind)
    {
        var shown = BoundedText.Of(path);
        return error switch
        {
            System.Management.Automation.DriveNotFoundException or ProviderNotFoundException
                when path.Contains("://", StringComparison.Ordinal) => new(
                kind,
                $"{parameter}: '{shown}' is a URL, not a file.",
                "Download it first, for example with Invoke-WebRequest -OutFile, and give the file.",
                error),
            System.Management.Automation.DriveNotFoundException or ProviderNotFoundException => new(
                kind,
                $"{parameter}: '{shown}' names a drive that does not exist.",
                "Give a path on a drive of this machine or session; Get-PSDrive lists them.",
                error),
            ItemNotFoundException => new(
                kind,
                $"{parameter}: there is no file '{shown}'.",
                "Check the path; a relative path starts at the current location.",
                error),
            _ => new(kind, $"{parameter}: '{shown}' is not a usable path: {error.Message}", "Check the path.", error),
        };
    }

    private static KrakenException NoFiles(string path, string parameter, KrakenErrorKind kind, ProviderInfo provider) => new(
        kind,
        $"{parameter}: '{BoundedText.Of(path)}' is in the PowerShell provider {provider.Name}, which has no files.",
        "Give the path of a file.");
}
