using System.Management.Automation;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Provisioning;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Removes Amazon MSK Connect connectors with the role, security group and log group made for them.</summary>
/// <remarks>
/// <para>
/// Asks before each removal and shows what it deletes. Touches only what carries this module's ownership tags; what
/// lacks them is kept and named, unless -Force is given. Waits for the connector to be gone before it deletes what
/// the connector used. A name for which nothing is left is an error, which -ErrorAction decides about.
/// </para>
/// <para>
/// In a script, -Confirm:$false removes without asking, and so does -Force. With -Force, resources of the connector's
/// names without the ownership tags are removed too, after a question of its own, which -Confirm:$false answers.
/// </para>
/// </remarks>
/// <example>
/// <code>Remove-KrakenMskConnector orders-cdc -WhatIf</code>
/// <para>Shows what would be deleted.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector orders-* | Remove-KrakenMskConnector -KeepLogGroup -Confirm:$false</code>
/// <para>Removes several connectors, keeps their logs and does not ask.</para>
/// </example>
[Cmdlet(
    VerbsCommon.Remove, "KrakenMskConnector", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(RemovalResult))]
public sealed class RemoveKrakenMskConnectorCommand : ConnectorCmdlet
{
    private readonly List<(string? Region, string Name)> _connectors = [];
    private readonly HashSet<(string? Region, string Name)> _seen = [];
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

    /// <summary>Does not ask, and also removes what lacks the ownership tags, after a question of its own.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long to wait for each connector to be gone: seconds, or a TimeSpan. Default 1200, which is 20 minutes.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Timeout { get; set; } = new RemoveOptions().Timeout;

    /// <summary>
    /// How many connectors are worked on at once, 1 to 100. Default 5. Those that only wait until AWS has deleted something
    /// do not count.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ThrottleLimit { get; set; } = DefaultConcurrency;

    private protected override int Concurrency => ThrottleLimit;

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
            var alone = new Lazy<IConnectorProvisioner>(() => Provisioner(RegionOr(g.Key)));
            return (Alone: alone, Whole: new Lazy<IConnectorProvisioner>(() => alone.Value.ForFleet(names)));
        });
        foreach (var (region, name) in _connectors)
        {
            var (alone, whole) = fleets[region ?? ""];
            Start(name, name, token => RemoveAsync(whole.Value, alone.Value, name, region, token));
        }

        base.EndProcessing();
        EndFleet();
    }

    private async Task RemoveAsync(
        IConnectorProvisioner provisioner,
        IConnectorProvisioner alone,
        string name,
        string? region,
        CancellationToken cancellationToken)
    {
        var options = new RemoveOptions { KeepLogGroup = KeepLogGroup, Timeout = Timeout };
        var plan = await provisioner.PlanRemovalAsync(name, options, cancellationToken);

        // What has come into being since the fleet was looked at must not go without a question.
        if (!plan.HasChanges && provisioner != alone)
            plan = await alone.PlanRemovalAsync(name, options, cancellationToken);
        if (Force)
        {
            var whole = options with { IncludeUnowned = true };
            var wholePlan = await provisioner.PlanRemovalAsync(name, whole, cancellationToken);
            if (Deleted(wholePlan).Except(Deleted(plan)).ToList() is { Count: > 0 } unowned
                && await AskAsync(() => MayRemoveUnowned(name, unowned)))
            {
                (options, plan) = (whole, wholePlan);
            }
        }

        if (plan.Resources.Count == 0)
            throw NothingLeft(name, RegionOr(region));

        if ((plan.HasChanges || IsWhatIf) && !await AskAsync(() => MayRemove(plan)))
        {
            Post(() => Tally.Count(IsWhatIf ? Outcome.Planned : Outcome.Declined));
            return;
        }

        var removal = await provisioner.RemoveAsync(name, options, cancellationToken);
        Post(() =>
        {
            Tally.Count(removal.Removed.Count > 0 ? Outcome.Removed
                : removal.Kept.Count > 0 ? Outcome.Unchanged
                : Outcome.Absent);
        });
        Emit(removal);
    }

    private static KrakenException NothingLeft(string name, string region) => new(
        KrakenErrorKind.NotFound,
        $"There is no connector '{name}' in {region}, and nothing that was made for one.",
        WildcardPattern.ContainsWildcardCharacters(name)
            ? "Remove- takes names as they are. Pipe what Get-KrakenMskConnector finds for the pattern."
            : "Look at the name, its case included, and at -Region; -ErrorAction Ignore passes over what is gone already.")
    {
        ConnectorName = name,
    };

    private bool MayRemove(ConnectorPlan plan)
    {
        if (Force && !IsWhatIf && !IsConfirmOn)
            return true;
        var text = "Remove " + PlanText.Render(plan);
        return ShouldProcess(plan.ConnectorName, text, "Remove the connector and what was made for it?");
    }

    private bool MayRemoveUnowned(string name, IReadOnlyList<string> unowned) =>
        IsConfirmOff || IsWhatIf || ShouldContinue(
            name,
            $"These have the names that {name} uses, and do not carry this module's tags: {string.Join(", ", unowned)}.",
            "Remove them too?",
            "Remove what is not ours?",
            ref _yesToAll,
            ref _noToAll);

    private static IEnumerable<string> Deleted(ConnectorPlan plan) =>
        plan.Resources.Where(r => r.Action == PlanAction.Delete).Select(r => $"{r.Kind} {r.Name}");
}
