using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>Which entries of a connector's log are wanted.</summary>
public sealed record ConnectorLogQuery
{
    /// <summary>How many of the last entries are read where neither <see cref="Tail"/> nor <see cref="Since"/> says it: 100.</summary>
    public const int DefaultTail = 100;

    /// <summary>
    /// How many of the last entries that match; 0 or more. Null, the default, is for all where <see cref="Since"/> is
    /// given, else for <see cref="DefaultTail"/>.
    /// </summary>
    public int? Tail { get; init; }

    /// <summary>From when on, this time included; null for the connector's creation.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Until when, this time included; null for no end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether to go on with what the workers write from then on, until the reading is cancelled.</summary>
    public bool Follow { get; init; }

    /// <summary>The least level; null for every entry, those without a level too.</summary>
    public ConnectorLogLevel? Level { get; init; }

    /// <summary>What the message or the stack trace must match, as they are shown, without secrets; null for anything.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>How many of the last entries; null for all.</summary>
    internal int? Last => Tail ?? (Since is null ? DefaultTail : null);
}
