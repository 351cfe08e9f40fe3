using System.Globalization;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Connectors.Definitions;

/// <summary>Checks a configuration's keys against those that its family has.</summary>
internal static class KeyRules
{
    /// <summary>Adds what is to be said of required keys, numbers, closed sets of values and unknown keys.</summary>
    /// <param name="keys">The keys that a connector of the class has.</param>
    /// <param name="hasAllKeys">Whether these are all of them.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="use">Where the findings go.</param>
    internal static void Check(
        IReadOnlyList<ConnectorKey> keys, bool hasAllKeys, ConnectorConfig config, ConnectorUse use)
    {
        var byName = keys.Where(k => !k.IsPattern).DistinctBy(k => k.Name).ToDictionary(k => k.Name, StringComparer.Ordinal);
        var patterns = keys.Where(k => k.IsPattern).ToList();
        string? Get(string key) => config.Get(key) ?? byName.GetValueOrDefault(key)?.Default;
        foreach (var key in byName.Values.Where(k => k.Required?.Holds(Get) is true && IsMissing(k)))
            Missing(key, use);
        bool IsMissing(ConnectorKey key) => key.Range is null ? config.Get(key.Name) is null : !config.Values.ContainsKey(key.Name);
        foreach (var (name, value) in config.Values)
        {
            var key = byName.GetValueOrDefault(name) ?? patterns.Find(p => p.Is(name));
            if (key is not null)
                Value(key, name, value, use);
            else if (hasAllKeys && !use.KeyBeginnings.Any(b => name.StartsWith(b, StringComparison.Ordinal)))
                Unknown(name, byName.Keys, use);
        }
    }

    private static void Missing(ConnectorKey key, ConnectorUse use)
    {
        var reason = key.Required!.When.Count == 0
            ? "is missing or blank, and the connector's class has no default for it"
            : $"is missing or blank, and {string.Join(" and ", key.Required.When.Select(w => w.Key))} requires it";
        use.Find(
            key.RequiredSeverity, key.Name, "KeyMissing", $"{reason}: the connector's tasks do not start",
            key.Example is { } example ? $"Give a value, for example {example}."
                : key.Values.Count > 0 ? $"Give one of {string.Join(", ", key.Values)}." : "Give a value.");
    }

    private static void Value(ConnectorKey key, string name, string value, ConnectorUse use)
    {
        if (value.Contains("${", StringComparison.Ordinal) || Redaction.IsReference(value))
            return;
        var text = value.Trim();
        if (key.Range is { } range)
        {
            Number(name, text, range, use);
        }
        else if (key.Type == KeyType.Boolean && text.Length > 0
            && !string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) && !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase))
        {
            use.Find(FindingSeverity.Error, name, "NotBoolean", "is neither true nor false", "Write true or false.");
        }
        else if (key.Values.Count > 0 && text.Length > 0)
        {
            var parts = key.Type == KeyType.List ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text];
            if (parts.FirstOrDefault(p => !key.Values.Contains(p, StringComparer.OrdinalIgnoreCase)) is { } wrong)
            {
                var near = Similar.To(wrong, key.Values) is { } meant ? $"Did you mean {meant}? " : "";
                use.Find(
                    FindingSeverity.Error, name, "ValueAllowed", "is not a value that the connector takes",
                    $"{near}Give one of {string.Join(", ", key.Values)}.");
            }
        }
    }

    private static void Number(string name, string text, (long Least, long Most) range, ConnectorUse use)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            use.Find(
                FindingSeverity.Error, name, "NumberFormat", text.Length == 0 ? "is blank" : "is not a whole number",
                $"Give {Words(range)}, using digits only, or leave the key out.");
        }
        else if (number < range.Least || number > range.Most)
        {
            use.Find(
                FindingSeverity.Error, name, "NumberRange", $"is not {Words(range)}", "Give such a number, or leave the key out.");
        }
    }

    private static void Unknown(string name, IEnumerable<string> known, ConnectorUse use)
    {
        // A person may add keys that only a subclass, an extension or a newer version of the plugin reads.
        var near = Similar.To(name, known);
        use.Find(
            FindingSeverity.Information, name, "KeyUnknown", "is not a key of this class that the module knows",
            near is null ? "Check its spelling; Kafka Connect ignores keys that the class does not have." : $"Did you mean {near}?");
    }

    private static string Words((long Least, long Most) range) => range switch
    {
        (int.MinValue or long.MinValue or short.MinValue, _) => "a whole number",
        (_, long.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"a whole number of {range.Least} or more"),
        _ => string.Create(CultureInfo.InvariantCulture, $"a whole number from {range.Least} to {range.Most}"),
    };
}
