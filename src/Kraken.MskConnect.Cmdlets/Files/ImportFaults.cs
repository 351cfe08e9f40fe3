using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Tells of several files or specs that are faulty in one error, where the first error ends the command.</summary>
internal static class ImportFaults
{
    private const int MostFiles = 20;

    /// <summary>The error of files.</summary>
    /// <param name="failed">What is wrong, with each file; two or more.</param>
    public static KrakenException OfFiles(IReadOnlyList<(Exception Error, string Path)> failed)
    {
        var files = failed.Select(f => f.Path).Distinct(StringComparer.Ordinal).Count();
        return InOne([.. failed.Select(f => f.Error)], files == 1 ? "A file cannot be used" : $"{files} files cannot be used");
    }

    /// <summary>The error of specs.</summary>
    /// <param name="failed">What is wrong with each; two or more.</param>
    public static KrakenException OfSpecs(IReadOnlyList<KrakenException> failed) =>
        InOne(failed, $"{failed.Count} specs are invalid");

    private static KrakenException InOne(IReadOnlyList<Exception> failed, string what)
    {
        var lines = failed.Take(MostFiles).Select(f => Environment.NewLine + Indented(f));
        var more = failed.Count > MostFiles ? $"{Environment.NewLine}… and {failed.Count - MostFiles} more." : "";
        var kinds = failed.Select(f => (f as KrakenException)?.Kind ?? KrakenErrorKind.Unexpected).Distinct().ToList();
        return new KrakenException(
            kinds is [var same] ? same : KrakenErrorKind.SpecInvalid,
            $"{what}: correct what is listed below. Nothing was sent to AWS."
            + string.Concat(lines) + more,
            "Correct the named files and fields.");
    }

    private static string Indented(Exception error) => error is KrakenException known
        ? "  " + known.Message.ReplaceLineEndings(Environment.NewLine + "  ")
        : $"  {error.GetType().Name}: {ForeignText.OneLine(Redacting.Redaction.Scrub(error.Message))}";
}
