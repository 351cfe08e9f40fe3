namespace Kraken.MskConnect.Planning.Saving;

/// <summary>The connectors of a fleet whose removal was planned, as no spec described them any more.</summary>
/// <param name="Fleet">The fleet's name.</param>
/// <param name="Connectors">The connectors, by name and region.</param>
public sealed record SavedRemovals(string Fleet, IReadOnlyList<(string ConnectorName, string Region)> Connectors)
{
    /// <summary>Refuses removals that are not those that were planned; nothing was changed by then.</summary>
    /// <param name="planned">What was planned; null where the plan has no removals.</param>
    /// <param name="fleet">The fleet that is pruned.</param>
    /// <param name="now">The connectors that have no spec now.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.PlanMismatch"/>: the plan is of another fleet; <see cref="KrakenErrorKind.PlanStale"/>: other
    /// connectors have lost or got their specs since.
    /// </exception>
    public static void RefuseOthers(
        SavedRemovals? planned, string fleet, IReadOnlyList<(string ConnectorName, string Region)> now)
    {
        ArgumentNullException.ThrowIfNull(now);
        if (planned is not null && planned.Fleet != fleet)
        {
            throw new KrakenException(
                KrakenErrorKind.PlanMismatch,
                $"The saved plan has removals from fleet '{planned.Fleet}', but is applied with -Fleet '{fleet}'. Nothing was changed.",
                "Give the fleet of the plan, or create a new plan with Compare-KrakenMskConnector -Fleet -OutFile.");
        }

        var before = planned?.Connectors ?? [];
        if (before.Count == now.Count && !before.Except(now).Any())
            return;
        throw new KrakenException(
            KrakenErrorKind.PlanStale,
            $"The saved plan is stale: it removes {Shown(before)} from fleet '{fleet}'; without a spec now: {Shown(now)}. Nothing was changed.",
            "Create a new plan with Compare-KrakenMskConnector -Fleet -OutFile, review it, and apply it.");
    }

    private static string Shown(IReadOnlyList<(string ConnectorName, string Region)> connectors) => connectors.Count == 0
        ? "nothing"
        : Text.BoundedText.List(connectors.Select(c => $"{c.ConnectorName} in {c.Region}"));
}
