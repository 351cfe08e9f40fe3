using Amazon.KafkaConnect;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Operations;

/// <summary>Creates the plan of an update, and of a creation from a saved plan, from the observed resources.</summary>
internal static class UpdatePlan
{
    /// <summary>What an update is to do about each resource.</summary>
    /// <param name="context">The connector.</param>
    /// <param name="desired">What the spec asks for.</param>
    /// <param name="switches">What is allowed.</param>
    /// <param name="stack">The resources as AWS has them.</param>
    public static ConnectorPlan Of(
        ProvisioningContext context, DesiredState desired, PlanSwitches switches, ConnectorStack stack)
    {
        var seen = stack.All.Select(r => new Seen(r, r.Exists ? [.. r.Current()] : [])).ToList();
        var plans = seen.ConvertAll(s => Convergence.Plan(s.Resource, s.Current));
        var replaces = plans.Zip(stack.All).Any(p => IsReplacement(stack, p.Second, p.First));
        return context.Shown(new ConnectorPlan(context.ConnectorName, desired.Spec.Region, desired.Spec.AccountId,
        [
            .. plans.Zip(stack.All, (bare, r) =>
            {
                var plan = Shown(stack, r, bare, switches);
                if (plan.Action == PlanAction.Replace || (replaces && r == stack.Connector && plan.Identifier is not null))
                {
                    plan = plan with { Action = PlanAction.Replace, IsRefused = plan.IsRefused || !switches.AllowReplacement };
                    if (r == stack.Connector)
                        plan = plan.Saying(ReplacementNote(context, desired, switches));
                    if (r == stack.Connector && desired.Spec.DesiredState is null
                        && stack.Connector.Observed?.ConnectorState == ConnectorState.PAUSED)
                    {
                        plan = plan.Saying("the new connector runs; desired_state PAUSED pauses it again");
                    }

                    if (!switches.AllowReplacement)
                        plan = plan.Saying("needs -AllowReplacement");
                }

                if (r == stack.Connector && ForeignTags(context, stack, desired) is { Count: > 0 } tags)
                    plan = plan.Saying($"tags that the spec does not have stay: {string.Join(", ", tags)}; -PruneTags removes them");

                return plan;
            }),
        ])
        {
            AcceptedFindings = desired.Accepted,
            Basis = new PlanBasis(
                switches with { Fleet = desired.Spec.Fleet },
                () => Desired(context, desired),
                [.. seen.Where(s => s.Resource.Exists).Select(s => Part(s.Resource, s.Current))]),
        });
    }

    /// <summary>What a creation is to do: it makes what is missing, and changes nothing of a connector that is there.</summary>
    /// <param name="context">The connector.</param>
    /// <param name="desired">What the spec asks for.</param>
    /// <param name="stack">The resources as AWS has them.</param>
    public static ConnectorPlan OfCreation(ProvisioningContext context, DesiredState desired, ConnectorStack stack)
    {
        var isThere = stack.Connector.Exists && !stack.Connector.IsBeingDeleted;
        return new ConnectorPlan(context.ConnectorName, desired.Spec.Region, desired.Spec.AccountId,
        [
            .. stack.All.Select(r =>
            {
                var plan = Shown(stack, r, Convergence.Plan(r), new PlanSwitches());
                var isFailed = r == stack.Connector && stack.Connector.Observed?.ConnectorState == ConnectorState.FAILED;
                var isUnfinished = r == stack.Connector && stack.Connector.AwaitsFirstPause
                    && plan.Changes.All(c => c.Update == ConnectorResource.State);
                return plan.IsRefused || isUnfinished || (!isFailed && plan.Action != PlanAction.Replace && !(isThere && plan.Action == PlanAction.Update))
                    ? plan
                    : (plan with { IsRefused = true }).Saying(isFailed
                        ? "New-KrakenMskConnector refuses a connector that failed"
                        : "New-KrakenMskConnector refuses to change it; Update-KrakenMskConnector changes it");
            }),
        ])
        {
            AcceptedFindings = desired.Accepted,
        };
    }

    /// <summary>The resources that AWS cannot change in place; a FAILED connector is one of them.</summary>
    public static List<ResourcePlan> Replacements(ConnectorStack stack) =>
    [
        .. stack.All
            .Select(r => (Resource: r, Plan: Convergence.Plan(r)))
            .Where(p => IsReplacement(stack, p.Resource, p.Plan))
            .Select(p => p.Plan with { Action = PlanAction.Replace }),
    ];

    private static bool IsReplacement(ConnectorStack stack, IResource resource, ResourcePlan plan) =>
        plan.Action == PlanAction.Replace
        || (resource == stack.Connector && stack.Connector.Observed?.ConnectorState == ConnectorState.FAILED);

    /// <summary>What the spec asks for, from resources that nobody has looked at: what AWS has must not show in it.</summary>
    private static IEnumerable<PlanBasis.Part> Desired(ProvisioningContext context, DesiredState desired) =>
        ConnectorStack.For(context with { Inventory = null, Fleet = null }, desired).All.Select(r => Part(r, r.Desired()));

    /// <summary>What is to be done about a resource, as it is shown, with what else is to be said of it.</summary>
    private static ResourcePlan Shown(ConnectorStack stack, IResource resource, ResourcePlan bare, PlanSwitches switches)
    {
        var plan = resource.Show(bare);
        if (resource.Exists && !resource.IsOurs)
        {
            plan = switches.Adopt
                ? plan with { IsTakenOver = true, Note = plan.Note is null ? "is taken over" : "is taken over; " + plan.Note }
                : plan with { IsRefused = true, Note = "exists without this module's ownership tags: refused without -Adopt" };
        }

        if (!resource.IsPrimary || stack.Connector.Observed is not { } connector)
            return Keeping(stack, plan);
        if (stack.Connector.IsBeingDeleted && !plan.IsRefused)
        {
            // Of the one that goes nothing matters any more.
            return Keeping(stack, new ResourcePlan(
                plan.Kind, plan.Name, null, PlanAction.Create, PropertyComparison.ForCreation(resource.Desired()))
            {
                Note = "is being deleted, and is created again after the deletion",
            });
        }

        if (connector.ConnectorState is { } state && state != ConnectorState.RUNNING)
            plan = plan.Saying($"is {state}");
        if (HealthNote(connector.ConnectorState, bare, switches) is { } note)
            plan = plan.Saying(note);
        return Keeping(stack, plan);
    }

    /// <summary>The tags that the connector and what it uses have besides those of the spec, where they are not removed.</summary>
    private static List<string> ForeignTags(ProvisioningContext context, ConnectorStack stack, DesiredState desired) =>
        context.PrunesTags ? [] : [.. stack.All
            .Where(r => r.Exists && r.Desired().Any(p => p.Update == InPlaceUpdate.Tags)).SelectMany(r => r.CurrentTags.Keys)
            .Where(key => Property.IsForeignTag(key, desired.Tags)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What it means that the connector is changed without health checks; null where it is not.</summary>
    private static string? HealthNote(ConnectorState? state, ResourcePlan bare, PlanSwitches switches)
    {
        var isPaused = state == ConnectorState.PAUSED;
        return bare.Action == PlanAction.Update && (isPaused || switches.SkipHealthCheck)
            && bare.Changes.Any(c => c.Update != InPlaceUpdate.Tags && c.Update != ConnectorResource.State)
                ? $"is changed without health checks, {(isPaused ? "as it is paused" : "as -SkipHealthCheck says")}: the change "
                    + "stays in effect even if the connector or its tasks fail with it, and MSK Connect does not roll it back"
                : null;
    }

    private static ResourcePlan Keeping(ConnectorStack stack, ResourcePlan plan) =>
        plan.Kind == stack.Connector.Kind && stack.Connector.NothingToKeep is { Count: > 0 } fields
            ? (plan with { IsRefused = true }).Saying($"has no secret to keep for {string.Join(", ", fields)}: give the value")
            : plan;

    private static PlanBasis.Part Part(IResource resource, IEnumerable<Property> properties) =>
        new(resource.Kind, resource.Name, resource.Identifier, [.. properties]);

    /// <summary>What it means to make the connector again, which the plan says before it is done.</summary>
    private static string ReplacementNote(ProvisioningContext context, DesiredState desired, PlanSwitches switches) =>
        switches.KeepOffsets && desired.Spec.IsSource
            ? "the connector is paused, its offsets topic noted in a worker configuration, the connector deleted, and created "
                + "again with that topic; if it cannot be deleted, it goes on as before; if the new connector cannot be created, "
                + "the earlier connector is created again. Whether the "
                + "plugin finds them depends on its own keys; its replication slot retains the database's log in the meantime"
            : desired.Spec.IsSource
            ? "a new connector starts without offsets: a CDC source takes its snapshot again, or loses the changes made "
                + "in the meantime, depending on snapshot.mode; its replication slot retains the database's log in the meantime"
            : "a sink continues where its consumer group connect-" + context.ConnectorName + " stopped";

    private sealed record Seen(IResource Resource, IReadOnlyList<Property> Current);
}
