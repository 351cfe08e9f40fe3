using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Reports the findings of the validation to a pipeline.</summary>
internal static class SpecFindings
{
    /// <summary>The maximum number of errors that the one error lists; Test-KrakenConnectorSpec shows all.</summary>
    private const int MostLines = 20;

    /// <summary>The one error that lists all of a spec's errors; those whose line is known come first.</summary>
    public static KrakenException Error(SpecValidation validation, SpecReading reading)
    {
        var errors = validation.Findings.Where(f => f.Severity == FindingSeverity.Error)
            .OrderBy(f => f.Line ?? int.MaxValue).ToList();
        var lines = errors.Take(MostLines)
            .Select((f, i) => $"{Environment.NewLine}  ({i + 1}) {(f.Line is { } line ? $"line {line}: " : "")}{f.Message} {f.Remedy}");
        if (errors.Count > MostLines)
            lines = lines.Append($"{Environment.NewLine}  … and {errors.Count - MostLines} more.");
        var name = validation.ConnectorName.Length == 0
            ? "a connector without a name"
            : $"'{BoundedText.Of(validation.ConnectorName)}'";
        return new KrakenException(
            KrakenErrorKind.SpecInvalid,
            errors is [var only]
                ? $"The spec of {name}{Place(reading, only.Line)} is invalid; nothing was sent to AWS. {only.Message} {only.Remedy}"
                : $"The spec of {name}{Place(reading, reading.Line)} is invalid; nothing was sent to AWS. Correct its {errors.Count} errors, listed below."
                + string.Concat(lines),
            "Correct the named fields. Test-KrakenConnectorSpec shows every finding.")
        {
            ConnectorName = validation.ConnectorName,
        };
    }

    /// <summary>Where the spec stands; nothing where it was made at the prompt.</summary>
    private static string Place(SpecReading reading, int? line) => SpecInput.IsPlace(reading.Source)
        ? $" in {BoundedText.Of(reading.Source)}{(line > 1 ? $" (line {line})" : "")}"
        : "";

    /// <summary>The text of each warning, with the name by which a spec can accept it.</summary>
    public static IEnumerable<string> Warnings(SpecValidation validation) => validation.Findings
        .Where(f => f.Severity == FindingSeverity.Warning)
        .Select(f => $"{Text(validation.ConnectorName, f)} [{f.Rule}]");

    /// <summary>A finding with the name of its connector, if that has one yet.</summary>
    public static string Text(string connectorName, SpecFinding finding) =>
        $"{(connectorName.Length == 0 ? "" : $"{BoundedText.Of(connectorName)}: ")}{finding.Message} {finding.Remedy}";
}
