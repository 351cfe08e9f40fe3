using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning.Saving;

namespace Kraken.MskConnect.Cmdlets;

/// <content>Connectors of the fleet whose spec is gone.</content>
public sealed partial class UpdateKrakenMskConnectorCommand
{
    // What was looked at, and may be removed, before anything was changed; null where nothing may be.
    private FleetReview? _pruned;
    private KrakenException? _incompleteness;

    /// <summary>
    /// Removes the connectors of -Fleet that no spec of the pipeline describes, with what was created for them, after
    /// one question that names them. -Confirm:$false, -Force and -Plan suppress the question. If more than half of the fleet would
    /// go, nothing is changed, unless -Force is given. After an error of this command or of the import, nothing is removed.
    /// Connectors of other fleets, or of none, are never removed. With -Plan, exactly the removals of the plan are made.
    /// </summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!Prune)
            return;
        if (WholeFleet is null)
        {
            ThrowTerminatingError(ErrorRecords.From(
                new KrakenException(
                    KrakenErrorKind.SpecInvalid,
                    "-Prune needs -Fleet: it removes the connectors of that fleet whose spec is gone.",
                    "Give -Fleet with the name of the fleet whose specs the pipeline has. To remove connectors by name, use "
                    + "Remove-KrakenMskConnector."),
                target: null));
        }
    }

    private protected override bool Prunes => Prune;

    private protected override void BeforeWork()
    {
        if (WholeFleet is not { } fleet)
            return;
        _incompleteness = FindIncompleteness();
        if (!Prune)
            return;
        if (_incompleteness is { } error)
        {
            WriteError(ErrorRecords.From(error, fleet));
            return;
        }

        // Before anything is changed: a wrong name of the fleet would also move the connectors to it.
        if (Review() is not { } review)
            return;
        try
        {
            if (Applied is not null)
                SavedRemovals.RefuseOthers(Applied.Removals, fleet, [.. review.WithoutSpec.Select(m => (m.ConnectorName, m.Region))]);
            if (review.WithoutSpec.Count == 0)
                return;
            if (!Force)
                review.RefuseMost();
            if (MayPrune(review))
                _pruned = review;
            else
                Decline(review);
        }
        catch (KrakenException refusal) when (IsWhatIf)
        {
            WriteError(ErrorRecords.From(refusal, fleet));
        }
        catch (KrakenException refusal)
        {
            ThrowTerminatingError(ErrorRecords.From(refusal, fleet));
        }
    }

    private protected override void AfterWork()
    {
        if (WholeFleet is not { } fleet || IsOfLive)
            return;
        if (!Prune)
            Warn();
        else if (_pruned is null)
            return;
        else if (IsWhatIf)
            WorkOn(_pruned, ShowRemovalAsync);
        else if (Failures > 0)
            WriteError(ErrorRecords.From(NotPruned(_pruned), fleet));
        // The update may have taken long: what has got a spec, or another fleet, in the meantime stays.
        else if (Review(_pruned)?.Since(_pruned) is { } left)
            WorkOn(left, RemoveAsync);
    }

    private void Warn()
    {
        if (_incompleteness is { } unknown)
            WriteWarning(unknown.Message);
        else if (Review() is { WithoutSpec.Count: > 0 } review)
            WriteWarning($"{review} Still there, and billed. -Prune removes what has no spec.");
    }

    private bool MayPrune(FleetReview review)
    {
        if (IsWhatIf || IsConfirmOff || ((Force || Applied is not null) && !IsConfirmOn))
            return true;
        var (yesToAll, noToAll) = (false, false);
        var what = review.WithoutSpec.Count == 1 ? review.Names : $"{review.WithoutSpec.Count} connectors ({review.Names})";
        return ShouldContinue(
            review.Fleet, $"{review}", $"Remove {what} and what was created for {(review.WithoutSpec.Count == 1 ? "it" : "them")}?",
            "Remove connectors without a spec?", ref yesToAll, ref noToAll);
    }

    private void Decline(FleetReview review)
    {
        foreach (var _ in review.WithoutSpec)
            Tally.Count(Outcome.Declined);
    }

    private static KrakenException NotPruned(FleetReview review) => new(
        KrakenErrorKind.FleetIncomplete,
        $"{review} None was removed, because this run had errors.",
        "Correct what the preceding errors name, and run again.");

    private async Task ShowRemovalAsync(IConnectorProvisioner provisioner, FleetMember member, CancellationToken cancellationToken)
    {
        var plan = await provisioner.PlanRemovalAsync(member.ConnectorName, new RemoveOptions(), cancellationToken);
        await ConfirmAsync(member.ConnectorName, () => ShouldProcess(
            member.ConnectorName, "Remove " + PlanText.Render(plan), PlanQuestion.Of(plan)));
        Count(member.ConnectorName, Outcome.Planned);
    }

    private async Task RemoveAsync(IConnectorProvisioner provisioner, FleetMember member, CancellationToken cancellationToken)
    {
        var found = await FindAsync(provisioner, member.ConnectorName, cancellationToken);
        var removal = await provisioner.RemoveAsync(member.ConnectorName, new RemoveOptions { Timeout = Timeout }, cancellationToken);
        Count(member.ConnectorName, removal.Removed.Count > 0 ? Outcome.Removed : Outcome.Absent);
        foreach (var kept in removal.Kept)
            Say(() => WriteWarning($"{member.ConnectorName}: kept {kept}"));
        if (found is not null)
            Emit(ShownOutcome.Show(found with { ConnectorState = "DELETED", Changed = true, Result = nameof(Outcome.Removed) }));
    }

    private static async Task<ConnectorResult?> FindAsync(
        IConnectorProvisioner provisioner, string name, CancellationToken cancellationToken)
    {
        await foreach (var connector in provisioner.FindAsync(name, cancellationToken))
            return connector;
        return null;
    }
}
