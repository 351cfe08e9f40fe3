using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning.Saving;

namespace Kraken.MskConnect.Cmdlets;

/// <content>Connectors of the fleet whose spec is gone.</content>
public sealed partial class CompareKrakenMskConnectorCommand
{
    private KrakenException? _incompleteness;
    private FleetReview? _review;

    /// <summary>The removals for a saved plan; null where there are none.</summary>
    private SavedRemovals? Removals => _review is not { WithoutSpec.Count: > 0 } review ? null
        : new SavedRemovals(review.Fleet, [.. review.WithoutSpec.Select(m => (m.ConnectorName, m.Region))]);

    private protected override void BeforeWork() =>
        _incompleteness = WholeFleet is null || IsOfLive ? null : FindIncompleteness();

    private protected override void AfterWork()
    {
        if (WholeFleet is null || IsOfLive)
            return;
        if (_incompleteness is { } error)
            WriteError(ErrorRecords.From(error, WholeFleet));
        else if ((_review = Review()) is { } review)
            WorkOn(review, (provisioner, member, token) => PlanRemovalAsync(provisioner, review, member, token));
    }

    private async Task PlanRemovalAsync(
        IConnectorProvisioner provisioner, FleetReview review, FleetMember member, CancellationToken cancellationToken)
    {
        var plan = await provisioner.PlanRemovalAsync(member.ConnectorName, new RemoveOptions(), cancellationToken);
        var note = $"has no spec any more; -Prune removes it from fleet {review.Fleet}"
            + (review.IsMost ? ", with -Force alone, as more than half of the fleet would go" : "");
        Take(
            _places.Count + review.WithoutSpec.ToList().IndexOf(member),
            plan with { Resources = [.. plan.Resources.Select(r => r.IsConnector ? r.Saying(note) : r)] });
    }
}
