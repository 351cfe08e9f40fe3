using System.Management.Automation;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Provisioning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet that brings connectors to what their specs say, as a saved plan has it where one is given.</summary>
public abstract class ProvisioningCmdlet : FleetCmdlet
{
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private AppliedPlan? _applied;

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
            Post(() =>
            {
                // One speaks of all connectors of the region.
                if (_warned.Add(error.Message))
                    WriteWarning(error.Message);
            });
        }
    }

    /// <summary>Returns a connector, which knows its spec from now on, and counts what became of it.</summary>
    private protected void Return(ConnectorResult result, ConnectorSpec spec)
    {
        SpecOfResult.Remember(result, spec);
        Post(() => Tally.Count(result.Created ? Outcome.Created : result.Changed ? Outcome.Changed : Outcome.Unchanged));
        Emit(result);
    }
}
