namespace Kraken.MskConnect.Connectors.Topics;

/// <summary>A set of grants that name topics or, with <c>*</c> at the end, beginnings of them.</summary>
internal sealed class TopicSet
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beginnings = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _lengths = [];

    internal TopicSet(IEnumerable<string> grants)
    {
        foreach (var grant in grants)
            Add(grant);
    }

    internal void Add(string grant)
    {
        if (!grant.EndsWith('*'))
        {
            _names.Add(grant);
            return;
        }

        _beginnings.Add(grant[..^1]);
        _lengths.Add(grant.Length - 1);
    }

    /// <summary>
    /// Whether a grant covers the topic, or all topics of the beginning. Looks once for each length that a beginning has,
    /// so that a thousand topics do not mean a million comparisons.
    /// </summary>
    internal bool Covers(string topic)
    {
        var name = topic.EndsWith('*') ? topic[..^1] : topic;
        return _names.Contains(topic)
            || _lengths.TakeWhile(length => length <= name.Length).Any(length => _beginnings.Contains(name[..length]));
    }
}
