using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet that brings connectors to what their specs say, as a saved plan has it where one is given.</summary>
public abstract class ProvisioningCmdlet : FleetCmdlet
{
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private AppliedPlan? _applied;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>
    /// The file of a plan that Compare-KrakenMskConnector -OutFile saved from the same specs, with the same switches. The
    /// plan is made again and carried out where it is the same; where AWS or the spec has changed since, nothing is changed.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Plan { get; set; }

    /// <summary>
    /// How many workers the account's connectors in a region may have, autoscaling's greatest number counted. Default 60,
    /// AWS's own quota; give the account's where AWS has raised it. Where the connectors of the pipeline would take more,
    /// one error names them, before anything is changed; -WhatIf warns of it.
    /// </summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int WorkerQuota { get; set; } = new CreateOptions().WorkerQuota;

    /// <summary>
    /// Takes away what others have added, access and log events of what is taken over, and replaces what is allowed to be,
    /// without a question; so do -Confirm:$false and -Plan.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The saved plan to carry out; null for none.</summary>
    private protected SavedPlan? Applied => _applied?.Plan;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _applied = AppliedPlan.Read(this, Plan);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_applied?.Leftovers() is { } leftovers)
            WriteWarning(leftovers);
    }

    private protected sealed override void Accept(ConnectorSpec spec) => _applied?.For(spec);

    /// <summary>Warns, under -WhatIf, of what would be refused as too many workers.</summary>
    private protected async Task WarnOfQuotaAsync(
        IConnectorProvisioner provisioner, ConnectorSpec spec, bool growsExisting, CancellationToken cancellationToken)
    {
        try
        {
            await provisioner.RefuseBeyondQuotaAsync(spec, WorkerQuota, growsExisting, cancellationToken);
        }
        catch (KrakenException error) when (error.Kind == KrakenErrorKind.WorkerQuotaExceeded)
        {
            InOrder(() =>
            {
                // One speaks of all connectors of the region.
                if (_warned.Add(error.Message))
                    WriteWarning(error.Message);
            });
        }
    }

    /// <summary>Whether somebody is asked about what a plan takes away.</summary>
    private protected bool LossesAreAsked => !Force && !IsConfirmOff && Applied is null;

    /// <summary>What a plan takes away, as part of the question whether it may be carried out; empty where that is not asked.</summary>
    private protected string LossesBeside(ConnectorPlan plan) =>
        LossesAreAsked && PlanIsWanted && !IsWhatIf && plan.Losses().ToList() is { Count: > 0 } lost
            ? Environment.NewLine + LossText(plan, lost)
            : "";

    /// <summary>Asks whether what a plan takes away may go, once: not where the plan's own question has told it.</summary>
    private protected bool MayTakeAway(ConnectorPlan plan)
    {
        if (!LossesAreAsked || PlanIsWanted)
            return true;
        var lost = plan.Losses().ToList();
        if (lost.Count == 0)
            return true;
        return ShouldContinue(
            plan.ConnectorName, LossText(plan, lost), "Go on?", "Remove what others may need?", ref _yesToAll, ref _noToAll);
    }

    private static string LossText(ConnectorPlan plan, IEnumerable<string> lost) =>
        $"The update of {plan.ConnectorName} removes what is not in the spec:" + Environment.NewLine
        + string.Join(Environment.NewLine, lost.Select(l => "  " + l));

    /// <summary>Returns a connector, which knows its spec from now on, and counts what became of it.</summary>
    private protected void Return(ConnectorResult result, ConnectorSpec spec)
    {
        SpecOfResult.Remember(result, spec);
        Post(() => Tally.Count(result.Created ? Outcome.Created : result.Changed ? Outcome.Changed : Outcome.Unchanged));
        Emit(result);
    }
}
