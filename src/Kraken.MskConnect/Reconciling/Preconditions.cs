using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Reconciling;

/// <summary>The reasons why nothing is changed although something differs.</summary>
internal static class Preconditions
{
    private const int LongestValue = 120;

    /// <summary>Refuses where a resource of our name exists that we have not made.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.NotOwned"/>.</exception>
    public static void RefuseUnowned(ProvisioningContext context, IEnumerable<IResource> resources)
    {
        var others = resources.Where(r => r.Exists && !r.IsOurs).Select(r => $"{r.Kind} {r.Name}").ToList();
        if (others.Count == 0)
            return;
        throw new KrakenException(
            KrakenErrorKind.NotOwned,
            $"{string.Join(", ", others)} already {(others.Count == 1 ? "exists" : "exist")} and "
            + $"{(others.Count == 1 ? "does" : "do")} not have this module's tags for connector '{context.ConnectorName}'. "
            + "Nothing was changed.",
            "Choose another ConnectorName, remove the existing resource, or take over an existing connector with "
            + "Update-KrakenMskConnector -Adopt.")
        {
            ConnectorName = context.ConnectorName,
        };
    }

    /// <summary>The error for a connector that somebody else has made, where the command has no -Adopt itself.</summary>
    /// <param name="connectorName">The connector.</param>
    /// <param name="region">Its region.</param>
    /// <param name="outcome">What was not done, for example <c>it was not paused</c>.</param>
    /// <param name="otherwise">Another way, as a sentence; null for none.</param>
    public static KrakenException NotOurs(string connectorName, string region, string outcome, string? otherwise = null) => new(
        KrakenErrorKind.NotOwned,
        $"The connector '{connectorName}' in {region} does not have this module's tags; {outcome}.",
        $"Take it over first: Export-KrakenConnectorSpec {connectorName} | Update-KrakenMskConnector -Adopt."
        + (otherwise is null ? "" : " " + otherwise))
    {
        ConnectorName = connectorName,
    };

    /// <summary>The error for resources that differ and that New does not change.</summary>
    public static KrakenException Differs(ProvisioningContext context, IEnumerable<ResourcePlan> plans)
    {
        var changes = plans.Select(context.Shown).SelectMany(p => p.Changes.Select(c => (Plan: p, Change: c))).ToList();
        var lines = changes.Select(c =>
            $"  {c.Plan.Kind}.{c.Change.Property}: {Shown(c.Change)}"
            + (c.Change.InPlace ? "" : " (needs replacement)"));
        return new KrakenException(
            KrakenErrorKind.ConnectorDiffers,
            $"The resources of connector '{context.ConnectorName}' differ from the spec, as listed below; nothing was changed."
            + Environment.NewLine + string.Join(Environment.NewLine, lines),
            "To keep the resources, correct the spec. To change them, run Update-KrakenMskConnector"
            + (changes.All(c => c.Change.InPlace) ? "" : " with -AllowReplacement")
            + ". Compare-KrakenMskConnector shows all differences in full.")
        {
            ConnectorName = context.ConnectorName,
        };
    }

    /// <summary>The error for differences that only a replacement mends, which was not allowed.</summary>
    public static KrakenException NeedsReplacement(ProvisioningContext context, IEnumerable<ResourcePlan> plans)
    {
        var lines = plans.Select(context.Shown).SelectMany(p => p.Changes.Where(c => !c.InPlace).Select(c =>
            $"  {p.Kind}.{c.Property}: {Shown(c)}"));
        return new KrakenException(
            KrakenErrorKind.ConnectorDiffers,
            $"AWS cannot change these properties of connector '{context.ConnectorName}' in place; nothing was changed. They are listed below."
            + Environment.NewLine + string.Join(Environment.NewLine, lines),
            "To keep the resources, correct the spec. To change them, run Update-KrakenMskConnector with "
            + "-AllowReplacement: it deletes the connector and creates it again; -WhatIf shows the consequences.")
        {
            ConnectorName = context.ConnectorName,
        };
    }

    /// <summary>The error for a change that MSK Connect reports as done and that the connector does not have.</summary>
    public static KrakenException NotKept(ProvisioningContext context, ResourcePlan plan) => new(
        KrakenErrorKind.UpdateFailed,
        $"MSK Connect reports that the change of connector '{context.ConnectorName}' is complete, but the connector differs "
        + "still, as listed below." + Environment.NewLine + string.Join(Environment.NewLine, context.Shown(plan).Changes.Select(c =>
            $"  {c.Property}: {Shown(c)}")),
        "Read the connector's log, look for another run or person that changes it, then run "
        + "Update-KrakenMskConnector again.")
    {
        ConnectorName = context.ConnectorName,
    };

    /// <summary>The error for what is otherwise again when all was done.</summary>
    public static KrakenException ChangedByOthers(ProvisioningContext context, IEnumerable<ResourcePlan> plans) => new(
        KrakenErrorKind.UpdateFailed,
        $"Connector '{context.ConnectorName}' was changed, and differs from the spec again. Another run or person changed it "
        + "meanwhile, as listed below." + Environment.NewLine + string.Join(Environment.NewLine, plans.Select(context.Shown).SelectMany(p =>
            p.Changes.Select(c => $"  {p.Kind}.{c.Property}: {Shown(c)}"))),
        "Find out which other run works on the connector, and from which spec; then run Update-KrakenMskConnector again.")
    {
        ConnectorName = context.ConnectorName,
    };

    /// <summary>A change as one line of an error has room for; of a policy's statement what it means.</summary>
    private static string Shown(PropertyChange change) =>
        AccessChanges.Sentence(change) ?? $"{Shown(change.Current)} -> {Shown(change.Desired)}";

    /// <summary>A value as one line of an error has room for; the plan has it whole.</summary>
    private static string Shown(string? value) => value switch
    {
        null => "(none)",
        { Length: > LongestValue } => value[..LongestValue] + "…",
        _ => value,
    };
}
