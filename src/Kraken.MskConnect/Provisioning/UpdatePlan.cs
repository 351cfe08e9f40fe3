using Amazon.KafkaConnect;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Provisioning.Resources;

namespace Kraken.MskConnect.Provisioning;

/// <summary>Makes the plan of an update, and of a creation by a saved plan, from what was observed.</summary>
internal static class UpdatePlan
{
    /// <summary>What is to be done about each resource.</summary>
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
                var plan = ConnectorProvisioner.WithNote(stack, r, bare);
                if (switches.Adopt && r.Exists && !r.IsOurs)
                    plan = plan with { Note = "is taken over" };
                return replaces && r == stack.Connector && r.Exists
                    ? plan with { Action = PlanAction.Replace, Note = ReplacementNote(context, desired, switches, plan.Note) }
                    : plan;
            }),
        ])
        {
            Basis = new PlanBasis(
                switches,
                () => Desired(context, desired),
                [.. seen.Where(s => s.Resource.Exists).Select(s => Part(s.Resource, s.Current))]),
        });
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
        ConnectorStack.For(context with { Estate = null, Fleet = null }, desired).All.Select(r => Part(r, r.Desired()));

    private static PlanBasis.Part Part(IResource resource, IEnumerable<Property> properties) =>
        new(resource.Kind, resource.Name, resource.Identifier, [.. properties]);

    /// <summary>What it means to make the connector again, which the plan says before it is done.</summary>
    private static string ReplacementNote(
        ProvisioningContext context, DesiredState desired, PlanSwitches switches, string? note)
    {
        var meaning = switches.KeepOffsets && desired.Spec.IsSource
            ? "the new connector goes on from the offsets of the old one, which a worker configuration names; whether the "
                + "plugin finds them depends on its own keys; its replication slot keeps the database's log while it is away"
            : desired.Spec.IsSource
            ? "a new connector begins with no offsets: a CDC source takes its snapshot again, or loses what happened "
                + "meanwhile, as snapshot.mode says; its replication slot keeps the database's log while it is away"
            : "a sink goes on where its consumer group connect-" + context.ConnectorName + " stopped";
        return (note is null ? "" : note + "; ") + meaning
            + (switches.AllowReplacement ? "" : "; needs -AllowReplacement");
    }

    private sealed record Seen(IResource Resource, IReadOnlyList<Property> Current);
}
