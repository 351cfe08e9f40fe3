namespace Kraken.MskConnect.Connectors.Framework;

/// <summary>
/// What is to be said of transformations and predicates before Kafka Connect refuses them.
/// Source: Apache Kafka 2.7.1 and 3.7.1, ConnectorConfig, EnrichablePlugin; PredicatedTransformation.
/// </summary>
internal static class Transformations
{
    private const string Package = "org.apache.kafka.connect.transforms.";

    /// <summary>Kafka's own that exist only as <c>NAME$Key</c> and <c>NAME$Value</c>.</summary>
    private static readonly HashSet<string> _ofKeyOrValue = new(StringComparer.Ordinal)
    {
        "Cast", "ExtractField", "Flatten", "HeaderFrom", "HoistField", "InsertField", "MaskField", "ReplaceField",
        "SetSchemaMetadata", "TimestampConverter",
    };

    /// <summary>Kafka's own that came with 3.0. Source: KIP-145.</summary>
    private static readonly HashSet<string> _sinceKafka3 = new(StringComparer.Ordinal) { "DropHeaders", "HeaderFrom", "InsertHeader" };

    internal static void Check(ConnectorConfig config, ConnectorUse use)
    {
        var predicates = config.List("predicates");
        Aliases("transforms", config, use);
        Aliases("predicates", config, use);
        foreach (var key in config.List("transforms").Distinct(StringComparer.Ordinal).Select(name => $"transforms.{name}"))
        {
            if (config.Get(key + ".type") is { } type)
                Type(key + ".type", type, config, use);
            Predicate(key, predicates, config, use);
        }
    }

    private static void Aliases(string list, ConnectorConfig config, ConnectorUse use)
    {
        var names = config.List(list);
        if (names.Count > names.Distinct(StringComparer.Ordinal).Count())
        {
            use.Find(
                FindingSeverity.Error, list, "AliasTwice", "names one of them twice, which Kafka Connect refuses",
                "Name each once; two of the same class take two names.");
        }

        foreach (var name in names.Distinct(StringComparer.Ordinal).Where(n => config.Get($"{list}.{n}.type") is null))
        {
            use.Find(
                FindingSeverity.Error, $"{list}.{name}.type", "TypeMissing", $"is missing, but {list} names {name}, so Kafka Connect refuses the connector",
                $"Give the class, or take {name} out of {list}.");
        }
    }

    private static void Type(string key, string type, ConnectorConfig config, ConnectorUse use)
    {
        if (!type.StartsWith(Package, StringComparison.Ordinal))
            return;
        var name = type[Package.Length..];
        if (_ofKeyOrValue.Contains(name))
        {
            use.Find(
                FindingSeverity.Warning, key, "KeyOrValue", "does not say whether it is for the key or the value, so Kafka Connect refuses it",
                $"Write {type}$Key or {type}$Value.");
        }

        if (config.IsKafkaConnect2 && _sinceKafka3.Contains(name.Split('$')[0]))
        {
            use.Find(
                FindingSeverity.Warning, key, "ClassVersion",
                $"came with Kafka Connect 3.0, and KafkaConnectVersion is {config.KafkaConnectVersion}",
                "Give KafkaConnectVersion 3.7.x, or leave the transformation out.");
        }
    }

    private static void Predicate(string key, IReadOnlyList<string> predicates, ConnectorConfig config, ConnectorUse use)
    {
        if (config.Get(key + ".predicate") is { } predicate)
        {
            if (!predicates.Contains(predicate, StringComparer.Ordinal))
            {
                use.Find(
                    FindingSeverity.Error, key + ".predicate", "PredicateUnknown", "is not named in predicates, so the connector's tasks do not start",
                    "Add it to predicates, with its type.");
            }
        }
        else if (config.Values.ContainsKey(key + ".negate"))
        {
            use.Find(
                FindingSeverity.Error, key + ".negate", "NegateAlone", $"negates nothing, since {key}.predicate is missing: Kafka Connect refuses that",
                "Give the predicate, or leave the key out.");
        }
    }
}
