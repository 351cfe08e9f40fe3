namespace Kraken.MskConnect.Specs;

/// <summary>The formats in which specs are written to files.</summary>
public enum SpecFileFormat
{
    /// <summary>JSON with the reference module's names.</summary>
    Json,

    /// <summary>Terraform variables in JSON, which hold one spec.</summary>
    TfvarsJson,

    /// <summary>YAML with the reference module's names.</summary>
    Yaml,

    /// <summary>A PowerShell data file with the names of the cmdlets' parameters.</summary>
    Psd1,
}
