using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Reports the findings of the validation to a pipeline.</summary>
internal static class SpecFindings
{
    /// <summary>The maximum number of errors that the one error lists; Test-KrakenConnectorSpec shows all.</summary>
    private const int MostLines = 20;

    /// <summary>The one error that lists all of a spec's errors.</summary>
    public static KrakenException Error(SpecValidation validation, string source)
    {
        // Numbered, since PowerShell's short view of an error takes the line breaks away.
        var errors = validation.Findings.Where(f => f.Severity == FindingSeverity.Error).ToList();
        var lines = errors.Take(MostLines)
            .Select((f, i) => $"{Environment.NewLine}  ({i + 1}) {f.Message} {f.Remedy}");
        if (errors.Count > MostLines)
            lines = lines.Append($"{Environment.NewLine}  … and {errors.Count - MostLines} more.");
        var name = validation.ConnectorName.Length == 0
            ? $"a connector without a name ({BoundedText.Of(source)})"
            : $"'{BoundedText.Of(validation.ConnectorName)}'";
        return new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"The spec of {name} is invalid; nothing was sent to AWS." + string.Concat(lines),
            "Correct the named fields. Test-KrakenConnectorSpec shows every finding.")
        {
            ConnectorName = validation.ConnectorName,
        };
    }

    /// <summary>The text of each warning, with the name by which a spec can accept it.</summary>
    public static IEnumerable<string> Warnings(SpecValidation validation) => validation.Findings
        .Where(f => f.Severity == FindingSeverity.Warning)
        .Select(f => $"{BoundedText.Of(validation.ConnectorName)}: {f.Message} {f.Remedy} [{f.Rule}]");
}
