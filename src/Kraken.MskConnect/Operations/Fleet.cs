using System.Collections.Concurrent;
using Amazon.EC2.Model;
using Amazon.KafkaConnect.Model;
using Amazon.SecurityToken.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>Connectors that are worked on together: what they have in common is read, and counted, once for all.</summary>
internal sealed class Fleet
{
    // Source: EC2 API reference, DescribeSubnets: 200 values a filter.
    private const int FilterValues = 200;

    private readonly SharedReading<GetCallerIdentityResponse> _caller;
    private readonly SharedReading<IReadOnlyList<Subnet>> _subnets;
    private readonly Dictionary<bool, Task<WorkerDemand>> _demands = [];
    private readonly ConcurrentDictionary<string, SharedReading<DescribeWorkerConfigurationResponse>> _workers =
        new(StringComparer.Ordinal);

    /// <summary>Reads nothing yet.</summary>
    /// <param name="context">Whom to ask and to tell.</param>
    /// <param name="names">The connectors, one or more.</param>
    /// <param name="specs">What they are to be; none where they are to be nothing.</param>
    public Fleet(
        ProvisioningContext context, IReadOnlyCollection<string> names, IReadOnlyCollection<ConnectorSpec> specs)
    {
        Context = context;
        Specs = specs;
        Estate = new Estate(context, [.. names.Distinct(StringComparer.Ordinal)]);
        _caller = new(context, async token => await context.CallAsync("sts:GetCallerIdentity", () =>
            context.Aws.SecurityToken.GetCallerIdentityAsync(new GetCallerIdentityRequest(), token)));
        _subnets = new(context, SubnetsAsync);
    }

    /// <summary>Whom to ask and to tell.</summary>
    public ProvisioningContext Context { get; }

    /// <summary>What the connectors are to be.</summary>
    public IReadOnlyCollection<ConnectorSpec> Specs { get; }

    /// <summary>What is there of them.</summary>
    public Estate Estate { get; }

    /// <summary>Whose credentials these are; null where that is not known.</summary>
    public Task<GetCallerIdentityResponse?> CallerAsync(CancellationToken cancellationToken) =>
        _caller.GetAsync(cancellationToken);

    /// <summary>Those of a spec's subnets that exist; null where they are not known.</summary>
    public async Task<List<Subnet>?> SubnetsAsync(ConnectorSpec spec, CancellationToken cancellationToken) =>
        await _subnets.GetAsync(cancellationToken) is { } subnets
            ? [.. subnets.Where(s => spec.SubnetId.Contains(s.SubnetId))]
            : null;

    /// <summary>A worker configuration, which connectors often have in common.</summary>
    public async Task<DescribeWorkerConfigurationResponse> WorkerConfigurationAsync(
        string arn, CancellationToken cancellationToken) =>
        await _workers.GetOrAdd(arn, _ => new(Context, async token =>
            await ConfigProviders.DescribeAloneAsync(Context, arn, token))).GetAsync(cancellationToken)
        ?? await ConfigProviders.DescribeAloneAsync(Context, arn, cancellationToken);

    /// <summary>
    /// The connector with what it uses, where all of it is as the spec wants it and it runs; null where there is, or may
    /// be, something to do.
    /// </summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="desired">What it is to be.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<ConnectorStack?> FindUnchangedAsync(
        ProvisioningContext context, DesiredState desired, CancellationToken cancellationToken)
    {
        if (await Estate.ConnectorsAsync(cancellationToken) is not { } connectors
            || !connectors.Any(c => c.ConnectorName == context.ConnectorName))
        {
            return null;
        }

        var stack = await ConnectorStack.ObserveAsync(
            context with { Estate = Estate }, desired, cancellationToken, isNew: true);
        return stack.NeedsNothing ? stack : null;
    }

    /// <summary>Refuses what takes more workers than the account may have, whichever connector of the fleet comes first.</summary>
    /// <param name="spec">One connector of the fleet.</param>
    /// <param name="quota">How many workers the account may have in the region.</param>
    /// <param name="growsExisting">Whether connectors that exist are changed too, not only new ones made.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.WorkerQuotaExceeded"/>: the same error for each connector that needs more workers.
    /// </exception>
    public async Task RefuseBeyondQuotaAsync(
        ConnectorSpec spec, int quota, bool growsExisting, CancellationToken cancellationToken)
    {
        // Counted once: what the fleet makes meanwhile is counted already.
        Task<WorkerDemand> counting;
        lock (_demands)
        {
            if (!_demands.TryGetValue(growsExisting, out counting!) || counting is { IsFaulted: true } or { IsCanceled: true })
                _demands[growsExisting] = counting = CountAsync(growsExisting, cancellationToken);
        }

        var demand = await counting.WaitAsync(cancellationToken);
        if (demand.IsBeyond(quota) && demand.Growing.Any(g => g.Connector == spec.ConnectorName))
            throw demand.Refusal(quota, Context.Aws.Region);
    }

    private async Task<WorkerDemand> CountAsync(bool growsExisting, CancellationToken cancellationToken) =>
        WorkerDemand.Of(
            Specs,
            await Estate.ConnectorsAsync(cancellationToken) ?? await ConnectorLookup.ListAsync(Context, "", cancellationToken),
            growsExisting);

    // By filter, not by id: an id that does not exist would fail the call for all.
    private async Task<IReadOnlyList<Subnet>?> SubnetsAsync(CancellationToken cancellationToken)
    {
        var chunks = await Task.WhenAll(Specs.SelectMany(s => s.SubnetId).Distinct(StringComparer.Ordinal)
            .Chunk(FilterValues)
            .Select(ids => Pages.AllAsync(
                token => Context.CallAsync("ec2:DescribeSubnets", () => Context.Aws.Ec2.DescribeSubnetsAsync(
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
