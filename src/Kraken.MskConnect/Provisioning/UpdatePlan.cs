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
        var replaces = Replacements(stack).Count > 0;
        return new ConnectorPlan(context.ConnectorName, desired.Spec.Region, desired.Spec.AccountId,
        [
            .. stack.All.Select(r =>
            {
                var plan = ConnectorProvisioner.WithNote(stack, r);
                if (switches.Adopt && r.Exists && !r.IsOurs)
                    plan = plan with { Note = "is taken over" };
                return replaces && r == stack.Connector && r.Exists
                    ? plan with { Action = PlanAction.Replace, Note = ReplacementNote(context, desired, switches, plan.Note) }
                    : plan;
            }),
        ])
        {
            // What the spec asks for, from resources that nobody has looked at: what AWS has must not show in it.
            Basis = new PlanBasis(
                switches,
                ConnectorStack.For(context, desired).All.Select(r => Part(r, r.Desired())),
                stack.All.Where(r => r.Exists).Select(r => Part(r, r.Current()))),
        };
    }

    /// <summary>The resources that AWS cannot change in place; a FAILED connector is one of them.</summary>
    public static List<ResourcePlan> Replacements(ConnectorStack stack) => [.. stack.All
        .Select(r => Planned(stack, r))
        .Where(p => p.Action == PlanAction.Replace)];

    private static ResourcePlan Planned(ConnectorStack stack, IResource resource)
    {
        var plan = Convergence.Plan(resource);
        return resource == stack.Connector && stack.Connector.Observed?.ConnectorState == ConnectorState.FAILED
            ? plan with { Action = PlanAction.Replace }
            : plan;
    }

    private static PlanBasis.Part Part(IResource resource, IEnumerable<Property> properties) =>
        new(resource.Kind, resource.Name, resource.Identifier, properties);

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
}
