using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Planning;

/// <summary>Compares the properties that a resource has with those that it shall have.</summary>
internal static class PropertyComparison
{
    /// <summary>What differs, redacted, in the order of the wanted properties, then what is there too much.</summary>
    public static IReadOnlyList<PropertyChange> Compare(
        IEnumerable<Property> current, IEnumerable<Property> desired)
    {
        var left = current.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var changes = new List<PropertyChange>();
        foreach (var wanted in desired)
        {
            left.Remove(wanted.Name, out var now);
            if (!string.Equals(now?.Value, wanted.Value, StringComparison.Ordinal))
                changes.Add(Change(wanted.Name, wanted.RedactionKey, now?.Value, wanted.Value, wanted.InPlace));
        }

        changes.AddRange(left.Values
            .Where(p => p.Value is not null)
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => Change(p.Name, p.RedactionKey, p.Value, null, p.InPlace)));
        return changes;
    }

    /// <summary>Every property of a resource that is to be made.</summary>
    public static IReadOnlyList<PropertyChange> ForCreation(IEnumerable<Property> desired) =>
        Compare([], desired.Where(p => p.Value is not null));

    private static PropertyChange Change(string name, string key, string? current, string? desired, bool inPlace)
    {
        var shown = Redaction.Change(key, current, desired);
        return new PropertyChange(name, shown.Current, shown.Desired, inPlace);
    }
}
