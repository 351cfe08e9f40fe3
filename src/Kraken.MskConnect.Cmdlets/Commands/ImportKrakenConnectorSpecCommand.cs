using System.Collections;
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
/// names of the reference module.
/// </para>
/// <para>
/// The files of other tools are recognised by what is in them: a CreateConnector request (of the API or of the AWS CLI, in
/// either case), a CloudFormation template or resource (JSON or YAML), the output of terraform show -json, the body of a
/// request to Kafka Connect's REST API, and a connector's properties file. Several connectors in one file give several
/// specs. What such a file does not say, or computes (!Ref), is asked for by name in one error; -Default gives it. Region
/// and account come from the ARNs, the type from the class. The module makes a role and a security group of its own in
/// place of those in the file; a warning names them.
/// </para>
/// <para>
/// An unknown name is an error; in a tfvars.json file, which may also contain the variables of other modules, it is a
/// warning unless you use -Strict.
/// </para>
/// <para>
/// A path or a wildcard that matches no spec file is an error. A wildcard matches a properties file only if it ends with
/// .properties. A file is encoded in UTF-8, or in UTF-16 with a byte order mark.
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
/// <code>Import-KrakenConnectorSpec ./aws/create-connector.json -Default @{ env = 'dev'; vpc_id = 'vpc-0a1b2c3d'; msk_cluster_arn = 'arn:aws:kafka:us-east-1:123456789012:cluster/dev/5c1d6e1b-5'; custom_plugin_bucket_arn = 'arn:aws:s3:::plugins' }</code>
/// <para>
/// Reads the input file of aws kafkaconnect create-connector, and gives the inputs that it does not contain. Leave -Default
/// out to see which are missing.
/// </para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/* -ResolveCluster -ProfileName dev | New-KrakenMskConnector -ProfileName dev</code>
/// <para>Takes bootstrap servers and keys that the files leave out from the specs' clusters.</para>
/// </example>
[Cmdlet(VerbsData.Import, "KrakenConnectorSpec", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(ConnectorSpec))]
public sealed partial class ImportKrakenConnectorSpecCommand : AwsFileCmdlet
{
    /// <summary>
    /// The files' paths, not their texts. Wildcards are allowed, and match only files in a supported format.
    /// </summary>
    [AllowEmptyString]
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

    /// <summary>
    /// Inputs by name for what a file does not say: @{ env = 'dev'; vpc_id = 'vpc-0a1b2c3d' }. What the file says stays; maps
    /// are merged key by key. An unknown name is an error.
    /// </summary>
    [Parameter]
    [MapTransformation]
    public IDictionary Default { get; set; } = new Hashtable();

    /// <summary>Makes an unknown variable in a tfvars.json file an error. Without this switch, it is a warning.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    private readonly SpecRun _run = new();
    private SpecReadOptions _options = new();
    private bool _isText;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _endsAtError = EndsAtError;
        _options = new SpecReadOptions { Defaults = Default, IsStrict = Strict, ResolvesCluster = ResolveCluster };
        var faults = SpecReader.Apply(new ConnectorSpec(), Default, nameof(Default)).Findings;
        if (faults is not [var first, ..])
            return;
        ThrowTerminatingError(ErrorRecords.From(
            new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"{nameof(Default)}: {string.Join(" ", faults.Select(f => $"{f.Message} {f.Remedy}"))}",
                first.Remedy),
            target: null));
    }

    private protected override void ProcessInput()
    {
        foreach (var path in ParameterSetName == nameof(Path) ? Path : LiteralPath)
        {
            if (ParameterSetName == nameof(Path) && IsText(path))
                continue;
            Try(path, () =>
            {
                foreach (var file in Resolve(path))
                    Try(file, () => Import(file));
            });
        }
    }

    /// <summary>
    /// Whether it is no path but text, which is one error however many lines of it are piped.
    /// </summary>
    private bool IsText(string path)
    {
        if ((!_isText && !PipedText.Is(path)) || IsFile(path))
            return false;
        if (!_isText)
            WriteError(ErrorRecords.From(PipedText.Error(nameof(Path)), target: null));
        return _isText = true;
    }

    private bool IsFile(string path)
    {
        try
        {
            return path.Length > 0 && System.IO.Path.Exists(FilePath.Literal(this, path, nameof(Path), KrakenErrorKind.SpecUnreadable));
        }
        catch (KrakenException)
        {
            return false;
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
            Fail(error, path);
        }
    }

    private IReadOnlyList<string> Resolve(string path)
    {
        if (ParameterSetName == nameof(LiteralPath))
            return [FilePath.Literal(this, path, nameof(LiteralPath), KrakenErrorKind.SpecUnreadable)];
        if (string.IsNullOrWhiteSpace(path))
            throw new KrakenException(KrakenErrorKind.SpecUnreadable, "Path: a path is blank.", "Give the path of a file.");
        var found = FilePath.Matching(this, path, nameof(Path), KrakenErrorKind.SpecUnreadable);
        if (!WildcardPattern.ContainsWildcardCharacters(path))
            return found;
        List<string> files = [.. found.Where(file => IsSpecFile(file, path))];
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
    private bool IsSpecFile(string file, string wildcard)
    {
        // Properties files beside specs are mostly those of workers.
        var format = SpecReader.FormatOf(file);
        var isMeant = format != SpecFormat.Properties || wildcard.EndsWith(".properties", StringComparison.OrdinalIgnoreCase);
        if ((IsDataFile(file) || (format is not null && isMeant)) && !Directory.Exists(file))
            return true;
        WriteVerbose($"Skipped {file}: not a format that specs can be read from.");
        return false;
    }

    private static bool IsDataFile(string file) => file.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase);

    private void Import(string file)
    {
        _run.Read(file);
        var readings = IsDataFile(file)
            ? PowerShellDataFile.Read(file, _options)
            : SpecReader.ReadFile(file, _options);
        if (MissingInputs.Error(readings, file) is { } missing)
            Fail(missing, file);
        foreach (var reading in readings.Where(r => r.Missing.Count == 0))
        {
            foreach (var warning in SpecFindings.Warnings(reading.Told()))
                WriteWarning(warning);
            if (reading.Findings.All(f => f.Severity != FindingSeverity.Error))
                Hold(() => Write(reading, file));
            else
                Fail(SpecFindings.Error(reading.Validate(), reading), file);
        }
    }

    /// <summary>Returns a spec, in the order of the files, with what its cluster knows where that is asked for.</summary>
    private void Write(SpecReading reading, string file)
    {
        var spec = reading.Spec;
        if (!ResolveCluster)
        {
            WriteObject(Shown(reading, spec));
            return;
        }

        Start(spec.ConnectorName, file, async token =>
            Emit(Shown(reading, ClusterResolver.IsNeeded(spec) ? await ResolveAsync(spec, token) : spec)));
    }

    private ConnectorSpec Shown(SpecReading reading, ConnectorSpec spec)
    {
        var shown = _run.Of(ShownSpecs.Show(spec));
        SpecOrigin.Remember(shown, reading);
        return shown;
    }
}
