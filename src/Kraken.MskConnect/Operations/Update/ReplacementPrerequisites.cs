using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Checks, before a connector is deleted to be created again, whether it would lack resources that the module does not
/// create. The subnets, their VPC and conflicting names are already checked whenever the resources are read. Makes read
/// calls only.
/// </summary>
internal static class ReplacementPrerequisites
{
    /// <summary>All that it would lack.</summary>
    /// <param name="stack">The connector's resources.</param>
    /// <param name="workerQuota">How many workers the account may have in the region.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<MissingPrerequisite>> FindAsync(
        ConnectorStack stack, int workerQuota, CancellationToken cancellationToken)
    {
        // The connector's own come first.
        var looks = stack.All.Reverse().Select(r => r.FindMissingPrerequisitesAsync(workerQuota, cancellationToken)).ToList();
        await Concurrently.AllAsync([.. looks]);
        return [.. (await Task.WhenAll(looks)).SelectMany(l => l)];
    }

    /// <summary>What is looked at, as a plan says it where nothing is missing.</summary>
    public const string LookedAt =
        "the new connector has what it needs: looked at were the custom plugin, its state and revision, the worker "
        + "configuration, the subnets and their VPC, the role's boundary and the quota of workers";

    /// <summary>What a change in place would lack; nothing where none of the change names what others provide.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="spec">What the connector is to be.</param>
    /// <param name="connector">The connector's plan.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<IReadOnlyList<MissingPrerequisite>> FindForChangeAsync(
        ProvisioningContext context, ConnectorSpec spec, ResourcePlan connector, CancellationToken cancellationToken) =>
        connector.Action == PlanAction.Update
            ? ConnectorPrerequisites.OfChangeAsync(context, spec, connector.Changes, cancellationToken)
            : Task.FromResult<IReadOnlyList<MissingPrerequisite>>([]);

    /// <summary>The error for it.</summary>
    public static KrakenException Refusal(
        ProvisioningContext context, IReadOnlyList<MissingPrerequisite> lacks, bool isReplacement) => new(
        lacks[0].Kind,
        $"Connector '{context.ConnectorName}' is not {(isReplacement
            ? "replaced, because it could not be created again"
            : "changed, because MSK Connect would refuse it")}; nothing was changed: "
        + string.Join("; ", lacks.Select(l => l.Text)) + ".",
        string.Join(" ", lacks.Select(l => l.Remedy).Distinct()))
    {
        ConnectorName = context.ConnectorName,
    };
}
