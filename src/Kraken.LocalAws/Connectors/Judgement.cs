namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Says in a worker's log what was not judged of a connector, so that nobody takes a rehearsal for more than it was.
/// </summary>
internal static class Judgement
{
    private const string Logger = "(Kraken.LocalAws)";

    /// <summary>The lines; none where all was judged that is known.</summary>
    internal static IEnumerable<string> Gaps(ConnectorConfig config)
    {
        if (Gap(config) is { } gap)
            yield return gap;
        if (ConfigProvider.NotJudged(config) is { Count: > 0 } providers)
            yield return $"WARN LocalAws does not know the classes of the config providers {string.Join(", ", providers)}, and did not judge what they fetch {Logger}";
    }

    /// <summary>The line; null where all was judged that a connector of the class is known to do.</summary>
    private static string? Gap(ConnectorConfig config)
    {
        if (config.IsIceberg)
            return $"INFO LocalAws asked the role's policies for the calls to Glue, DynamoDB and STS, and did not look for databases, tables and locks {Logger}";
        if (config.IsS3Source)
            return $"INFO LocalAws judged the bucket and the topics that the configuration names, and did not look for objects and the topics in their names {Logger}";
        return config.IsDebezium || config.IsS3Sink || config.IsJdbc
            ? null
            : $"WARN LocalAws does not know {config.Class}: it judged Kafka alone, and no other AWS service, database or host that the class may call {Logger}";
    }
}
