namespace Kraken.MskConnect.Connectors.Topics;

/// <summary>Names of Kafka topics, and the grants that name topics or beginnings of them.</summary>
internal static class KafkaTopic
{
    /// <summary>Longest name. Source: Apache Kafka, Topic.MAX_NAME_LENGTH.</summary>
    internal const int LongestName = 249;

    /// <summary>The grant that names every topic.</summary>
    internal const string Every = "*";

    /// <summary>Whether Kafka takes it as a topic's name.</summary>
    internal static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name is not ("." or "..") && name.All(IsNameCharacter);

    /// <summary>Whether it is a name, or the beginning of one followed by <c>*</c>.</summary>
    internal static bool IsGrant(string grant) =>
        grant == Every || IsName(grant) || (grant.EndsWith('*') && IsName(grant[..^1]));

    /// <summary>Whether one of the grants covers the topic.</summary>
    internal static bool IsCovered(string topic, IEnumerable<string> grants) => grants.Any(grant =>
        grant.EndsWith('*') ? topic.StartsWith(grant[..^1], StringComparison.Ordinal) : topic == grant);

    /// <summary>
    /// The name with a low line for each character that Kafka does not take, as connectors write it.
    /// Source: Debezium, AbstractTopicNamingStrategy.sanitizedTopicName.
    /// </summary>
    internal static string Sanitized(string name)
    {
        var clean = string.Concat(name.Select(c => IsNameCharacter(c) ? c : '_'));
        return clean switch
        {
            "." => "_",
            ".." => "__",
            { Length: > LongestName } => clean[..LongestName],
            _ => clean,
        };
    }

    internal static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
