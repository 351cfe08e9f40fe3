using System.Management.Automation.Language;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Reading;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Reads PowerShell data files: literals only, nothing is run.</summary>
internal static class PowerShellDataFile
{
    private const int MostFaults = 5;

    // In own words, since PowerShell's quote the file, where a secret may stand.
    private static readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal)
    {
        ["MissingEndCurlyBrace"] = "a closing brace is missing",
        ["IncompleteHashLiteral"] = "the hashtable is not closed",
        ["MissingEqualsInHashLiteral"] = "an = is missing after a key",
        ["MissingStatementInHashLiteral"] = "a value is missing after an =",
        ["DuplicateKeyInHashLiteral"] = "a key is given twice",
        ["TerminatorExpectedAtEndOfString"] = "a text has no closing quote",
        ["MissingEndParenthesisInExpression"] = "a closing parenthesis is missing",
        ["MissingEndParenthesisInSubexpression"] = "a closing parenthesis is missing",
        ["UnexpectedToken"] = "something stands where nothing may; a text needs quotes",
        ["MissingEndSquareBracket"] = "a closing bracket is missing",
    };

    /// <summary>Reads the file's specs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it.</param>
    public static IReadOnlyList<SpecReading> Read(string path, SpecReadOptions options)
    {
        var file = Parser.ParseInput(SpecFileText.Read(path), path, out _, out var errors);
        if (errors.Length > 0)
            throw Unreadable(path, $"is not a PowerShell data file: {string.Join("; ", errors.Take(MostFaults).Select(Fault))}");

        var value = file.Find(a => a is HashtableAst or ArrayExpressionAst or ArrayLiteralAst, searchNestedScriptBlocks: false)
            ?? throw Unreadable(path, "contains neither a hashtable nor a list of hashtables");
        object? plain;
        try
        {
            plain = PipelineObject.ToPlain(((ExpressionAst)value).SafeGetValue());
        }
        catch (InvalidOperationException)
        {
            // Not as the inner exception: its text quotes the file, where a secret may stand.
            var lines = value.FindAll(IsRun, searchNestedScriptBlocks: true).Select(a => a.Extent.StartLineNumber).Distinct().ToList();
            var where = lines.Count == 0 ? "" : $" in line {string.Join(", ", lines.Take(MostFaults))}";
            throw Unreadable(path, $"contains something other than literal values{where}");
        }

        var readings = SpecReader.FromObject(plain, path, options);
        var maps = Specs(value).ToList();
        return maps.Count == readings.Count ? [.. readings.Zip(maps, WithLines)] : readings;
    }

    private static string Fault(ParseError error)
    {
        var place = $"line {error.Extent.StartLineNumber}, column {error.Extent.StartColumnNumber}";
        return _faults.TryGetValue(error.ErrorId, out var why) ? $"{place}: {why}" : place;
    }

    private static bool IsRun(Ast part) => part is CommandAst or SubExpressionAst or MemberExpressionAst or ScriptBlockExpressionAst
        or TypeExpressionAst or ConvertExpressionAst or BinaryExpressionAst
        || (part is VariableExpressionAst variable && variable.VariablePath.UserPath.ToLowerInvariant() is not ("true" or "false" or "null"));

    /// <summary>The hashtables of the specs; none where it is a fleet, which has more in it.</summary>
    private static IEnumerable<HashtableAst> Specs(Ast value) => value is HashtableAst one
        ? one.KeyValuePairs.Any(p => string.Equals(Key(p), "connectors", StringComparison.OrdinalIgnoreCase)) ? [] : [one]
        : value.FindAll(a => a is HashtableAst, searchNestedScriptBlocks: false).Cast<HashtableAst>().Where(a => !IsInMap(a, value));

    private static bool IsInMap(Ast map, Ast root)
    {
        for (var part = map.Parent; part is not null && part != root; part = part.Parent)
        {
            if (part is HashtableAst)
                return true;
        }

        return false;
    }

    private static SpecReading WithLines(SpecReading reading, HashtableAst map)
    {
        var (lines, raw) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var pair in map.KeyValuePairs)
        {
            var (key, line) = (Key(pair), pair.Item1.Extent.StartLineNumber);
            raw.TryAdd(key, line);
            if (SpecFields.Find(key) is not { } field)
                continue;
            lines.TryAdd(field.Name, line);
            if (pair.Item2.Find(a => a is HashtableAst, searchNestedScriptBlocks: false) is not HashtableAst nested)
                continue;
            foreach (var inner in nested.KeyValuePairs)
                lines.TryAdd($"{field.Name}[{Key(inner)}]", inner.Item1.Extent.StartLineNumber);
        }

        int? LineOf(string field) => lines.TryGetValue(field, out var known) || raw.TryGetValue(field, out known)
            || lines.TryGetValue(field.Split('[')[0], out known) ? known : null;
        return reading with
        {
            Line = map.Extent.StartLineNumber,
            Lines = lines,
            Findings = [.. reading.Findings.Select(f => f with { Line = LineOf(f.Field) })],
        };
    }

    private static string Key(Tuple<ExpressionAst, StatementAst> pair) =>
        pair.Item1 is StringConstantExpressionAst text ? text.Value : pair.Item1.Extent.Text;

    private static KrakenException Unreadable(string path, string why) => new(
        KrakenErrorKind.SpecUnreadable,
        $"'{path}' {why}.",
        "Write a hashtable of literal values, for example @{ connector_name = 'orders-cdc' }, or a list of them in @( ).");
}
