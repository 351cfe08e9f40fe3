namespace Kraken.MskConnect.Specs;

/// <summary>The text formats of spec files that the core reads.</summary>
/// <remarks>
/// A PowerShell data file (<c>.psd1</c>) is read by PowerShell's own parser in the cmdlets, which hand the tree to
/// <see cref="SpecReader.FromObject"/>.
/// </remarks>
public enum SpecFormat
{
    /// <summary>JSON, <c>.tfvars.json</c> among it; comments and trailing commas are let pass.</summary>
    Json,

    /// <summary>YAML 1.2's core schema, one or several documents.</summary>
    Yaml,

    /// <summary>A properties file of Java, as a Kafka Connect worker in standalone mode reads a connector's configuration.</summary>
    Properties,
}
