using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>What PowerShell shows of a spec.</summary>
public static class SpecText
{
    /// <summary>The configuration with every secret masked, in the order of its keys.</summary>
    /// <param name="spec">The spec.</param>
    public static IReadOnlyDictionary<string, string> Configuration(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var shown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in spec.ConnectorConfiguration)
            shown.Add(key, Redaction.Value(key, value) ?? "");
        return shown;
    }
}
