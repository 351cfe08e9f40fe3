using System.Globalization;

namespace Kraken.MskConnect.Planning;

/// <summary>What the plans of several connectors do, counted in connectors.</summary>
/// <param name="ToCreate">Connectors to create.</param>
/// <param name="ToChange">Connectors that are changed, or whose resources are, without a replacement.</param>
/// <param name="ToReplace">Connectors of which something is deleted and created again.</param>
/// <param name="ToRemove">Connectors to remove.</param>
/// <param name="Unchanged">Connectors that match their specs.</param>
public sealed record PlanTotal(int ToCreate, int ToChange, int ToReplace, int ToRemove, int Unchanged)
{
    /// <summary>Counts plans.</summary>
    /// <param name="plans">The plans.</param>
    public static PlanTotal Of(IEnumerable<ConnectorPlan> plans)
    {
        ArgumentNullException.ThrowIfNull(plans);
        var counts = plans.GroupBy(ActionOf).ToDictionary(g => g.Key, g => g.Count());
        return new PlanTotal(
            counts.GetValueOrDefault(PlanAction.Create),
            counts.GetValueOrDefault(PlanAction.Update),
            counts.GetValueOrDefault(PlanAction.Replace),
            counts.GetValueOrDefault(PlanAction.Delete),
            counts.GetValueOrDefault(PlanAction.None));
    }

    /// <summary>What happens to the connector as a whole.</summary>
    /// <param name="plan">Its plan.</param>
    public static PlanAction ActionOf(ConnectorPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.HasChanges)
            return PlanAction.None;
        var changed = plan.Resources.Where(r => r.Action != PlanAction.None).ToList();
        if (changed.Any(r => r.Action == PlanAction.Replace))
            return PlanAction.Replace;
        if (changed.All(r => r.Action == PlanAction.Delete))
            return PlanAction.Delete;
        return changed.Find(r => r.IsConnector) is { Action: PlanAction.Create } ? PlanAction.Create : PlanAction.Update;
    }

    /// <summary>What one plan does, counted in resources, for example <c>3 to create, 1 unchanged</c>.</summary>
    /// <param name="plan">The plan.</param>
    public static string OfResources(ConnectorPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.HasChanges)
            return "no changes";
        var counts =
            from resource in plan.Resources
            group resource by resource.Action into actions
            orderby actions.Key == PlanAction.None, actions.Key
            select $"{actions.Count()} {Word(actions.Key)}";
        return string.Join(", ", counts);
    }

    /// <summary>The total, for example <c>Plan: 2 to create, 1 to change, 0 to replace, 47 unchanged</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Plan: {ToCreate} to create, {ToChange} to change, {ToReplace} to replace, {(ToRemove == 0 ? "" : $"{ToRemove} to remove, ")}{Unchanged} unchanged");

    private static string Word(PlanAction action) => action switch
    {
        PlanAction.Create => "to create",
        PlanAction.Update => "to update",
        PlanAction.Replace => "to replace",
        PlanAction.Delete => "to delete",
        _ => "unchanged",
    };
}
