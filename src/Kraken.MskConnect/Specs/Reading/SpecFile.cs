using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Reading;

/// <summary>Finds the specs in what was read: one, a list, or a fleet with shared defaults.</summary>
internal static class SpecFile
{
    /// <summary>The key under which a file names its JSON Schema, for editors; it is no input.</summary>
    internal const string Schema = "$schema";

    private const string Defaults = "defaults";
    private const string Connectors = "connectors";

    /// <param name="root">What was read.</param>
    /// <param name="source">Where it stood, for messages.</param>
    /// <param name="outer">Values for what it does not say; null for none.</param>
    internal static IReadOnlyList<SpecReading> Read(SpecNode root, string source, SpecMap? outer = null) => root switch
    {
        SpecMap map when map.Entries.Any(entry => Is(entry.Key, Connectors)) => Fleet(map, source, outer),
        SpecMap map => [One(map, outer, [], source)],
        SpecList { Items.Count: > 0 } list =>
            [.. list.Items.Select((item, i) => OneOf(list, item, outer, [], Place(source, i)))],
        _ => throw Unreadable.NoSpec(source, root is SpecList ? "an empty list" : Found(root)),
    };

    private static List<SpecReading> Fleet(SpecMap fleet, string source, SpecMap? outer)
    {
        var defaults = fleet.Entries.FirstOrDefault(entry => Is(entry.Key, Defaults)).Value;
        if (defaults is not (null or SpecNull or SpecMap))
            throw Unreadable.NoSpec(source, $"a fleet whose defaults are {defaults.Kind}, not a map");
        var all = fleet.Entries.First(entry => Is(entry.Key, Connectors)).Value;
        if (all is not SpecList { Items.Count: > 0 } connectors)
            throw Unreadable.NoSpec(source, "a fleet whose connectors are not a list of specs");
        var strays = fleet.Entries
            .Where(entry => !Is(entry.Key, Defaults) && !Is(entry.Key, Connectors) && entry.Key != Schema).Select(Stray).ToList();
        var shared = defaults is SpecMap own && outer is not null ? Merge(outer, own) : defaults as SpecMap ?? outer;
        return [.. connectors.Items.Select((item, i) => OneOf(connectors, item, shared, strays, Place(source, i)))];
    }

    /// <summary>An item of a list. One that is no spec is told beside what is wrong with the others.</summary>
    private static SpecReading OneOf(SpecList list, SpecNode item, SpecMap? defaults, List<SpecFinding> strays, string source) =>
        item is SpecMap || !list.Items.Any(i => i is SpecMap)
            ? One(item, defaults, strays, source)
            : new SpecReading(new ConnectorSpec(), [NoSpec(item)], source) { HoldsNoSpec = true, Line = SpecBinder.LineOf(item) };

    private static SpecFinding NoSpec(SpecNode item) => new(
        FindingSeverity.Error, "", "WrongType", null, $"The list has {Found(item)} in place of a spec.", "Give a spec there, or remove it.")
    {
        Line = SpecBinder.LineOf(item),
    };

    private static SpecReading One(SpecNode item, SpecMap? defaults, List<SpecFinding> strays, string source)
    {
        if (item is not SpecMap map)
            throw Unreadable.NoSpec(source, Found(item));
        var reading = SpecBinder.Bind(defaults is null ? map : Merge(defaults, map), new ConnectorSpec(), source);
        return strays.Count == 0 ? reading : reading with { Findings = [.. strays, .. reading.Findings] };
    }

    /// <summary>The connector's entries over the shared ones; maps of one field are merged key by key.</summary>
    internal static SpecMap Merge(SpecMap defaults, SpecMap connector)
    {
        var own = connector.Entries.Select(entry => Identity(entry.Key)).ToHashSet(StringComparer.Ordinal);
        var shared = defaults.Entries
            .DistinctBy(entry => Identity(entry.Key), StringComparer.Ordinal)
            .ToDictionary(entry => Identity(entry.Key), entry => entry.Value, StringComparer.Ordinal);
        return new SpecMap(
        [
            .. defaults.Entries.Where(entry => !own.Contains(Identity(entry.Key))),
            .. connector.Entries.Select(entry => KeyValuePair.Create(entry.Key, Value(entry.Key, entry.Value))),
        ])
        {
            Line = connector.Line,
        };

        SpecNode Value(string key, SpecNode own) =>
            own is SpecMap over && shared.GetValueOrDefault(Identity(key)) is SpecMap under ? MergeValues(under, over) : own;
    }

    private static SpecMap MergeValues(SpecMap under, SpecMap over)
    {
        var keys = over.Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        return new SpecMap([.. under.Entries.Where(entry => !keys.Contains(entry.Key)), .. over.Entries]) { Line = over.Line };
    }

    private static SpecFinding Stray(KeyValuePair<string, SpecNode> entry) => new(
        FindingSeverity.Error, entry.Key, "UnknownField", null,
        $"{BoundedText.Of(entry.Key)} is given together with {Connectors}, but is neither {Defaults} nor {Connectors}.",
        SpecFields.Find(entry.Key) is null ? "Remove it." : $"Move it under {Defaults} or into a connector.")
    {
        Line = SpecBinder.LineOf(entry.Value),
    };

    private static string Found(SpecNode node) => node is SpecUnknown ? $"a value {node.Kind}" : node.Kind;

    private static string Identity(string key) => SpecFields.Find(key)?.Name ?? key;

    private static bool Is(string key, string name) => string.Equals(key, name, StringComparison.OrdinalIgnoreCase);

    private static string Place(string source, int index) => $"{source}, connector {index + 1}";
}
