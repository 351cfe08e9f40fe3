using System.Management.Automation;
using Kraken.MskConnect.Provisioning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Provisions Amazon MSK Connect connectors, each with its role, security group and log group.</summary>
/// <remarks>
/// <para>
/// Makes what is missing and waits until each connector runs. Where all is as the spec wants it, nothing is changed
/// and the connector is returned; where an existing connector differs, nothing is changed and an error names the
/// differences. Run again after a failure or an interruption, it completes what was begun.
/// </para>
/// <para>
/// Specs on the pipeline are worked on side by side, up to -ThrottleLimit; each connector is returned as soon as it
/// runs, and a failure stops no other. With -WhatIf the plan is shown and only read calls are made.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | New-KrakenMskConnector -WhatIf</code>
/// <para>Shows the plan.</para>
/// </example>
/// <example>
/// <code>Get-Content ./specs/*.tfvars.json -Raw | ForEach-Object { $_ | ConvertFrom-Json } | New-KrakenMskConnector -ProfileName dev</code>
/// <para>Provisions a connector for each file, with the credentials of a profile.</para>
/// </example>
/// <example>
/// <code>$spec | New-KrakenMskConnector -NoWait | Wait-KrakenMskConnector -Timeout 3600</code>
/// <para>Starts the creation, then waits for up to an hour.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "KrakenMskConnector", SupportsShouldProcess = true)]
[OutputType(typeof(ConnectorResult))]
public sealed class NewKrakenMskConnectorCommand : FleetCmdlet
{
    private AppliedPlan? _applied;

    /// <summary>
    /// What to do when a creation fails half-way: Keep what was made, to look into it and to run again (default), or
    /// Rollback, which removes what this run made.
    /// </summary>
    [Parameter]
    public FailureAction OnFailure { get; set; }

    /// <summary>Returns as soon as AWS has accepted the creation, without waiting until the connector runs.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>
    /// How long to wait for each connector to run: seconds, or a TimeSpan. Default 1800, which is 30 minutes; a
    /// connector that cannot start takes about 20 minutes to fail.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Timeout { get; set; } = new CreateOptions().Timeout;

    /// <summary>
    /// Takes over a connector of that name that was made by other means, as Update-KrakenMskConnector -Adopt does, and
    /// brings it to what the spec says; where there is none, makes it.
    /// </summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <summary>
    /// The file of a plan that Compare-KrakenMskConnector -OutFile saved from the same specs. The plan is made again and
    /// carried out where it is the same; where AWS or the spec has changed since, nothing is changed.
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

    /// <summary>How many connectors are worked on at once, 1 to 100. Default 5.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ThrottleLimit { get; set; } = DefaultConcurrency;

    private protected override int Concurrency => ThrottleLimit;

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

    private protected override void Accept(ConnectorSpec spec) => _applied?.For(spec);

    private protected override async Task WorkAsync(
        IConnectorProvisioner provisioner, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var plan = _applied?.Plan;
        var question = PlanIsWanted
            ? PlanText.Render(Adopt || plan is not null
                ? await provisioner.PlanUpdateAsync(
                    spec, new UpdateOptions { Adopt = Adopt, Plan = plan }, cancellationToken)
                : await provisioner.PlanAsync(spec, cancellationToken))
            : $"Provision {spec.ConnectorName} in {spec.Region}";
        if (IsWhatIf)
            await WarnOfQuotaAsync(provisioner, spec, WorkerQuota, growsExisting: Adopt, cancellationToken);
        if (!await AskAsync(() => ShouldProcess(question, question, "Provision the connector?")))
        {
            Post(() => Tally.Count(IsWhatIf ? Outcome.Planned : Outcome.Declined));
            return;
        }

        var options = new CreateOptions
        {
            OnFailure = OnFailure,
            Wait = !NoWait,
            Timeout = Timeout,
            WorkerQuota = WorkerQuota,
            Adopt = Adopt,
            Plan = plan,
        };
        var result = await provisioner.CreateAsync(spec, options, cancellationToken);
        SpecOfResult.Remember(result, spec);
        Post(() => Return(result));
    }
}
