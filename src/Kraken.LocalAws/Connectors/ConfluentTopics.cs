namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Topics of the clients that Confluent's licensed connectors have beside Kafka Connect's. Source: Confluent Platform
/// documentation, licences of connectors and the Connect reporter.
/// </summary>
internal static class ConfluentTopics
{
    private static bool IsLicensed(ConnectorConfig config) =>
        config.Class.StartsWith("io.confluent.connect.", StringComparison.Ordinal) && !config.IsS3Sink && !config.IsJdbc;

    /// <summary>The topic in which the licence is kept; null of others.</summary>
    internal static string? Licence(ConnectorConfig config) =>
        IsLicensed(config) && config.Text("confluent.topic.bootstrap.servers") is not null ? config.Text("confluent.topic") ?? "_confluent-command" : null;

    /// <summary>The topics of results and errors that a sink reports; a blank name turns one off.</summary>
    internal static IEnumerable<string> Reports(ConnectorConfig config, string connector)
    {
        if (!IsLicensed(config) || !config.IsSink || config.Text("reporter.bootstrap.servers") is null)
            yield break;
        foreach (var (kind, ending) in new[] { ("result", "success"), ("error", "error") })
        {
            var name = config.Values.TryGetValue($"reporter.{kind}.topic.name", out var given) ? given.Trim() : $"{connector}-{ending}";
            if (name.Length > 0)
                yield return name.Replace("${connector}", connector, StringComparison.Ordinal);
        }
    }
}
