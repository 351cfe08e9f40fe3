using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;

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

    /// <summary>The error for it.</summary>
    public static KrakenException Refusal(ProvisioningContext context, IReadOnlyList<MissingPrerequisite> lacks) => new(
        lacks[0].Kind,
        $"Connector '{context.ConnectorName}' is not replaced, because it could not be created again; nothing was changed: "
        + string.Join("; ", lacks.Select(l => l.Text)) + ".",
        string.Join(" ", lacks.Select(l => l.Remedy).Distinct()))
    {
        ConnectorName = context.ConnectorName,
    };
}
