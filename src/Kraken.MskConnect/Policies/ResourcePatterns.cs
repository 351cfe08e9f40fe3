using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Policies;

/// <summary>What is left of a pattern of resources where another policy statement limits it.</summary>
internal static class ResourcePatterns
{
    /// <summary>
    /// The patterns that together match what both the pattern and the limit match. Of a Kafka cluster's resources that
    /// counts as possible which can have such a name: no topic's or group's name has a slash.
    /// Source: Apache Kafka, legal characters of topic names.
    /// </summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="limit">
    /// The limit: an ARN, or the beginning of one with <c>*</c> after it. A limit of another form limits nothing.
    /// </param>
    internal static IReadOnlyList<string> Narrow(string pattern, string limit)
    {
        if (Wildcard.Contains(limit, pattern))
            return [pattern];
        var wildcard = limit.IndexOfAny(['*', '?']);
        if (wildcard < 0)
            return Wildcard.Matches(pattern, limit) ? [limit] : [];
        if (wildcard != limit.Length - 1 || limit[^1] != '*')
            return [pattern];

        var beginning = limit[..^1];
        var rests = RestsAfter(pattern, beginning);
        if (beginning.Split(':') is [_, _, "kafka", ..] && beginning.EndsWith('/'))
            rests = rests.Where(rest => !rest.Contains('/', StringComparison.Ordinal));
        var left = rests.Select(rest => beginning + rest).Distinct(StringComparer.Ordinal).ToList();
        return [.. left.Where(one => !left.Exists(other => other != one && Wildcard.Contains(other, one)))];
    }

    /// <summary>What may be left of the pattern once it has matched the text: one way for each star in it.</summary>
    private static IEnumerable<string> RestsAfter(string pattern, string text)
    {
        // The places in the pattern that can be reached, as flags: a policy has such patterns by the thousand.
        var (reached, next) = (new bool[pattern.Length + 1], new bool[pattern.Length + 1]);
        Reach(0, reached);
        foreach (var letter in text)
        {
            Array.Clear(next);
            for (var at = 0; at < pattern.Length; at++)
            {
                if (!reached[at])
                    continue;
                if (pattern[at] == '*')
                    Reach(at, next);
                else if (pattern[at] == '?' || pattern[at] == letter)
                    Reach(at + 1, next);
            }

            (reached, next) = (next, reached);
        }

        var end = reached;
        return Enumerable.Range(0, end.Length).Where(at => end[at]).Select(at => pattern[at..]);

        // A star may stand for nothing.
        void Reach(int at, bool[] places)
        {
            places[at] = true;
            if (at < pattern.Length && pattern[at] == '*')
                Reach(at + 1, places);
        }
    }
}
