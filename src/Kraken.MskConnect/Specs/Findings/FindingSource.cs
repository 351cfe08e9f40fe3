namespace Kraken.MskConnect.Specs.Findings;

/// <summary>What reports a finding.</summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum FindingSource : long
{
    /// <summary>The reading of a file, an object or parameters.</summary>
    Reading,

    /// <summary>The validation of a spec, which makes no AWS call.</summary>
    Validation,

    /// <summary>The derivation of the policy.</summary>
    Policy,

    /// <summary>The comparison of a spec with AWS.</summary>
    Plan,

    /// <summary>A check of Test-KrakenMskConnector, also with -Preflight.</summary>
    Check,
}
