namespace Kraken.MskConnect.Diagnosis;

/// <summary>
/// How serious a line of a worker's log is, from the least to the most. Source: log4j's levels, of which MSK Connect's
/// workers write <see cref="Info"/> and above (Amazon MSK developer guide, "Logging for MSK Connect").
/// </summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum ConnectorLogLevel : long
{
    /// <summary>The finest detail.</summary>
    Trace,

    /// <summary>A detail.</summary>
    Debug,

    /// <summary>What happens in the normal course.</summary>
    Info,

    /// <summary>What may become a trouble.</summary>
    Warn,

    /// <summary>A failure.</summary>
    Error,

    /// <summary>A failure that ends the worker.</summary>
    Fatal,
}
