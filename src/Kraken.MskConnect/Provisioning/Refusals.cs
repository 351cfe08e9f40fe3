using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Provisioning.Resources;

namespace Kraken.MskConnect.Provisioning;

/// <summary>The reasons for which nothing is changed although something differs.</summary>
internal static class Refusals
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
            + $"{(others.Count == 1 ? "does" : "do")} not carry this module's tags for connector '{context.ConnectorName}'. "
            + "Nothing was changed.",
            "Choose another ConnectorName, or remove what is in the way.")
        {
            ConnectorName = context.ConnectorName,
        };
    }

    /// <summary>The error for resources that differ and that New does not change.</summary>
    public static KrakenException Differs(ProvisioningContext context, IEnumerable<ResourcePlan> plans)
    {
        var changes = plans.SelectMany(p => p.Changes.Select(c => (Plan: p, Change: c))).ToList();
        var lines = changes.Select(c =>
            $"  {c.Plan.Kind}.{c.Change.Property}: {Shown(c.Change.Current)} -> {Shown(c.Change.Desired)}"
            + (c.Change.InPlace ? "" : " (needs replacement)"));
        return new KrakenException(
            KrakenErrorKind.ConnectorDiffers,
            $"What AWS holds for connector '{context.ConnectorName}' differs from the spec; nothing was changed:"
            + Environment.NewLine + string.Join(Environment.NewLine, lines),
            "See Compare-KrakenMskConnector for the differences. To keep what is there, correct the spec; to have what the "
            + "spec says, remove it with Remove-KrakenMskConnector and create it again.")
        {
            ConnectorName = context.ConnectorName,
        };
    }

    /// <summary>A value as one line of an error has room for; the plan has it whole.</summary>
    private static string Shown(string? value) => value switch
    {
        null => "(none)",
        { Length: > LongestValue } => value[..LongestValue] + "…",
        _ => value,
    };
}
