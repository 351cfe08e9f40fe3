using Amazon.EC2.Model;
using Amazon.SecurityToken.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources;

/// <summary>The caller's identity and the subnets of a fleet, read once for all its connectors.</summary>
internal sealed class SurroundingsInventory
{
    private readonly SharedReading<GetCallerIdentityResponse> _caller;
    private readonly SharedReading<IReadOnlyList<Subnet>> _subnets;

    private SurroundingsInventory(Inventory inventory)
    {
        _caller = new(inventory.Context, async token => await AskForCallerAsync(inventory.Context, token));
        _subnets = new(inventory.Context, token => ReadSubnetsAsync(inventory, token));
    }

    /// <summary>That of an inventory.</summary>
    public static SurroundingsInventory Of(Inventory inventory) => inventory.Part(i => new SurroundingsInventory(i));

    /// <summary>Asks whose credentials these are.</summary>
    public static Task<GetCallerIdentityResponse> AskForCallerAsync(
        ProvisioningContext context, CancellationToken cancellationToken) => context.CallAsync("sts:GetCallerIdentity", () =>
        context.Aws.SecurityToken.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken));

    /// <summary>Whose credentials these are; null where that is not known.</summary>
    public Task<GetCallerIdentityResponse?> CallerAsync(CancellationToken cancellationToken) =>
        _caller.GetAsync(cancellationToken);

    /// <summary>Those of a spec's subnets that exist; null where they are not known.</summary>
    public async Task<List<Subnet>?> SubnetsAsync(ConnectorSpec spec, CancellationToken cancellationToken) =>
        await _subnets.GetAsync(cancellationToken) is { } subnets
            ? [.. subnets.Where(s => spec.SubnetId.Contains(s.SubnetId))]
            : null;

    // By filter, not by id: an id that does not exist would fail the call for all.
    private static async Task<IReadOnlyList<Subnet>?> ReadSubnetsAsync(Inventory inventory, CancellationToken cancellationToken)
    {
        var context = inventory.Context;
        var chunks = await Task.WhenAll(inventory.Specs.SelectMany(s => s.SubnetId).Distinct(StringComparer.Ordinal)
            .Chunk(Inventory.FilterValues)
            .Select(ids => Pages.AllAsync(
                token => context.CallAsync("ec2:DescribeSubnets", () => context.Aws.Ec2.DescribeSubnetsAsync(
                    new DescribeSubnetsRequest
                    {
                        Filters = [new Filter { Name = "subnet-id", Values = [.. ids] }],
                        NextToken = token,
                    },
                    cancellationToken)),
                page => page.Subnets,
                page => page.NextToken)));
        return [.. chunks.SelectMany(c => c)];
    }
}
