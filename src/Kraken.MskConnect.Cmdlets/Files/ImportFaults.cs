using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Tells of several files that hold no valid spec in one error, where the first error ends the command.</summary>
internal static class ImportFaults
{
    private const int MostFiles = 20;

    /// <summary>The error.</summary>
    /// <param name="failed">What is wrong, with each file; two or more.</param>
    public static KrakenException InOne(IReadOnlyList<(Exception Error, string Path)> failed)
    {
        var files = failed.Select(f => f.Path).Distinct(StringComparer.Ordinal).Count();
        var lines = failed.Take(MostFiles).Select(f => Environment.NewLine + Indented(f.Error));
        var more = failed.Count > MostFiles ? $"{Environment.NewLine}… and {failed.Count - MostFiles} more." : "";
        var kinds = failed.Select(f => (f.Error as KrakenException)?.Kind ?? KrakenErrorKind.Unexpected).Distinct().ToList();
        return new KrakenException(
            kinds is [var same] ? same : KrakenErrorKind.SpecInvalid,
            $"{(files == 1 ? "A file" : $"{files} files")} cannot be used: correct what is listed below. Nothing was sent to AWS."
            + string.Concat(lines) + more,
            "Correct the named files and fields.");
    }

    private static string Indented(Exception error) => error is KrakenException known
        ? "  " + known.Message.ReplaceLineEndings(Environment.NewLine + "  ")
        : $"  {error.GetType().Name}: {ForeignText.OneLine(Redacting.Redaction.Scrub(error.Message))}";
}
