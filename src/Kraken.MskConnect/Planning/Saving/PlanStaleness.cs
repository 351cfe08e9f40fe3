using System.Globalization;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Planning.Saving;

/// <summary>Describes how a saved plan differs from the current plan.</summary>
internal static class PlanStaleness
{
    private const int MostLines = 10;
    private const int LongestValue = 120;

    /// <summary>
    /// A line for each difference that shows: first what is to be done about each resource, then, where that is the same,
    /// each property. Notes do not count: they only explain.
    /// </summary>
    public static IEnumerable<string> Differences(ConnectorPlan saved, ConnectorPlan now)
    {
        var pairs = Pairs(saved.Resources, now.Resources, r => r.Kind).ToList();
        foreach (var (before, after) in pairs)
        {
            if (before?.Action != after?.Action || before?.Name != after?.Name || before?.Identifier != after?.Identifier)
                yield return $"{(before ?? after)!.Kind}: planned {Shown(before)}; now {Shown(after)}";
        }

        foreach (var (before, after) in pairs)
        {
            // A creation has every property, and says nothing of what was changed.
            if (before is null || after is null || (before.Action == PlanAction.Create) != (after.Action == PlanAction.Create))
                continue;
            foreach (var (planned, wanted) in Pairs(before.Changes, after.Changes, c => c.Property))
            {
                if (planned != wanted)
                {
                    yield return $"{after.Kind}.{(planned ?? wanted)!.Property}: planned {Shown(planned, "nothing")}; "
                        + $"now {Shown(wanted, "nothing to do")}";
                }
            }
        }
    }

    /// <summary>The error, with the first of the differences.</summary>
    public static KrakenException Error(
        SavedPlan saved, string connectorName, bool isSpecOther, bool isAwsOther, IReadOnlyList<string> lines)
    {
        var why = (isSpecOther, isAwsOther) switch
        {
            (true, true) => "the spec and the resources in AWS have changed since",
            (true, false) => "the spec has changed since",
            (false, true) => "the resources in AWS have changed since",
            _ when saved.ModuleVersion != SavedPlan.ThisVersion =>
                $"version {saved.ModuleVersion} of the module created it, and version {SavedPlan.ThisVersion} computes a different plan",
            _ => "something else that was read from AWS, such as the subnets, has changed since",
        };
        var shown = lines.Take(MostLines).Select(l => "  " + l).ToList();
        if (lines.Count > MostLines)
            shown.Add($"  and {lines.Count - MostLines} more");
        if (lines.Count == 0)
            shown.Add("  (the plan does not show the difference: it is a secret, or the spec and AWS now agree)");
        return new KrakenException(
            KrakenErrorKind.PlanStale,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The saved plan of connector '{connectorName}', created {saved.CreatedAt:yyyy-MM-dd HH:mm} UTC, is stale: {why}; ")
            + "nothing was changed. What differs is listed below." + Environment.NewLine + string.Join(Environment.NewLine, shown),
            "Create a new plan with Compare-KrakenMskConnector -OutFile, review it, and apply it.")
        {
            ConnectorName = connectorName,
        };
    }

    /// <summary>The error for a connector that somebody changed while a saved plan was applied to it.</summary>
    public static KrakenException Overtaken(string connectorName, Exception inner) => new(
        KrakenErrorKind.PlanStale,
        $"Connector '{connectorName}' was changed by another run while its saved plan was applied; the planned changes of the "
        + "connector itself were not made.",
        "Find out which other run works on the connector; then create a new plan with Compare-KrakenMskConnector -OutFile, "
        + "review it, and apply it.",
        inner)
    {
        ConnectorName = connectorName,
    };

    /// <summary>Both lists by a key, in the order of the second, then what only the first has.</summary>
    private static IEnumerable<(T? Before, T? After)> Pairs<T>(
        IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> key)
        where T : class
    {
        var left = before.ToLookup(key, StringComparer.Ordinal);
        var here = after.Select(key).ToHashSet(StringComparer.Ordinal);
        return after.Select(a => (left[key(a)].FirstOrDefault(), (T?)a))
            .Concat(before.Where(b => !here.Contains(key(b))).Select(b => ((T?)b, (T?)null)));
    }

    private static string Shown(ResourcePlan? resource) => resource is null ? "nothing"
        : $"{(resource.Action == PlanAction.None ? "no change" : resource.Action)} of {resource.Identifier ?? resource.Name}";

    private static string Shown(PropertyChange? change, string nothing) =>
        change is null ? nothing : $"{Shown(change.Current)} -> {Shown(change.Desired)}";

    private static string Shown(string? value) => value switch
    {
        null => "(none)",
        { Length: > LongestValue } => value[..LongestValue] + "…",
        _ => value,
    };
}
