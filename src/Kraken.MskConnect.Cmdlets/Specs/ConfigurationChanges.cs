using System.Collections;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Merges single keys into the connector configuration of a spec.</summary>
internal static class ConfigurationChanges
{
    private const string Parameter = "ConfigurationChange";

    /// <summary>The spec with the keys set, and those whose value is null removed.</summary>
    /// <param name="reading">The spec.</param>
    /// <param name="changes">Values by key; null for no change.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>: a key is blank.</exception>
    public static SpecReading Apply(SpecReading reading, IDictionary? changes)
    {
        if (changes is null || changes.Count == 0)
            return reading;
        var findings = new List<SpecFinding>();
        var merged = reading.Spec.ConnectorConfiguration.ToDictionary(e => e.Key, object? (e) => e.Value, StringComparer.Ordinal);
        foreach (DictionaryEntry change in changes)
        {
            var key = $"{change.Key}";
            if (string.IsNullOrWhiteSpace(key))
            {
                throw new KrakenException(
                    KrakenErrorKind.SpecInvalid, $"{Parameter}: a key is blank.",
                    "Give the configuration's keys, for example @{ 'flush.size' = '2000'; 'old.key' = $null }.");
            }

            if (change.Value is not null)
                merged[key] = change.Value;
            else if (!merged.Remove(key))
                findings.Add(NothingToRemove(key));
        }

        var changed = SpecReader.Apply(
            reading.Spec,
            new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(ConnectorSpec.ConnectorConfiguration)] = merged },
            reading.Source);
        return changed with { Findings = [.. reading.Findings, .. changed.Findings, .. findings] };
    }

    private static SpecFinding NothingToRemove(string key) => new(
        FindingSeverity.Warning,
        SpecFinding.ConfigurationField(key),
        "NothingToRemove",
        null,
        $"{Parameter} removes '{key}', which the configuration does not have.",
        "Correct the key, including its case, or leave it out.");
}
