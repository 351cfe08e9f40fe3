using System.Management.Automation.Language;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Reading;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Reads PowerShell data files: literals only, nothing is run.</summary>
internal static class PowerShellDataFile
{
    /// <summary>The file's value as plain values.</summary>
    public static object? Read(string path)
    {
        var file = Parser.ParseInput(SpecFileText.Read(path), path, out _, out var errors);
        if (errors is [var first, ..])
        {
            var (line, column) = (first.Extent.StartLineNumber, first.Extent.StartColumnNumber);
            throw Unreadable(path, $"is not a PowerShell data file: line {line}, column {column}");
        }

        var value = file.Find(a => a is HashtableAst or ArrayExpressionAst or ArrayLiteralAst, searchNestedScriptBlocks: false)
            ?? throw Unreadable(path, "contains neither a hashtable nor a list of hashtables");
        try
        {
            return PipelineObject.ToPlain(((ExpressionAst)value).SafeGetValue());
        }
        catch (InvalidOperationException)
        {
            // Not as the inner exception: its text quotes the file, where a secret may stand.
            throw Unreadable(path, "contains something other than literal values");
        }
    }

    private static KrakenException Unreadable(string path, string why) => new(
        KrakenErrorKind.SpecUnreadable,
        $"'{path}' {why}.",
        "Write a hashtable of literal values, for example @{ connector_name = 'orders-cdc' }, or a list of them in @( ).");
}
