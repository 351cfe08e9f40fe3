using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Updates Amazon MSK Connect connectors, and the resources that they use, to match their specs.</summary>
/// <remarks>
/// <para>
/// Changes in place what differs: the connector's configuration, custom plugin, worker configuration, capacity, tags, and
/// whether it runs or is paused (desired_state), the role's policy, trust and
/// boundary, the security group's rules, and the log group's retention and key. Creates what is missing. The cmdlet
/// waits until a change of the connector ends. If MSK Connect rolls the change back, or reports it as complete but has
/// not applied it, the cmdlet writes an error with AWS's reason. Grants and rules are added before the connector
/// changes, and removed afterwards.
/// </para>
/// <para>
/// Capacity, plugin and worker configuration change in one call, and the configuration in another one; a pause or
/// a resumption comes last. A paused connector whose spec has no desired_state stays paused.
/// </para>
/// <para>
/// What AWS cannot change in place is replaced only with -AllowReplacement. -WhatIf shows the consequences, and whether
/// the new connector would lack anything: a plugin, its revision, a worker configuration, a boundary, or workers. If
/// so, nothing is deleted. Access or rules that were added by other means are shown and, after a question, removed;
/// -Force and -Confirm:$false suppress the question. Tags that the spec does not have are kept unless -PruneTags is given.
/// If everything matches the spec, nothing is changed. The cmdlet works on up to -ThrottleLimit specs of the pipeline in
/// parallel. If one of several fails, the others continue, and it is returned too, with the Result Failed. Below the plan,
/// -WhatIf shows the results of the checks that take few calls: the plugin, the worker configuration, and the
/// cluster's state, version, authentication, bootstrap servers and key. -Preflight makes all checks of
/// Test-KrakenMskConnector that are not about what the update itself mends.
/// </para>
/// <para>
/// Without a spec, a connector's name, or a connector on the pipeline, and the inputs to change are enough. The live
/// connector, as Export-KrakenConnectorSpec writes it, is then the base, and the plan says so. Keep the specs of connectors
/// that files describe in these files: the next update from a file undoes such a change.
/// </para>
/// <para>
/// -Fleet says that the specs of the pipeline are all of that fleet's. Everything gets the tag kraken:fleet. A warning names
/// the connectors of the fleet in the specs' regions that no spec describes any more; with -Prune they are removed, after all
/// other work.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Update-KrakenMskConnector -WhatIf</code>
/// <para>Shows what would be changed.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.yaml | Update-KrakenMskConnector -Confirm:$false</code>
/// <para>Updates a fleet to match its specs, and repairs what was changed by hand, without a question.</para>
/// </example>
/// <example>
/// <code>$spec | Update-KrakenMskConnector -AutoscalingMaxWorkerCount 4</code>
/// <para>Raises the maximum number of workers of one connector.</para>
/// </example>
/// <example>
/// <code>Update-KrakenMskConnector orders-cdc -AutoscalingMaxWorkerCount 4 -Region us-east-1 -WhatIf</code>
/// <para>
/// Shows what the same change would do without a spec: what is live, as Export-KrakenConnectorSpec writes it, is the base.
/// </para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector orders-* | Update-KrakenMskConnector -ConfigurationChange @{ 'max.batch.size' = '4096'; 'old.key' = $null }</code>
/// <para>Sets one key of the configuration of several connectors, and removes another one.</para>
/// </example>
/// <example>
/// <code>$spec | Update-KrakenMskConnector -DesiredState PAUSED</code>
/// <para>Pauses one connector, as its spec then says.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.yaml | Update-KrakenMskConnector -Adopt -WhatIf</code>
/// <para>
/// Shows what would change if the module took over a connector that Terraform created. Export-KrakenConnectorSpec
/// writes its spec.
/// </para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/* -ErrorAction Stop | Update-KrakenMskConnector -Fleet trading -Prune</code>
/// <para>Makes AWS like the folder: also removes the connectors of the fleet whose spec file is gone, after a question.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.yaml | Update-KrakenMskConnector -Plan plan.json</code>
/// <para>Applies the approved plan that Compare-KrakenMskConnector -OutFile plan.json saved, or changes nothing.</para>
/// </example>
[Cmdlet(VerbsData.Update, "KrakenMskConnector", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(ConnectorResult))]
public sealed partial class UpdateKrakenMskConnectorCommand : ProvisioningCmdlet
{
    /// <summary>
    /// Allows what AWS cannot change in place to be deleted and created again. A replaced source starts from the
    /// beginning: check -WhatIf first.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowReplacement { get; set; }

    /// <summary>
    /// Lets a replaced source connector continue from the offsets of its predecessor. Before the connector is deleted,
    /// a copy of the spec's worker configuration with offset.storage.topic is created, and the connector is paused. If the new
    /// connector cannot be created, the earlier one is created again. Plugins find their offsets by
    /// keys that may depend on configuration values. If these values change too, the plugin may not find its offsets.
    /// </summary>
    [Parameter]
    public SwitchParameter KeepOffsets { get; set; }

    /// <summary>
    /// Takes over a connector that this module did not create, for example one that Terraform created, with the role,
    /// security group and log group that it uses: tags them, and manages them from then on. They keep their names. If
    /// there is no connector, resources with the names that its resources would have are taken over. A resource that
    /// another connector also uses, or that has another connector's tags, is rejected. The plan shows which access,
    /// rules and log events are removed.
    /// </summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <summary>
    /// Changes the connector without MSK Connect's health checks. The change then stays in effect even if the connector or
    /// its tasks fail with it, and MSK Connect does not roll it back. Without the switch, a change that fails the checks is
    /// rolled back. A paused connector is always changed without them.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipHealthCheck { get; set; }

    /// <summary>
    /// Removes the tags that the spec does not have from the connector and from the role, security group and log group that it
    /// uses. Tags of AWS (aws:) and of this module (kraken:) stay, but for kraken:fleet where the spec names no fleet: so a
    /// connector leaves a fleet. Tags that other tools set, for example for costs or backups, go too: look at the plan first,
    /// above all with -Adopt. Without the switch these tags stay, and the plan names them.
    /// </summary>
    [Parameter]
    public SwitchParameter PruneTags { get; set; }

    /// <summary>
    /// The maximum time for all work on each connector, including the wait for other operations, each change, a
    /// deletion and a creation: seconds, or a TimeSpan. Default 1800, which is 30 minutes. The time that a question
    /// takes does not count.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Timeout { get; set; } = new UpdateOptions().Timeout;

    private protected override bool ChangesLive => true;

    private protected override async Task WorkAsync(
        IConnectorProvisioner provisioner, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var options = new UpdateOptions
        {
            AllowReplacement = AllowReplacement,
            KeepOffsets = KeepOffsets,
            Adopt = Adopt,
            SkipHealthCheck = SkipHealthCheck,
            PruneTags = PruneTags,
            Timeout = Timeout,
            WorkerQuota = WorkerQuota,
            Approve = ApproveAsync,
            Plan = Applied,
            TaskCheck = !NoTaskCheck,
        };
        var checks = await InspectAsync(spec, Adopt, cancellationToken);
        if (IsWhatIf)
        {
            var plan = await provisioner.PlanUpdateAsync(spec, options, cancellationToken);
            await WarnOfQuotaAsync(provisioner, spec, growsExisting: true, cancellationToken);
            await ConfirmAsync(spec.ConnectorName, () => MayUpdate(plan, checks));
            Count(spec.ConnectorName, Outcome.Planned);
        }
        else if (await provisioner.UpdateAsync(spec, options, cancellationToken) is { } result)
        {
            Return(result, spec);
        }
        else
        {
            Count(spec.ConnectorName, Outcome.Declined);
        }
    }

    private async Task<bool> ApproveAsync(ConnectorPlan plan, CancellationToken cancellationToken) =>
        !plan.HasChanges
        || (await AskAsync(() => MayUpdate(plan)) && await AskAsync(() => MayTakeAway(plan)));

    private bool MayUpdate(ConnectorPlan plan, string checks = "")
    {
        var text = "Update " + PlanText.Render(Explain(plan)) + LossesBeside(plan) + checks;
        return ShouldProcess(plan.ConnectorName, text, PlanQuestion.Of(plan, Adopt));
    }
}
