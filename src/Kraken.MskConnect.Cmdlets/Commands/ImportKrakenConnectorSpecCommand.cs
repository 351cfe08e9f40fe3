using System.Management.Automation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Reads connector specs from files.</summary>
/// <remarks>
/// <para>
/// A file is JSON, Terraform variables (tfvars.json), YAML or a PowerShell data file (psd1). It holds one spec, a list
/// of specs, or a fleet: shared defaults and a list of connectors. Names may be the inputs' own or the reference's
/// snake_case names; a name that is neither is an error, with the nearest name as a hint.
/// </para>
/// <para>Makes no AWS call. The specs are not validated beyond what reading them needs.</para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.tfvars.json | Test-KrakenConnectorSpec</code>
/// <para>Reads all files and validates their specs.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem ./fleet -Filter *.yaml | Import-KrakenConnectorSpec | New-KrakenMskConnector -WhatIf</code>
/// <para>Shows the plan of each connector of a fleet.</para>
/// </example>
[Cmdlet(VerbsData.Import, "KrakenConnectorSpec", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(ConnectorSpec))]
public sealed class ImportKrakenConnectorSpecCommand : PSCmdlet
{
    /// <summary>
    /// The files' paths; wildcards are allowed, and take in only files of a format that specs are read from.
    /// </summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ParameterSetName = nameof(Path),
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files' paths as they are, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(LiteralPath), ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName == nameof(Path) ? Path : LiteralPath)
            Try(path, () => Resolve(path).ForEach(file => Try(file, () => Import(file))));
    }

    /// <summary>One file's failure stops no other.</summary>
    private void Try(string path, Action action)
    {
        try
        {
            action();
        }
        catch (KrakenException error)
        {
            WriteError(ErrorRecords.From(error, path));
        }
    }

    private List<string> Resolve(string path)
    {
        if (ParameterSetName == nameof(LiteralPath))
            return [GetUnresolvedProviderPathFromPSPath(path)];
        try
        {
            var found = GetResolvedProviderPathFromPSPath(path, out _);
            return [.. WildcardPattern.ContainsWildcardCharacters(path) ? found.Where(IsSpecFile) : found];
        }
        catch (ItemNotFoundException error)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecUnreadable,
                $"Path: there is no file '{path}'.",
                "Look at the path; a relative one begins at the current location.",
                error);
        }
    }

    /// <summary>A wildcard takes in what else lies in a folder, such as a README; only a path of its own is meant.</summary>
    private bool IsSpecFile(string file)
    {
        if (IsDataFile(file) || SpecReader.FormatOf(file) is not null)
            return true;
        WriteVerbose($"Skipped {file}: not of a format that specs are read from.");
        return false;
    }

    private static bool IsDataFile(string file) => file.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase);

    private void Import(string file)
    {
        var readings = IsDataFile(file)
            ? SpecReader.FromObject(PowerShellDataFile.Read(file), file)
            : SpecReader.ReadFile(file);
        foreach (var reading in readings)
        {
            if (reading.Findings.All(f => f.Severity != FindingSeverity.Error))
                WriteObject(ShownSpecs.Show(reading.Spec));
            else
                WriteError(ErrorRecords.From(SpecFindings.Error(reading.Validate(), reading.Source), file));
        }
    }
}
