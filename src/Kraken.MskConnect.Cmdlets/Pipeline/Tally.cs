namespace Kraken.MskConnect.Cmdlets;

/// <summary>What became of a connector.</summary>
internal enum Outcome
{
    /// <summary>It was made.</summary>
    Created,

    /// <summary>It, or what it uses, was changed.</summary>
    Changed,

    /// <summary>It was as its spec says.</summary>
    Unchanged,

    /// <summary>It was compared, and is not as its spec says.</summary>
    Different,

    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>It was to be removed, and nothing of it was there.</summary>
    Absent,

    /// <summary>Its plan was shown, by -WhatIf.</summary>
    Planned,

    /// <summary>The user said no.</summary>
    Declined,

    /// <summary>It ended with an error.</summary>
    Failed,
}

/// <summary>What became of the connectors of a command. Used on the pipeline thread alone.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<Outcome, int> _counts = [];
    private int _paused;

    /// <summary>How many connectors came to an end.</summary>
    public int Total => _counts.Values.Sum();

    /// <summary>How many ended so.</summary>
    public int this[Outcome outcome] => _counts.GetValueOrDefault(outcome);

    /// <summary>Counts a connector.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="state">The state that it has; null where that is not known.</param>
    public void Count(Outcome outcome, string? state = null)
    {
        _counts[outcome] = this[outcome] + 1;
        if (state == "PAUSED")
            _paused++;
    }

    /// <summary>The counts, for example <c>3 connectors: 1 created, 2 unchanged; 1 is paused</c>.</summary>
    public override string ToString() =>
        $"{Total} {(Total == 1 ? "connector" : "connectors")}: "
        + string.Join(", ", _counts.Select(c => $"{c.Value} {c.Key.ToString().ToLowerInvariant()}"))
        + (_paused == 0 ? "" : $"; {_paused} {(_paused == 1 ? "is" : "are")} paused");
}
