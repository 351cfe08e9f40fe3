using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Planning;

/// <summary>Compares the current properties of a resource with the desired ones.</summary>
internal static class PropertyComparison
{
    /// <summary>What differs, redacted, in the order of the wanted properties, then what is there too much.</summary>
    public static IReadOnlyList<PropertyChange> Compare(
        IEnumerable<Property> current, IEnumerable<Property> desired)
    {
        var left = current.ToDictionary(p => p.Name);
        var changes = new List<PropertyChange>();
        foreach (var wanted in desired)
        {
            left.Remove(wanted.Name, out var now);
            if (!string.Equals(now?.Value, wanted.Value, StringComparison.Ordinal))
                changes.Add(Change(now, wanted));
        }

        changes.AddRange(left.Values
            .Where(p => p.Value is not null)
            .OrderBy(p => p.Name.ToString(), StringComparer.Ordinal)
            .Select(p => Change(p, null)));
        return changes;
    }

    /// <summary>Every property of a resource that is to be made.</summary>
    public static IReadOnlyList<PropertyChange> ForCreation(IEnumerable<Property> desired) =>
        Compare([], desired.Where(p => p.Value is not null));

    private static PropertyChange Change(Property? current, Property? desired)
    {
        var either = (desired ?? current)!;
        var shown = Redaction.Change(either.RedactionKey, current?.Value, desired?.Value);
        return new PropertyChange(either.Name, shown.Current, shown.Desired, either.Update is not null)
        {
            Reason = desired?.Reason,
            Update = either.Update,
            CurrentStatements = current?.Statements,
            DesiredStatements = desired?.Statements,
        };
    }
}
