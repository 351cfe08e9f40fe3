using System.Management.Automation;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Writes existing connectors as specs, whether or not this module created them.</summary>
/// <remarks>
/// <para>
/// Reads the connector, its tags, role and policies, custom plugin, security group, log group and cluster, and writes
/// the spec that describes it, with only the fields that differ from their defaults. When you import and compare the
/// spec, it shows no difference. In this way you can manage a connector with this module that Terraform created or that
/// was created by hand. Makes read calls only.
/// </para>
/// <para>
/// A spec on the pipeline is written without an AWS call, unchanged but for an empty env, which -Env gives.
/// </para>
/// <para>
/// If AWS does not return a value, the field is left out and a warning names it. A config provider's reference to a
/// secret is kept. A plain-text secret is written as (keep), which stands for the connector's current value: it
/// compares as equal, and an update keeps it. To create a connector from such a spec, give the value first.
/// </para>
/// <para>
/// The file's extension determines the format: .tfvars.json, .json, .yaml or .psd1. If the path is a folder, or ends
/// with a slash, each connector gets its own file. Without -Path, the specs are returned.
/// </para>
/// </remarks>
/// <example>
/// <code>Export-KrakenConnectorSpec orders-cdc -Path ./orders-cdc.tfvars.json -Region us-east-1</code>
/// <para>Writes one connector's spec.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector orders-* | Export-KrakenConnectorSpec -Path ./fleet/ -Format Yaml -NoClobber</code>
/// <para>Writes a YAML file for each connector, and does not overwrite existing files.</para>
/// </example>
/// <example>
/// <code>Export-KrakenConnectorSpec * -Path ./connectors/ -Env dev</code>
/// <para>Writes all connectors; those without a tag env or Environment are of dev.</para>
/// </example>
/// <example>
/// <code>Export-KrakenConnectorSpec orders-cdc | Compare-KrakenMskConnector</code>
/// <para>Shows whether the connector is the same as one that this module would create.</para>
/// </example>
[Cmdlet(
    VerbsData.Export, "KrakenConnectorSpec", SupportsShouldProcess = true, DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(ConnectorSpec))]
public sealed class ExportKrakenConnectorSpecCommand : ConnectorCmdlet
{
    private readonly HashSet<(string? Region, string Name)> _seen = [];
    private readonly List<ConnectorSpec> _specs = [];
    private SpecTarget? _target;

    /// <summary>The connectors' names; * and ? stand for any characters and any one character.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(ConnectorName))]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectorNameCompleter))]
    public string[] ConnectorName { get; set; } = [];

    /// <summary>The file, or the folder for one file for each connector. Without it, the specs are returned.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>
    /// The format of the files in a folder, or of a file whose extension does not determine it: TfvarsJson, Json, Yaml
    /// or Psd1. Default TfvarsJson in a folder.
    /// </summary>
    [Parameter]
    public SpecFileFormat Format { get; set; } = SpecFileFormat.TfvarsJson;

    /// <summary>
    /// The environment of connectors whose tags do not give it. A tag env gives it, and if there is none, a tag Environment.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Env { get; set; }

    /// <summary>Does not overwrite an existing file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Also overwrites read-only files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override int Concurrency => DefaultConcurrency;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Path is null)
            return;
        try
        {
            var isFormatGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Format));
            var path = FilePath.Literal(this, Path, nameof(Path), KrakenErrorKind.FileNotWritten);
            _target = SpecTarget.Of(path, Path[^1] is '/' or '\\', isFormatGiven ? Format : null);
        }
        catch (KrakenException error)
        {
            ThrowTerminatingError(ErrorRecords.From(error, Path));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_target is { IsFolder: false } && _specs.Count > 0)
            Write(_target.File, [.. _specs.OrderBy(s => (s.ConnectorName, s.Region))]);
    }

    private protected override IEnumerable<string> Names => ConnectorName;

    private protected override void ProcessInput()
    {
        // A spec is written as it is, without asking AWS.
        if (ParameterSetName == nameof(InputObject) && InputObject.BaseObject is ConnectorSpec spec)
            Take(ShownSpecs.Original(spec) is { Env.Length: 0 } given && Env is not null ? given with { Env = Env } : ShownSpecs.Original(spec));
        else
            base.ProcessInput();
    }

    private protected override void ProcessConnector(string name, string? region)
    {
        if (_seen.Add((region, name)))
            Start(name, name, token => ExportAsync(name, RegionOr(region), token));
    }

    private async Task ExportAsync(string name, string region, CancellationToken cancellationToken)
    {
        var found = false;
        await foreach (var spec in Exporter(region, Env).ExportAsync(name, cancellationToken))
        {
            found = true;
            InOrder(() => Take(spec));
        }

        if (!found && !WildcardPattern.ContainsWildcardCharacters(name))
            throw NotFound(name, region);
    }

    private void Take(ConnectorSpec spec)
    {
        if (_target is null)
            WriteObject(ShownSpecs.Show(KeptSecret.Hide(spec)));
        else if (_target.IsFolder)
            Write(_target.FileFor(spec.ConnectorName), [spec]);
        else
            _specs.Add(spec);
    }

    private void Write(string file, IReadOnlyList<ConnectorSpec> specs)
    {
        var names = BoundedText.List(specs.Select(s => s.ConnectorName));
        if (!ShouldProcess(ForeignText.OneLine(file), ForeignText.OneLine($"Write the spec of {names}")))
            return;
        try
        {
            _target!.Write(file, specs, NoClobber, Force);
            WriteVerbose($"Wrote {file}: {names}.");
        }
        catch (KrakenException error)
        {
            WriteError(ErrorRecords.From(error, file));
        }
    }
}
