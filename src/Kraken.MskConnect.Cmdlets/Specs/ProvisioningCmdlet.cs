using System.Collections.Concurrent;
using System.Management.Automation;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet that changes connectors to match their specs, or applies a saved plan if one is given.</summary>
public abstract class ProvisioningCmdlet : FleetCmdlet
{
    private readonly ConcurrentDictionary<string, ConnectorChecks> _checks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private AppliedPlan? _applied;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>
    /// The file of a plan that Compare-KrakenMskConnector -OutFile saved from the same specs, with the same switches.
    /// The cmdlet computes the plan again and applies it if it is the same. If AWS or the spec has changed in the
    /// meantime, nothing is changed.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Plan { get; set; }

    /// <summary>
    /// The maximum number of workers of the account's connectors in a region; for autoscaling, the maximum number
    /// counts. Default 60, the AWS default quota; if AWS has raised your quota, give it here. If the connectors of the
    /// pipeline would exceed the quota, one error names them before anything is changed; -WhatIf writes a warning.
    /// </summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int WorkerQuota { get; set; } = new CreateOptions().WorkerQuota;

    /// <summary>
    /// Without a question, removes what was added by other means, removes access and log events of resources that are
    /// taken over, and makes the allowed replacements. -Confirm:$false and -Plan do the same.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Does not look at the worker log for dead tasks when the connector is running. Without it, dead tasks are an error
    /// that names the cause. A run that finds nothing to do does not look.
    /// </summary>
    [Parameter]
    public SwitchParameter NoTaskCheck { get; set; }

    /// <summary>
    /// Makes the checks of Test-KrakenMskConnector first. If one of them fails for a connector, nothing is made or changed for
    /// that connector, and one error lists the failed checks with what to do; the other connectors of the pipeline continue.
    /// Checks that warn become warnings. Of a connector that exists, what the run itself mends is not checked: its role,
    /// egress, log group and log. With -WhatIf, the results of all checks are shown instead of those of a few.
    /// </summary>
    [Parameter]
    public SwitchParameter Preflight { get; set; }

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
        if (!Prunes && _applied?.Unpruned() is { } unpruned)
            WriteWarning(unpruned);
    }

    /// <summary>Whether connectors of the fleet are removed that have no spec.</summary>
    private protected virtual bool Prunes => false;

    private protected sealed override void Accept(ConnectorSpec spec, SpecValidation validation) => _applied?.For(spec);

    /// <summary>
    /// Refuses what cannot run, where that is asked for. Under -WhatIf nothing is refused, and the results are what is shown.
    /// </summary>
    /// <param name="spec">The connector's spec.</param>
    /// <param name="adopt">Whether what has its names is taken over.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <returns>What to show below the plan under -WhatIf; else empty.</returns>
    private protected async Task<string> InspectAsync(ConnectorSpec spec, bool adopt, CancellationToken cancellationToken)
    {
        if (!Preflight && !IsWhatIf)
            return "";
        // Made on this thread, as it may look for credentials.
        var checks = _checks.GetOrAdd(spec.Region, Checks);
        var found = Preflight
            ? await checks.PreflightAsync(spec, WorkerQuota, adopt, cancellationToken)
            : await checks.PreviewAsync(spec, cancellationToken);
        if (IsWhatIf)
            return Environment.NewLine + CheckText.Render(found);
        InOrder(() =>
        {
            foreach (var check in found.Where(c => c.Status == CheckStatus.Warn))
                WriteWarning($"{check.ConnectorName}: {check.Check}: {CheckText.Finding(check)}");
            foreach (var check in found.Where(c => c.Status == CheckStatus.Unknown))
                WriteVerbose($"{check.ConnectorName}: {check.Check} is unknown: {CheckText.Finding(check)}");
        });
        Operations.Preflight.RefuseFailed(spec, found);
        return "";
    }

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

    /// <summary>Whether the user is asked about what a plan removes.</summary>
    private protected bool LossesAreAsked => !Force && !IsConfirmOff && Applied is null;

    /// <summary>
    /// What a plan removes, as part of the confirmation question; empty if that question is not asked.
    /// </summary>
    private protected string LossesBeside(ConnectorPlan plan) =>
        LossesAreAsked && PlanIsWanted && !IsWhatIf && plan.Losses().ToList() is { Count: > 0 } lost
            ? Environment.NewLine + LossText(plan, lost)
            : "";

    /// <summary>
    /// Asks once whether the plan may remove what it removes; not if the plan's own question already listed it.
    /// </summary>
    private protected bool MayTakeAway(ConnectorPlan plan)
    {
        if (!LossesAreAsked || PlanIsWanted)
            return true;
        var lost = plan.Losses().ToList();
        if (lost.Count == 0)
            return true;
        return ShouldContinue(
            plan.ConnectorName, LossText(plan, lost), PlanQuestion.OfLosses(plan), "Remove what others may need?", ref _yesToAll, ref _noToAll);
    }

    private static string LossText(ConnectorPlan plan, IEnumerable<string> lost) =>
        $"The update of {plan.ConnectorName} removes what is not in the spec:" + Environment.NewLine
        + string.Join(Environment.NewLine, lost.Select(l => "  " + l));

    private protected sealed override void ReturnFailed(ConnectorSpec spec, string state, string why)
    {
        if (IsWhatIf)
            return;
        var failed = ShownOutcome.Failed(spec, state, why);
        SpecOfResult.Remember(failed, spec);
        Emit(ShownOutcome.Show(failed));
    }

    /// <summary>Returns a connector, remembers its spec, and counts the outcome.</summary>
    private protected void Return(ConnectorResult result, ConnectorSpec spec)
    {
        var outcome = ShownOutcome.Of(result);
        var told = result with { Result = outcome.ToString() };
        SpecOfResult.Remember(told, spec);
        Count(told.ConnectorName, outcome, told.ConnectorState);
        Emit(ShownOutcome.Show(told));
    }
}
