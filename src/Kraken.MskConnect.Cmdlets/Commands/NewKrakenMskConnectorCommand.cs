using System.Management.Automation;
using Kraken.MskConnect.Operations;
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
/// Specs on the pipeline are worked on side by side, up to -ThrottleLimit; the connectors are returned in the order of
/// their specs, and a failure stops no other. With -WhatIf the plan is shown and only read calls are made.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | New-KrakenMskConnector -WhatIf</code>
/// <para>Shows the plan.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.tfvars.json | New-KrakenMskConnector -ProfileName dev</code>
/// <para>Provisions a connector for each file, with the credentials of a profile.</para>
/// </example>
/// <example>
/// <code>$spec | New-KrakenMskConnector -NoWait | Wait-KrakenMskConnector -Timeout 3600</code>
/// <para>Starts the creation, then waits for up to an hour.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "KrakenMskConnector", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(ConnectorResult))]
public sealed class NewKrakenMskConnectorCommand : ProvisioningCmdlet
{
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
    /// How long the work on each connector may take in all, until it runs: seconds, or a TimeSpan. Default 1800, which is 30
    /// minutes; a connector that cannot start takes about 20 minutes to fail. A rollback may take as long once more.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Timeout { get; set; } = new CreateOptions().Timeout;

    /// <summary>
    /// Takes over a connector of that name that was made by other means, as Update-KrakenMskConnector -Adopt does, and
    /// brings it to what the spec says; where there is none, makes it. What has the names that it would have, a log group
    /// that a connector left, say, is taken over too. Asks before it takes away access, rules or log events.
    /// </summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    private protected override async Task WorkAsync(
        IConnectorProvisioner provisioner, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        // What a take-over takes away is asked about, whether the plan is or not.
        var plan = !PlanIsWanted && !(Adopt && LossesAreAsked) ? null
            : Adopt || Applied is not null
                ? await provisioner.PlanUpdateAsync(spec, new UpdateOptions { Adopt = Adopt, Plan = Applied }, cancellationToken)
            : await provisioner.PlanAsync(spec, cancellationToken);
        var question = plan is not null && PlanIsWanted
            ? PlanText.Render(plan) + (Adopt ? LossesBeside(plan) : "")
            : $"Provision {spec.ConnectorName} in {spec.Region}";
        if (IsWhatIf)
            await WarnOfQuotaAsync(provisioner, spec, growsExisting: Adopt, cancellationToken);
        if (!await ConfirmAsync(
            spec.ConnectorName, () => ShouldProcess(spec.ConnectorName, question, "Provision the connector?")))
        {
            Post(() => Tally.Count(IsWhatIf ? Outcome.Planned : Outcome.Declined));
            return;
        }

        if (Adopt && plan is not null && !await AskAsync(() => MayTakeAway(plan)))
        {
            Post(() => Tally.Count(Outcome.Declined));
            return;
        }

        var options = new CreateOptions
        {
            OnFailure = OnFailure,
            Wait = !NoWait,
            Timeout = Timeout,
            WorkerQuota = WorkerQuota,
            Adopt = Adopt,
            Plan = Applied,
        };
        Return(await provisioner.CreateAsync(spec, options, cancellationToken), spec);
    }
}
