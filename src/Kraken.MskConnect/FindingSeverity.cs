namespace Kraken.MskConnect;

/// <summary>How much a finding weighs.</summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum FindingSeverity : long
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Information,

    /// <summary>Works, but is probably not what its author wants.</summary>
    Warning,

    /// <summary>Cannot work; nothing is sent to AWS.</summary>
    Error,
}
