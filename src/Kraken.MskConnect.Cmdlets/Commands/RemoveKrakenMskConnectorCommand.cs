using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Removes Amazon MSK Connect connectors with the role, security group and log group that were created for them.
/// </summary>
/// <remarks>
/// <para>
/// Asks once about all connectors of the pipeline and shows what it deletes. Removes only resources with this module's
/// ownership tags; unless -Force is given, a connector without them is an error, and other resources without them are kept and
/// named. To take a connector over first, run Update-KrakenMskConnector -Adopt. Waits until the connector is deleted before it deletes
/// the resources that the connector used. If nothing exists for a name, the cmdlet writes a non-terminating error.
/// </para>
/// <para>
/// A role, log group or security group that another connector uses is kept and named. If rules of other security groups
/// refer to the connector's group, for example those of the brokers, the plan names them. AWS does not delete the group
/// before these rules are revoked, so everything else is removed and the removal ends with an error that says so. If no
/// connector is found, the security group is deleted first, because AWS does not delete it while a connector's network
/// interfaces use it.
/// </para>
/// <para>
/// In a script, use -Confirm:$false or -Force to remove without a question. -Force also removes resources that have the
/// connector's names but not the ownership tags. It asks about these separately, unless -Confirm:$false is given.
/// </para>
/// </remarks>
/// <example>
/// <code>Remove-KrakenMskConnector orders-cdc -WhatIf</code>
/// <para>Shows what would be deleted.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector orders-* | Remove-KrakenMskConnector -KeepLogGroup -Confirm:$false</code>
/// <para>Removes several connectors without a question, and keeps their logs.</para>
/// </example>
[Cmdlet(
    VerbsCommon.Remove, "KrakenMskConnector", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(RemovalResult))]
public sealed class RemoveKrakenMskConnectorCommand : ConnectorCmdlet
{
    private readonly List<(string? Region, string Name)> _connectors = [];
    private readonly HashSet<(string? Region, string Name)> _seen = [];
    private FleetQuestion<ConnectorPlan>? _question;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The connectors' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(ConnectorName))]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectorNameCompleter))]
    public string[] ConnectorName { get; set; } = [];

    /// <summary>Keeps the log group and its events.</summary>
    [Parameter]
    public SwitchParameter KeepLogGroup { get; set; }

    /// <summary>
    /// Does not ask, and also removes resources without the ownership tags, after a separate question.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// The maximum time for the removal of each connector, until it and the resources that it used are deleted:
    /// seconds, or a TimeSpan. Default 1200, which is 20 minutes. The time that a question takes does not count.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Timeout { get; set; } = new RemoveOptions().Timeout;

    /// <summary>
    /// The maximum number of connectors that are worked on at the same time, 1 to 100. Default 5. Connectors that only
    /// wait for AWS to delete something do not count.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ThrottleLimit { get; set; } = DefaultConcurrency;

    /// <summary>
    /// Returns each result as soon as its connector is done. Without it, results come in the order of the input.
    /// </summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    private protected override int Concurrency => ThrottleLimit;

    private protected override bool IsUnordered => Unordered;

    private protected override IEnumerable<string> Names => ConnectorName;

    private protected override void ProcessConnector(string name, string? region)
    {
        if (_seen.Add((region, name)))
            _connectors.Add((region, name));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        BeginFleet(_connectors.Count);
        var fleets = _connectors.GroupBy(c => c.Region ?? "").ToDictionary(g => g.Key, g =>
        {
            // Not on the pipeline thread, since it may look for credentials.
            List<string> names = [.. g.Select(c => c.Name)];
            return new Lazy<IConnectorProvisioner>(() => Provisioner(RegionOr(g.Key)).ForFleet(names));
        });
        var question = new FleetQuestion<ConnectorPlan>(_connectors.Count, plans => AskAsync(() => MayRemove(plans)));
        _question = question;
        for (var i = 0; i < _connectors.Count; i++)
        {
            var (place, (region, name)) = (i, _connectors[i]);
            var fleet = fleets[region ?? ""];
            Start(name, name, async token =>
            {
                try
                {
                    await RemoveAsync(fleet.Value, name, region, place, token);
                }
                finally
                {
                    question.Leave(place);
                }
            });
        }

        base.EndProcessing();
        EndFleet();
    }

    private async Task RemoveAsync(
        IConnectorProvisioner provisioner, string name, string? region, int place, CancellationToken cancellationToken)
    {
        var options = new RemoveOptions { KeepLogGroup = KeepLogGroup, IncludeUnowned = Force, Timeout = Timeout };
        if (IsWhatIf)
        {
            var plan = await provisioner.PlanRemovalAsync(name, options with { IncludeUnowned = false }, cancellationToken);
            var whole = Force ? await provisioner.PlanRemovalAsync(name, options, cancellationToken) : null;
            await ApproveAsync(name, region, place, new RemovalQuestion(plan, whole));
            Count(name, Outcome.Planned);
            return;
        }

        if (await provisioner.RemoveIfApprovedAsync(
            name, options, (question, _) => ApproveAsync(name, region, place, question), cancellationToken) is not { } removal)
        {
            Count(name, Outcome.Declined);
            return;
        }

        Count(
            name,
            removal.Removed.Count > 0 ? Outcome.Removed : removal.Kept.Count > 0 ? Outcome.Unchanged : Outcome.Absent);
        Emit(removal);
    }

    private async Task<RemovalAnswer> ApproveAsync(
        string name, string? region, int place, RemovalQuestion question)
    {
        if (question.Plan.Resources.Count == 0)
            throw NothingLeft(name, RegionOr(region));
        if (!Force && RemoveOperation.KeepsForeignConnector(question.Plan))
        {
            throw Preconditions.NotOurs(
                name, RegionOr(region), "nothing was removed", "Or remove it as it is: Remove-KrakenMskConnector -Force.");
        }

        var (plan, isWhole, asked) = (question.Plan, false, false);
        if (question.WholePlan is { } whole && Deleted(whole).Except(Deleted(plan)).ToList() is { Count: > 0 } unowned)
        {
            asked = !IsConfirmOff;
            if (await AskAsync(() => MayRemoveUnowned(name, unowned)))
                (plan, isWhole) = (whole, true);
        }

        if (!plan.HasChanges && !IsWhatIf)
            return new RemovalAnswer(Approved: true, isWhole, asked);
        asked |= !IsConfirmOff && (!Force || IsConfirmOn);
        if (IsWhatIf)
            return new RemovalAnswer(await ConfirmAsync(name, () => MayRemove([plan])), isWhole, asked);
        if (Force && !IsConfirmOn)
            return new RemovalAnswer(Approved: true, isWhole, asked);

        // A connector that waits for the plans of the others lets them go on.
        var answer = _question!.JoinAsync(place, plan);
        await WithoutSlotAsync(() => AtPromptAsync(() => answer.WaitAsync(StopToken)));
        return new RemovalAnswer(await answer, isWhole, asked);
    }

    private static KrakenException NothingLeft(string name, string region) => new(
        KrakenErrorKind.NotFound,
        $"There is no connector '{name}' in {region}, and no resource that was created for one.",
        WildcardPattern.ContainsWildcardCharacters(name)
            ? "Remove-KrakenMskConnector does not support wildcards. Pipe the results of Get-KrakenMskConnector for the pattern."
            : "Check the name, including its case, and -Region; -ErrorAction Ignore skips connectors that are already removed.")
    {
        ConnectorName = name,
    };

    private bool MayRemove(IReadOnlyList<ConnectorPlan> plans)
    {
        var text = string.Join(Environment.NewLine, plans.Select(p => "Remove " + PlanText.Render(p)));
        return plans.Count == 1
            ? ShouldProcess(plans[0].ConnectorName, text, $"Remove {plans[0].ConnectorName} and what was created for it?")
            : ShouldProcess(
                BoundedText.List(plans.Select(p => p.ConnectorName)),
                text,
                $"Remove {plans.Count} connectors and what was created for them?");
    }

    private bool MayRemoveUnowned(string name, IReadOnlyList<string> unowned) =>
        IsConfirmOff || IsWhatIf || ShouldContinue(
            name,
            $"These resources have the names that {name} uses, but do not have this module's tags: {string.Join(", ", unowned)}.",
            "Remove them too?",
            "Remove resources that this module did not create?",
            ref _yesToAll,
            ref _noToAll);

    private static IEnumerable<string> Deleted(ConnectorPlan plan) =>
        plan.Resources.Where(r => r.Action == PlanAction.Delete).Select(r => $"{r.Kind} {r.Name}");
}
