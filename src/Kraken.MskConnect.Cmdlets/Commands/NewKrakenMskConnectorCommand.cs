using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Provisions Amazon MSK Connect connectors, each with its role, security group and log group.</summary>
/// <remarks>
/// <para>
/// Creates what is missing and waits until each connector is running. If everything matches the spec, nothing is
/// changed and the connector is returned. If an existing connector differs, nothing is changed and an error names the
/// differences. If the spec has desired_state PAUSED, a connector that was created is paused when it runs. After a
/// failure or an interruption, run the cmdlet again to complete the work.
/// </para>
/// <para>
/// The cmdlet works on up to -ThrottleLimit specs of the pipeline in parallel, and returns the connectors in the order
/// of their specs. If one of several fails, the others continue, and it is returned too, with the Result Failed. With
/// -WhatIf, the plan is shown and only read calls are made.
/// Below the plan are the results of the checks that take few calls: the plugin, the worker configuration, and the
/// cluster's state, version, authentication, bootstrap servers and key. -Preflight makes all checks of
/// Test-KrakenMskConnector.
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
/// <code>Import-KrakenConnectorSpec ./specs/*.tfvars.json | New-KrakenMskConnector -Preflight</code>
/// <para>Provisions the connectors that pass all checks, and makes nothing for those that could not run.</para>
/// </example>
/// <example>
/// <code>$results = $specs | New-KrakenMskConnector; $results | Where-Object Result -eq Failed | New-KrakenMskConnector</code>
/// <para>Provisions several connectors, then tries those again that failed.</para>
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
    /// What to do when a creation fails: Keep keeps the created resources, so that you can look into the failure and
    /// run again (default); Rollback removes what this run created.
    /// </summary>
    [Parameter]
    public FailureAction OnFailure { get; set; }

    /// <summary>
    /// Returns as soon as AWS has accepted the creation, without waiting until the connector is running.
    /// </summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>
    /// The maximum time for all work on each connector, until it is running: seconds, or a TimeSpan. Default 1800,
    /// which is 30 minutes; a connector that cannot start takes about 20 minutes to fail. A rollback may take the same
    /// time again.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Timeout { get; set; } = new CreateOptions().Timeout;

    /// <summary>
    /// Takes over an existing connector of that name that this module did not create, as Update-KrakenMskConnector
    /// -Adopt does, and updates it to match the spec. If there is no such connector, creates it. Existing resources
    /// with the names that the connector's resources would have, for example a log group that a connector left behind,
    /// are taken over too. Asks before it removes access, rules or log events.
    /// </summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    private protected override async Task WorkAsync(
        IConnectorProvisioner provisioner, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var checks = await InspectAsync(spec, Adopt, cancellationToken);

        // What a take-over takes away is asked about, whether the plan is or not.
        var plan = !PlanIsWanted && !(Adopt && LossesAreAsked) ? null
            : Adopt || Applied is not null
                ? await provisioner.PlanUpdateAsync(spec, new UpdateOptions { Adopt = Adopt, Plan = Applied }, cancellationToken)
            : await provisioner.PlanAsync(spec, cancellationToken);
        var question = plan is not null && PlanIsWanted
            ? PlanText.Render(plan) + (Adopt ? LossesBeside(plan) : "") + checks
            : $"Provision {spec.ConnectorName} in {spec.Region}";
        if (IsWhatIf)
            await WarnOfQuotaAsync(provisioner, spec, growsExisting: Adopt, cancellationToken);

        // Where nothing is to be done, or the core refuses, nobody is asked.
        var isAsked = IsWhatIf || plan is null || (plan.HasChanges && !plan.Resources.Any(r => r.IsRefused));
        if (isAsked && !await ConfirmAsync(
            spec.ConnectorName,
            () => ShouldProcess(
                spec.ConnectorName, question, plan is null ? $"Create {spec.ConnectorName}?" : PlanQuestion.Of(plan, Adopt))))
        {
            Count(spec.ConnectorName, IsWhatIf ? Outcome.Planned : Outcome.Declined);
            return;
        }

        if (Adopt && plan is not null && !await AskAsync(() => MayTakeAway(plan)))
        {
            Count(spec.ConnectorName, Outcome.Declined);
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
            TaskCheck = !NoTaskCheck,
        };
        Return(await provisioner.CreateAsync(spec, options, cancellationToken), spec);
    }
}
