using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Reads connector specs from files.</summary>
/// <remarks>
/// <para>
/// A file is JSON, Terraform variables (tfvars.json), YAML or a PowerShell data file (psd1). It contains one spec, a
/// list of specs, or a fleet: shared defaults and a list of connectors. Use the inputs' own names or the snake_case
/// names of the reference module. Any other name is an error, with the most similar name as a hint.
/// </para>
/// <para>
/// A path or a wildcard that matches no spec file is an error. A file is encoded in UTF-8, or in UTF-16 with a byte
/// order mark.
/// </para>
/// <para>
/// Makes no AWS call, except with -ResolveCluster. The specs are validated only as far as necessary to read them.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.tfvars.json | Test-KrakenConnectorSpec</code>
/// <para>Reads all files and validates their specs.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem ./fleet -Filter *.yaml | Import-KrakenConnectorSpec | New-KrakenMskConnector -WhatIf</code>
/// <para>Shows the plan of each connector of a fleet.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/* -ResolveCluster -ProfileName dev | New-KrakenMskConnector -ProfileName dev</code>
/// <para>Takes bootstrap servers and keys that the files leave out from the specs' clusters.</para>
/// </example>
[Cmdlet(VerbsData.Import, "KrakenConnectorSpec", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(ConnectorSpec))]
public sealed class ImportKrakenConnectorSpecCommand : AwsFileCmdlet
{
    /// <summary>
    /// The files' paths. Wildcards are allowed, and match only files in a supported format.
    /// </summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ParameterSetName = nameof(Path),
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The literal paths of the files, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(LiteralPath), ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    private protected override void ProcessInput()
    {
        foreach (var path in ParameterSetName == nameof(Path) ? Path : LiteralPath)
        {
            Try(path, () =>
            {
                foreach (var file in Resolve(path))
                    Try(file, () => Import(file));
            });
        }
    }

    /// <summary>One file's failure stops no other.</summary>
    private void Try(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (ErrorRecords.IsOwn(error))
        {
            WriteError(ErrorRecords.From(error, path));
        }
    }

    private IReadOnlyList<string> Resolve(string path)
    {
        if (ParameterSetName == nameof(LiteralPath))
            return [FilePath.Literal(this, path, nameof(LiteralPath), KrakenErrorKind.SpecUnreadable)];
        var found = FilePath.Matching(this, path, nameof(Path), KrakenErrorKind.SpecUnreadable);
        if (!WildcardPattern.ContainsWildcardCharacters(path))
            return found;
        List<string> files = [.. found.Where(IsSpecFile)];
        return files.Count > 0 ? files : throw Nothing(path, found.Count);
    }

    /// <summary>The error of a wildcard that leads to no spec: what is deployed from nothing must not look like success.</summary>
    private KrakenException Nothing(string path, int matched)
    {
        // Brackets are a wildcard's; a file may have them in its name.
        var isName = File.Exists(FilePath.Literal(this, path, nameof(Path), KrakenErrorKind.SpecUnreadable));
        return new KrakenException(
            KrakenErrorKind.SpecUnreadable,
            matched == 0
                ? $"Path: no file matches '{BoundedText.Of(path)}'."
                : $"Path: none of the {matched} files that match '{BoundedText.Of(path)}' has a format that specs can be read from.",
            isName
                ? "A file of exactly that name exists: give it with -LiteralPath, which treats [ and ] literally."
                : "Check the path; a relative path starts at the current location. -LiteralPath treats [ and ] literally.");
    }

    /// <summary>A wildcard takes in what else lies in a folder, such as a README; only a path of its own is meant.</summary>
    private bool IsSpecFile(string file)
    {
        if ((IsDataFile(file) || SpecReader.FormatOf(file) is not null) && !Directory.Exists(file))
            return true;
        WriteVerbose($"Skipped {file}: not a format that specs can be read from.");
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
                Write(reading.Spec, file);
            else
                WriteError(ErrorRecords.From(SpecFindings.Error(reading.Validate(), reading.Source), file));
        }
    }

    /// <summary>Returns a spec, in the order of the files, with what its cluster knows where that is asked for.</summary>
    private void Write(ConnectorSpec spec, string file)
    {
        if (!ResolveCluster)
        {
            WriteObject(ShownSpecs.Show(spec));
            return;
        }

        Start(spec.ConnectorName, file, async token =>
            Emit(ShownSpecs.Show(ClusterResolver.IsNeeded(spec) ? await ResolveAsync(spec, token) : spec)));
    }
}
