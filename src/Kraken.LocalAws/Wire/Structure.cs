namespace Kraken.LocalAws.Wire;

/// <summary>
/// The neutral form of a request or response: member names of the model to values, whatever the protocol. A value is a
/// string, long, double, bool, <see cref="DateTimeOffset"/>, byte array, <see cref="Structure"/> (structures and maps)
/// or
/// a list of such. A null value stands for an absent member.
/// </summary>
internal sealed class Structure : Dictionary<string, object?>
{
    internal Structure()
        : base(StringComparer.Ordinal)
    {
    }

    internal static Structure Empty { get; } = [];

    internal string? Text(string name) => GetValueOrDefault(name) as string;

    /// <summary>A text that validation has already found to be there.</summary>
    internal string Required(string name) => Text(name)
        ?? throw new InvalidOperationException($"The member {name} is absent although the model requires it.");

    internal long? Number(string name) => GetValueOrDefault(name) switch
    {
        long number => number,
        int number => number,
        _ => null,
    };

    internal bool Flag(string name) => GetValueOrDefault(name) is true;

    internal DateTimeOffset? Time(string name) => GetValueOrDefault(name) as DateTimeOffset?;

    internal Structure? Child(string name) => GetValueOrDefault(name) as Structure;

    internal IReadOnlyList<object?> Items(string name) => GetValueOrDefault(name) as IReadOnlyList<object?> ?? [];

    internal IEnumerable<string> Texts(string name) => Items(name).OfType<string>();

    internal IEnumerable<Structure> Children(string name) => Items(name).OfType<Structure>();

    /// <summary>A map's entries as texts, in a new dictionary.</summary>
    internal Dictionary<string, string> TextMap(string name) =>
        Child(name) is { } map
            ? map.ToDictionary(p => p.Key, p => p.Value as string ?? "", StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A map from texts.</summary>
    internal static Structure Map(IEnumerable<KeyValuePair<string, string>> entries)
    {
        var map = new Structure();
        foreach (var (key, value) in entries)
            map[key] = value;
        return map;
    }

    private object? GetValueOrDefault(string name) => TryGetValue(name, out var value) ? value : null;
}
