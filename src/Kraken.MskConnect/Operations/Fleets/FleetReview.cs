using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Operations;

/// <summary>The connectors of a fleet that exist, and which of them no spec describes any more.</summary>
/// <param name="Fleet">The fleet's name.</param>
/// <param name="Members">The fleet's connectors that exist.</param>
/// <param name="WithoutSpec">Those of them whose spec is gone.</param>
public sealed record FleetReview(string Fleet, IReadOnlyList<FleetMember> Members, IReadOnlyList<FleetMember> WithoutSpec)
{
    /// <summary>Reviews a fleet.</summary>
    /// <param name="fleet">The fleet's name.</param>
    /// <param name="members">The fleet's connectors that exist.</param>
    /// <param name="described">The connectors that specs describe, valid or not.</param>
    public static FleetReview Of(string fleet, IEnumerable<FleetMember> members, IEnumerable<FleetMember> described)
    {
        ArgumentException.ThrowIfNullOrEmpty(fleet);
        var (all, kept) = (members.ToList(), described.ToHashSet());
        return new FleetReview(fleet, all, [.. all.Where(m => !kept.Contains(m))]);
    }

    /// <summary>
    /// Whether more than half of the fleet has no spec: rather a wrong name or folder than the wish to remove so many.
    /// </summary>
    public bool IsMost => WithoutSpec.Count * 2 > Members.Count;

    /// <summary>The names of the connectors without a spec, the first of them where they are many.</summary>
    public string Names => BoundedText.List(WithoutSpec.Select(m => m.ConnectorName));

    /// <summary>Those of this review that an earlier one had too: what has come into being since was not looked at.</summary>
    /// <param name="earlier">The earlier review.</param>
    public FleetReview Since(FleetReview earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return this with { WithoutSpec = [.. WithoutSpec.Intersect(earlier.WithoutSpec)] };
    }

    /// <summary>What there is to say of the connectors without a spec.</summary>
    public override string ToString() =>
        $"Fleet '{BoundedText.Of(Fleet)}': {WithoutSpec.Count} of {Members.Count} connectors {(WithoutSpec.Count == 1 ? "has" : "have")} no spec: {Names}.";

    /// <summary>Refuses to remove most of a fleet.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.PruneRefused"/>.</exception>
    public void RefuseMost()
    {
        if (!IsMost)
            return;
        throw new KrakenException(
            KrakenErrorKind.PruneRefused,
            $"{this} -Prune does not remove more than half of a fleet. Nothing was changed.",
            "Check -Fleet and whether all specs of the fleet are given. To remove these connectors anyway, add -Force.");
    }
}
