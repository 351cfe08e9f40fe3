namespace Kraken.MskConnect;

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Information,

    /// <summary>Works, but is probably not what its author wants.</summary>
    Warning,

    /// <summary>Cannot work; nothing is sent to AWS.</summary>
    Error,
}
