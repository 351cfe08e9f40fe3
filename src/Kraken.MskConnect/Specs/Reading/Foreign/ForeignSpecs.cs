namespace Kraken.MskConnect.Specs.Reading.Foreign;

/// <summary>Finds out which tool's form a text has, and makes specs of the connectors in it.</summary>
internal static class ForeignSpecs
{
    /// <summary>The readings; null where no known tool writes such a text.</summary>
    /// <param name="root">What was read of the text.</param>
    /// <param name="source">Where it stood, for messages.</param>
    /// <param name="defaults">Values for what it does not say.</param>
    /// <param name="resolvesCluster">Whether the cluster is asked for the bootstrap servers later on.</param>
    internal static IReadOnlyList<SpecReading>? Read(SpecNode root, string source, SpecMap defaults, bool resolvesCluster)
    {
        // A list has as many bodies or documents; it is of a tool's form where each part is.
        var parts = root is SpecList list ? list.Items : [root];
        var read = parts.Select(part => part is SpecMap map ? Recognise(map) : null).ToList();
        if (read.Count == 0 || read.Contains(null))
            return null;
        var connectors = read.SelectMany((found, i) => found!.Value.Connectors.Select(connector => SpecOfForeign.Make(
            connector, found.Value.Format, Place(source, parts.Count > 1 ? i : null, connector), defaults, resolvesCluster))).ToList();
        return connectors.Count > 0
            ? connectors
            : throw Unreadable.NoSpec(source, $"{read[0]!.Value.Format} without a connector of MSK Connect");
    }

    private static (string Format, IReadOnlyList<ForeignConnector> Connectors)? Recognise(SpecMap map)
    {
        foreach (var format in ForeignSpecFormats.All)
        {
            if (format.Read(map) is { } connectors)
                return (format.Name, connectors);
        }

        return null;
    }

    private static string Place(string source, int? part, ForeignConnector connector)
    {
        var place = part is { } i ? FormattableString.Invariant($"{source}, connector {i + 1}") : source;
        return connector.Place is { } within ? $"{place}, {within}" : place;
    }
}
