namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>
/// Finds, of many patterns, the few that a text may match: by what stands before a pattern's first wildcard or after its
/// last one, whichever is longer. Whether one does match, <see cref="Wildcard"/> tells.
/// </summary>
/// <typeparam name="T">What each pattern stands for.</typeparam>
internal sealed class PatternIndex<T>
{
    private static readonly char[] _wildcards = ['*', '?'];

    // What a pattern with one of these matches does not follow from its text alone: a variable, or characters that
    // stand for others.
    private static readonly char[] _other =
        ['$', Wildcard.LiteralStar, Wildcard.LiteralQuestionMark, Wildcard.LiteralDollar];

    private readonly Dictionary<string, List<Entry>> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Entry>> _starts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Entry>> _ends = new(StringComparer.Ordinal);
    private readonly List<Entry> _anywhere = [];
    private readonly SortedSet<int> _startLengths = [];
    private readonly SortedSet<int> _endLengths = [];

    /// <summary>Makes the index.</summary>
    /// <param name="items">The patterns, in the order in which they are found.</param>
    public PatternIndex(IEnumerable<(string Pattern, T Item)> items)
    {
        var order = 0;
        foreach (var (pattern, item) in items)
            Add(pattern, new Entry(order++, item));
    }

    /// <summary>What may match, in the order of the patterns. All that does match is among it.</summary>
    /// <param name="text">The text, or a pattern, for one that may contain it.</param>
    public IEnumerable<T> Near(string text)
    {
        var found = new List<Entry>(_anywhere);
        found.AddRange(_whole.GetValueOrDefault(text) ?? []);
        foreach (var length in _startLengths.TakeWhile(l => l <= text.Length))
            found.AddRange(_starts.GetValueOrDefault(text[..length]) ?? []);
        foreach (var length in _endLengths.TakeWhile(l => l <= text.Length))
            found.AddRange(_ends.GetValueOrDefault(text[^length..]) ?? []);
        return found.OrderBy(e => e.Order).Select(e => e.Item);
    }

    private void Add(string pattern, Entry entry)
    {
        var (first, last) = (pattern.IndexOfAny(_wildcards), pattern.LastIndexOfAny(_wildcards));
        if (pattern.IndexOfAny(_other) >= 0)
        {
            _anywhere.Add(entry);
        }
        else if (first < 0)
        {
            Add(_whole, pattern, entry);
        }
        else if (first >= pattern.Length - 1 - last)
        {
            _startLengths.Add(first);
            Add(_starts, pattern[..first], entry);
        }
        else
        {
            _endLengths.Add(pattern.Length - 1 - last);
            Add(_ends, pattern[(last + 1)..], entry);
        }
    }

    private static void Add(Dictionary<string, List<Entry>> entries, string key, Entry entry)
    {
        if (!entries.TryGetValue(key, out var same))
            entries.Add(key, same = []);
        same.Add(entry);
    }

    private sealed record Entry(int Order, T Item);
}
