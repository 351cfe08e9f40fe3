namespace Kraken.MskConnect.Connectors.Framework;

/// <summary>
/// A converter that a connector uses: its own, or where it names none, the worker configuration's. The options of one are
/// never taken for the other's. Source: Apache Kafka 3.7.1, Plugins, newConverter.
/// </summary>
/// <param name="Key">The key that names it: of the connector's configuration, or with its start of the worker's.</param>
/// <param name="Class">Its class.</param>
internal sealed record UsedConverter(string Key, string Class)
{
    private static readonly string[] _keys = ["key.converter", "value.converter", "header.converter"];

    private ConnectorConfig? Config { get; init; }

    /// <summary>Whether the worker configuration names it.</summary>
    internal bool IsOfWorker => Key.StartsWith(ConnectorConfig.WorkerKeyStart, StringComparison.Ordinal);

    /// <summary>Those of a configuration; one that neither names is the worker's default, which needs nothing.</summary>
    internal static IEnumerable<UsedConverter> Of(ConnectorConfig config)
    {
        foreach (var key in _keys)
        {
            if (config.Get(key) is { } own)
                yield return new UsedConverter(key, own) { Config = config };
            else if (config.GetOfWorker(key) is { } workers)
                yield return new UsedConverter(ConnectorConfig.WorkerKeyStart + key, workers) { Config = config };
        }
    }

    /// <summary>An option of it, or null where it is missing or blank.</summary>
    internal string? Option(string name) => IsOfWorker
        ? Config!.GetOfWorker($"{Key[ConnectorConfig.WorkerKeyStart.Length..]}.{name}")
        : Config!.Get($"{Key}.{name}");
}
