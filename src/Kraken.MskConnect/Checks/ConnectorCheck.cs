namespace Kraken.MskConnect.Checks;

/// <summary>How a check of a connector ended.</summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum CheckStatus : long
{
    /// <summary>All is as the connector needs it.</summary>
    Pass,

    /// <summary>The connector can run, and something should be looked at.</summary>
    Warn,

    /// <summary>The connector cannot run so, or does not.</summary>
    Fail,

    /// <summary>It cannot be seen, for example since the caller may not make a call.</summary>
    Unknown,

    /// <summary>It warns, and the spec accepts that for the reason that it gives.</summary>
    Accepted,
}

/// <summary>What one check found out about one connector.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="Check">The check's name, a group and a part, for example <c>Network.Subnets</c>.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Evidence">What was seen, in words; of an unknown one, why it cannot be seen.</param>
/// <param name="Remedy">What to do about it; null where nothing is to be done.</param>
/// <param name="Field">The spec's field that it is about; null where it is about none.</param>
public sealed record ConnectorCheck(
    string ConnectorName, string Check, CheckStatus Status, string Evidence, string? Remedy, string? Field)
{
    /// <summary>Why the spec accepts what the check warns of; null where it does not.</summary>
    public string? AcceptedBecause { get; init; }
}
