using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs;

/// <summary>Asks for what the files of other tools do not say and a spec needs.</summary>
public static class MissingInputs
{
    private const int MostConnectors = 20;

    /// <summary>The one error about a file; null where nothing is missing.</summary>
    /// <param name="readings">What was read of the file.</param>
    /// <param name="path">The file's path.</param>
    public static KrakenException? Error(IReadOnlyList<SpecReading> readings, string path)
    {
        ArgumentNullException.ThrowIfNull(readings);
        var lacking = readings.Where(r => r.Missing.Count > 0).ToList();
        if (lacking.Count == 0)
            return null;
        var example = Example(lacking.SelectMany(r => r.Missing).Distinct(StringComparer.Ordinal));
        var file = $"'{BoundedText.Of(path)}', {lacking[0].Format}";
        var message = lacking is [var only]
            ? $"{Name(only)} in {file}, lacks {BoundedText.List(only.Missing)}. Give them with -Default {example}."
            : $"{lacking.Count} connectors in {file}, lack inputs. Give them with -Default {example}." + string.Concat(Lines(lacking));
        return new KrakenException(
            KrakenErrorKind.SpecInvalid,
            message,
            "Use -Default, which fills in only what the file does not say. If connectors need different values, write spec files for them.")
        {
            ConnectorName = lacking[0].Spec.ConnectorName,
        };
    }

    private static IEnumerable<string> Lines(List<SpecReading> lacking)
    {
        var lines = lacking.Take(MostConnectors)
            .Select((r, i) => $"{Environment.NewLine}  ({i + 1}) {Name(r)}: {BoundedText.List(r.Missing)}");
        return lacking.Count > MostConnectors
            ? lines.Append($"{Environment.NewLine}  … and {lacking.Count - MostConnectors} more.")
            : lines;
    }

    private static string Name(SpecReading reading) => reading.Spec.ConnectorName.Length > 0
        ? $"The connector '{BoundedText.Of(reading.Spec.ConnectorName)}'"
        : "A connector without a name";

    /// <summary>A hashtable with the names; the keys of one map stand together.</summary>
    private static string Example(IEnumerable<string> names)
    {
        var fields = names.GroupBy(name => name.Split('[')[0]).Select(group =>
        {
            var keys = group.Where(name => name.EndsWith(']')).Select(name => name[(group.Key.Length + 1)..^1]).ToList();
            var value = keys.Count > 0 ? Map(keys)
                : SpecFields.Find(group.Key)?.Kind switch
                {
                    SpecFieldKind.TextList => "@('…')",
                    SpecFieldKind.TextMap => Map(["…"]),
                    SpecFieldKind.WholeNumber => "1",
                    _ => "'…'",
                };
            return $"{group.Key} = {value}";
        });
        return $"@{{ {string.Join("; ", fields)} }}";
    }

    private static string Map(IEnumerable<string> keys) =>
        $"@{{ {string.Join("; ", keys.Select(key => $"'{BoundedText.Of(key).Replace("'", "''", StringComparison.Ordinal)}' = '…'"))} }}";
}
