namespace Kraken.MskConnect.Policies.Caller;

/// <summary>What the person or pipeline that runs the cmdlets is to be able to do.</summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum CallerPurpose : long
{
    /// <summary>To see connectors, their plans, operations and logs.</summary>
    Read,

    /// <summary>To create connectors and to change them in place, and with that to plan.</summary>
    Apply,

    /// <summary>To remove connectors with all that was created for them.</summary>
    Remove,
}
