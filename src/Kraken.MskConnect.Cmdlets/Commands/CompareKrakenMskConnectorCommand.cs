using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Compares connector specs with the resources in AWS, and shows the plan.</summary>
/// <remarks>
/// <para>
/// For each resource (role, security group, log group, connector) and each property, the plan shows the current value,
/// the value in the spec and the action: None, Create, Update, Replace or Delete. Secret values are masked.
/// </para>
/// <para>
/// -OutFile also saves the plans, so that they can be reviewed. New-KrakenMskConnector -Plan or
/// Update-KrakenMskConnector -Plan then applies them unchanged, or changes nothing if AWS or the spec has changed in
/// the meantime. The file contains no secrets: a salted, slow hash detects changes of secrets. It is written only if
/// every spec has a plan.
/// </para>
/// <para>
/// Makes read calls only. Pipe specs, or connectors that New-KrakenMskConnector returned in this session; the module
/// remembers their specs. A connector from Get-KrakenMskConnector has no spec: pipe the spec instead, or
/// give the inputs that are to change, for which the live connector is the base.
/// </para>
/// <para>
/// -Fleet says that the specs of the pipeline are all of that fleet's. The plans then have the tag kraken:fleet, and
/// connectors of the fleet in the specs' regions that none of the specs describes follow as plans of their removal, which
/// Update-KrakenMskConnector -Fleet -Prune makes. They are counted in the total, in Markdown and by -DetailedExitCode. If a
/// spec could not be read, is not valid, or there is none, an error says so in their place.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Compare-KrakenMskConnector</code>
/// <para>Shows what New-KrakenMskConnector would do.</para>
/// </example>
/// <example>
/// <code>$drifted = $specs | Compare-KrakenMskConnector | Where-Object HasChanges</code>
/// <para>Finds the connectors that differ from their specs.</para>
/// </example>
/// <example>
/// <code>$specs | Compare-KrakenMskConnector -As Markdown | Set-Content plan.md</code>
/// <para>Writes the plans for a pull request.</para>
/// </example>
/// <example>
/// <code>$specs | Compare-KrakenMskConnector -ChangesOnly -DetailedExitCode; exit $LASTEXITCODE</code>
/// <para>Ends a pipeline step with 0 if nothing differs, with 2 if anything differs, and with 1 after an error.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/* | Compare-KrakenMskConnector -Fleet trading</code>
/// <para>Also shows the connectors of the fleet whose spec file is gone.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.yaml | Compare-KrakenMskConnector -OutFile plan.json</code>
/// <para>Saves the plan, so that it can be approved.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "KrakenMskConnector", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(ConnectorPlan))]
[OutputType(typeof(string))]
public sealed partial class CompareKrakenMskConnectorCommand : FleetCmdlet
{
    private readonly List<(int Place, ConnectorPlan Plan)> _plans = [];
    private readonly Dictionary<(string Region, string Name), IReadOnlyList<string>> _warnings = [];
    private readonly Dictionary<ConnectorSpec, int> _places = new(ReferenceEqualityComparer.Instance);
    private string? _file;

    /// <summary>
    /// The form of the plan: Plan for the object (default), Text for one text of all plans with their total, Json for
    /// programs, or Markdown for a pull request: one text with a table of the connectors, and the details of each to unfold.
    /// </summary>
    [Parameter]
    public PlanFormat As { get; set; }

    /// <summary>The file in which all plans are saved. An existing file is overwritten.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Does not overwrite an existing file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Also overwrites a read-only file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Plans an update that may delete and create again what AWS cannot change in place.</summary>
    [Parameter]
    public SwitchParameter AllowReplacement { get; set; }

    /// <summary>Plans an update in which a replaced source connector continues from its offsets.</summary>
    [Parameter]
    public SwitchParameter KeepOffsets { get; set; }

    /// <summary>
    /// Plans to take over a connector that this module did not create, with the resources that it uses.
    /// </summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <summary>
    /// Plans an update in which the connector is changed without MSK Connect's health checks, so that a change is not rolled
    /// back if the connector or its tasks fail with it.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipHealthCheck { get; set; }

    /// <summary>
    /// Plans an update that removes the tags that the spec does not have. Without it they stay, and the plan names them.
    /// </summary>
    [Parameter]
    public SwitchParameter PruneTags { get; set; }

    /// <summary>
    /// Leaves out what does not change: connectors that match their specs, and in texts the resources that stay as they are.
    /// The total still counts them. -OutFile saves all plans.
    /// </summary>
    [Parameter]
    public SwitchParameter ChangesOnly { get; set; }

    /// <summary>
    /// Sets $LASTEXITCODE: 0 if nothing differs, 2 if anything differs, and 1 after an error. A script that ends with
    /// <c>exit $LASTEXITCODE</c> passes it on.
    /// </summary>
    [Parameter]
    public SwitchParameter DetailedExitCode { get; set; }

    private protected override bool ChangesLive => true;

    private protected override bool OnlyReads => true;

    // A saved plan has a connector once.
    private protected override bool TakesRepetitions => OutFile is null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Stays where the pipeline ends early.
        SetExitCode(1);
        base.BeginProcessing();
        if (OutFile is null)
            return;
        try
        {
            _file = FilePath.Literal(this, OutFile, nameof(OutFile), KrakenErrorKind.FileNotWritten);
            WholeFile.Check(_file, NoClobber, Force);
        }
        catch (KrakenException error)
        {
            ThrowTerminatingError(ErrorRecords.From(error, OutFile));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _plans.Sort((one, other) => one.Place.CompareTo(other.Place));
        List<ConnectorPlan> plans = [.. _plans.Select(p => p.Plan)];
        if (plans.Count > 0)
            ShowWhole(plans);
        if (_file is not null && (plans.Count > 0 || Failures > 0))
        {
            try
            {
                Save(_file, plans);
            }
            catch (KrakenException error)
            {
                WriteError(ErrorRecords.From(error, OutFile));
            }
        }

        SetExitCode(Failures > 0 ? 1 : plans.Exists(p => p.HasChanges) ? 2 : 0);
    }

    private protected override void Accept(ConnectorSpec spec, SpecValidation validation)
    {
        _places[spec] = _places.Count;
        _warnings[(spec.Region, spec.ConnectorName)] = [.. SpecFindings.Warnings(validation)];
    }

    private protected override async Task WorkAsync(
        IConnectorProvisioner provisioner, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var options = new UpdateOptions
        {
            AllowReplacement = AllowReplacement, KeepOffsets = KeepOffsets, Adopt = Adopt, SkipHealthCheck = SkipHealthCheck,
            PruneTags = PruneTags,
        };
        Take(_places[spec], Explain(await provisioner.PlanUpdateAsync(spec, options, cancellationToken)));
    }

    private void Take(int place, ConnectorPlan plan)
    {
        Post(() =>
        {
            Tally.Count(plan.HasChanges ? Outcome.Different : Outcome.Unchanged);
            _plans.Add((place, plan));
        });
        if (As is PlanFormat.Text or PlanFormat.Markdown || (ChangesOnly && !plan.HasChanges))
            return;
        Emit(As == PlanFormat.Json ? plan.ToJson() : plan);
    }

    /// <summary>The forms that speak of all connectors, and the total beside the objects.</summary>
    private void ShowWhole(List<ConnectorPlan> plans)
    {
        switch (As)
        {
            case PlanFormat.Text:
                WriteObject(PlanText.Render(plans, changesOnly: ChangesOnly));
                break;
            case PlanFormat.Markdown:
                WriteObject(PlanMarkdown.Render(
                    plans, p => _warnings.GetValueOrDefault((p.Region, p.ConnectorName)) ?? [], ChangesOnly));
                break;
            case PlanFormat.Plan when plans.Count > 1 || (ChangesOnly && !plans[0].HasChanges):
                Tell($"{PlanTotal.Of(plans)}");
                break;
        }
    }

    private void SetExitCode(int code)
    {
        if (DetailedExitCode)
            SessionState.PSVariable.Set("global:LASTEXITCODE", code);
    }

    private void Save(string file, List<ConnectorPlan> all)
    {
        if (Failures > 0)
        {
            throw WholeFile.NotWritten(
                $"The plan was not saved to '{file}': {Failures} of the connectors could not be compared.",
                "Correct what the preceding errors name, or leave those connectors out.");
        }

        var plans = all.Where(p => p.Basis is not null)
            .OrderBy(p => p.ConnectorName, StringComparer.Ordinal).ThenBy(p => p.Region, StringComparer.Ordinal).ToList();
        if (!ShouldProcess(file, $"Save the plan of {BoundedText.List(plans.Select(p => p.ConnectorName))}"))
            return;
        WholeFile.Write(file, SavedPlan.Of(plans, removals: Removals).ToJson(), NoClobber, Force);
        WriteVerbose($"Wrote {file}: {plans.Count} {(plans.Count == 1 ? "plan" : "plans")}.");
    }
}
