namespace Kraken.LocalAws.Connectors;

/// <summary>
/// The topics that Confluent's JDBC and S3 sources write, as far as their configuration tells them.
/// Source: kafka-connect-jdbc, TableQuerier; Confluent documentation, generalized Amazon S3 source.
/// </summary>
internal static class SourceTopics
{
    internal static IEnumerable<string> Written(ConnectorConfig config)
    {
        if (config.IsJdbc)
            return Tables(config);
        return config.IsS3Source && config.Text("mode") is "GENERIC"
            ? config.List("topic.regex.list").Where(e => e.Contains(':', StringComparison.Ordinal)).Select(e => e.Split(':')[0].Trim())
            : [];
    }

    /// <summary>The topic of a query, or of each table that is named without a pattern.</summary>
    private static IEnumerable<string> Tables(ConnectorConfig config)
    {
        if (config.Text("topic.prefix") is not { } prefix)
            return [];
        if (config.Text("query", "query.masked") is not null)
            return [prefix];
        return config.List("table.whitelist", "table.include.list")
            .Select(t => t.Replace("\\.", ".", StringComparison.Ordinal))
            .Where(t => t.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
            .Select(t => prefix + t[(t.LastIndexOf('.') + 1)..]);
    }
}
