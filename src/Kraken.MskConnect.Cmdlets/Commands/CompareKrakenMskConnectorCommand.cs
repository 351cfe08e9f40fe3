using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Compares connector specs with what AWS has, and shows the plan.</summary>
/// <remarks>
/// <para>
/// The plan says for each resource (role, security group, log group, connector) and each property what is there,
/// what the spec wants and what is to be done: None, Create, Update, Replace or Delete. Secret values are masked.
/// </para>
/// <para>
/// With -OutFile the plans are also saved, to be looked at and then carried out as they are by New-KrakenMskConnector -Plan
/// or Update-KrakenMskConnector -Plan, which refuse where AWS or the spec has changed since. The file holds no secret:
/// secrets are told apart by a salted, slow digest. It is written when every spec has its plan, and not at all where one
/// has none.
/// </para>
/// <para>
/// Makes read calls only. Takes specs, or the connectors that New-KrakenMskConnector returned in this session, which
/// know their spec. A connector from Get-KrakenMskConnector has no spec with it: pipe the spec instead.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Compare-KrakenMskConnector</code>
/// <para>Shows what New-KrakenMskConnector would do.</para>
/// </example>
/// <example>
/// <code>$drifted = $specs | Compare-KrakenMskConnector | Where-Object HasChanges</code>
/// <para>Finds the connectors that are not as their specs want them.</para>
/// </example>
/// <example>
/// <code>$specs | Compare-KrakenMskConnector -As Markdown | Set-Content plan.md</code>
/// <para>Writes the plans for a pull request.</para>
/// </example>
/// <example>
/// <code>$plans = $specs | Compare-KrakenMskConnector -ErrorVariable failures; exit ($failures ? 1 : $plans.HasChanges -contains $true ? 2 : 0)</code>
/// <para>Ends a pipeline's step with 0 where nothing differs, with 2 where anything does, and with 1 after an error.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.yaml | Compare-KrakenMskConnector -OutFile plan.json</code>
/// <para>Saves what is to be done, so that somebody can approve it.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "KrakenMskConnector", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(ConnectorPlan))]
[OutputType(typeof(string))]
public sealed class CompareKrakenMskConnectorCommand : FleetCmdlet
{
    private readonly List<ConnectorPlan> _plans = [];
    private string? _file;

    /// <summary>
    /// In which form a plan is returned: Plan, the object (default), or as a text: Text as at the prompt, Json for programs,
    /// Markdown for a pull request.
    /// </summary>
    [Parameter]
    public PlanFormat As { get; set; }

    /// <summary>The file in which the plans are saved, all in one; one that is there is written over.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Writes nothing over a file that is there.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Also writes over a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Plans an update that may delete and make again what AWS cannot change in place.</summary>
    [Parameter]
    public SwitchParameter AllowReplacement { get; set; }

    /// <summary>Plans an update that lets a source connector which is replaced go on from its offsets.</summary>
    [Parameter]
    public SwitchParameter KeepOffsets { get; set; }

    /// <summary>Plans to take over a connector that was made by other means, with what it uses.</summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    private protected override bool OnlyReads => true;

    // A saved plan has a connector once.
    private protected override bool TakesRepetitions => OutFile is null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
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
        if (_file is null || (_plans.Count == 0 && Failures == 0))
            return;
        try
        {
            Save(_file);
        }
        catch (KrakenException error)
        {
            WriteError(ErrorRecords.From(error, OutFile));
        }
    }

    private protected override async Task WorkAsync(
        IConnectorProvisioner provisioner, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var options = new UpdateOptions { AllowReplacement = AllowReplacement, KeepOffsets = KeepOffsets, Adopt = Adopt };
        var plan = await provisioner.PlanUpdateAsync(spec, options, cancellationToken);
        Post(() =>
        {
            Tally.Count(plan.HasChanges ? Outcome.Different : Outcome.Unchanged);
            if (_file is not null)
                _plans.Add(plan);
        });
        Emit(As switch
        {
            PlanFormat.Text => PlanText.Render(plan),
            PlanFormat.Json => plan.ToJson(),
            PlanFormat.Markdown => plan.ToMarkdown(),
            _ => plan,
        });
    }

    private void Save(string file)
    {
        if (Failures > 0)
        {
            throw WholeFile.NotWritten(
                $"The plan was not saved to '{file}': {Failures} of the connectors could not be compared.",
                "Mend what the errors before this one name, or leave those connectors out.");
        }

        var plans = _plans.OrderBy(p => p.ConnectorName, StringComparer.Ordinal).ThenBy(p => p.Region, StringComparer.Ordinal).ToList();
        if (!ShouldProcess(file, $"Save the plan of {BoundedText.List(plans.Select(p => p.ConnectorName))}"))
            return;
        WholeFile.Write(file, SavedPlan.Of(plans).ToJson(), NoClobber, Force);
        WriteVerbose($"Wrote {file}: {plans.Count} {(plans.Count == 1 ? "plan" : "plans")}.");
    }
}

/// <summary>The form of a plan.</summary>
public enum PlanFormat
{
    /// <summary>The plan itself.</summary>
    Plan,

    /// <summary>Text as at the prompt, without colour.</summary>
    Text,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,
}
