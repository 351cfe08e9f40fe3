using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Brings Amazon MSK Connect connectors, and all that they use, to what their specs say.</summary>
/// <remarks>
/// <para>
/// Changes in place what differs: the connector's configuration, capacity and tags, the role's policy, trust and
/// boundary, the security group's rules, the log group's retention and key. What is missing is made. A change of the
/// connector is followed to its end: where MSK Connect takes it back, or reports it as done and has not kept it, that
/// is an error with AWS's reason. Grants and rules are widened before the connector's change and narrowed after it.
/// </para>
/// <para>
/// What AWS cannot change in place is replaced with -AllowReplacement alone; -WhatIf says what that means, and what the new
/// connector would lack: a plugin, its revision, a worker configuration, a boundary, workers. Then nothing is deleted. What somebody
/// has added to the policy or the rules is shown and taken away after a question; -Force and -Confirm:$false answer it.
/// Tags that the spec does not name are left alone. Where all is as the spec says, nothing is changed. Specs on the
/// pipeline are worked on side by side, up to -ThrottleLimit.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Update-KrakenMskConnector -WhatIf</code>
/// <para>Shows what would be changed.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.yaml | Update-KrakenMskConnector -Confirm:$false</code>
/// <para>Brings a fleet to what its specs say, and mends what was changed by hand, without a question.</para>
/// </example>
/// <example>
/// <code>$spec | Update-KrakenMskConnector -AutoscalingMaxWorkerCount 4</code>
/// <para>Lets one connector grow.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.yaml | Update-KrakenMskConnector -Adopt -WhatIf</code>
/// <para>Shows what it takes to manage a connector that Terraform made; Export-KrakenConnectorSpec writes its spec.</para>
/// </example>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.yaml | Update-KrakenMskConnector -Plan plan.json</code>
/// <para>Carries out what Compare-KrakenMskConnector -OutFile plan.json saved and somebody approved, or changes nothing.</para>
/// </example>
[Cmdlet(VerbsData.Update, "KrakenMskConnector", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(ConnectorResult))]
public sealed class UpdateKrakenMskConnectorCommand : ProvisioningCmdlet
{
    /// <summary>
    /// Allows what AWS cannot change in place to be deleted and made again. Of a source that means a new start: look at
    /// -WhatIf first.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowReplacement { get; set; }

    /// <summary>
    /// Lets a source connector that is replaced go on from the offsets of the one before it: makes a worker configuration
    /// of the spec's own with offset.storage.topic, before the connector is deleted. Plugins find their offsets by keys
    /// that may follow from configuration values; where those change too, they may not.
    /// </summary>
    [Parameter]
    public SwitchParameter KeepOffsets { get; set; }

    /// <summary>
    /// Takes over a connector that was made by other means, Terraform say, with the role, security group and log group
    /// that it uses: tags them, and manages them from then on. Their names stay. Where there is no connector, what has the
    /// names that it would have is taken over. What another connector uses too, or what carries another connector's tags, is
    /// refused. The plan says what access, rules and log events go with it.
    /// </summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <summary>
    /// How long the work on each connector may take in all, with waiting for work of others, each change, a deletion and a
    /// creation: seconds, or a TimeSpan. Default 1800, which is 30 minutes. The time that a question takes does not count.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Timeout { get; set; } = new UpdateOptions().Timeout;

    private protected override async Task WorkAsync(
        IConnectorProvisioner provisioner, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var options = new UpdateOptions
        {
            AllowReplacement = AllowReplacement,
            KeepOffsets = KeepOffsets,
            Adopt = Adopt,
            Timeout = Timeout,
            WorkerQuota = WorkerQuota,
            Approve = ApproveAsync,
            Plan = Applied,
        };
        if (IsWhatIf)
        {
            var plan = await provisioner.PlanUpdateAsync(spec, options, cancellationToken);
            await WarnOfQuotaAsync(provisioner, spec, growsExisting: true, cancellationToken);
            await ConfirmAsync(spec.ConnectorName, () => MayUpdate(plan));
            Post(() => Tally.Count(Outcome.Planned));
        }
        else if (await provisioner.UpdateAsync(spec, options, cancellationToken) is { } result)
        {
            Return(result, spec);
        }
        else
        {
            Post(() => Tally.Count(Outcome.Declined));
        }
    }

    private async Task<bool> ApproveAsync(ConnectorPlan plan, CancellationToken cancellationToken) =>
        !plan.HasChanges
        || (await AskAsync(() => MayUpdate(plan)) && await AskAsync(() => MayTakeAway(plan)));

    private bool MayUpdate(ConnectorPlan plan)
    {
        var text = "Update " + PlanText.Render(plan) + LossesBeside(plan);
        return ShouldProcess(plan.ConnectorName, text, "Update the connector and what it uses?");
    }
}
