using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.WorkerConfigurations;

namespace Kraken.MskConnect.Resources;

/// <summary>The resources of one connector, one of each kind.</summary>
internal sealed class ConnectorStack
{
    private readonly ResourceScope _scope;

    private ConnectorStack(ProvisioningContext context, DesiredState? desired)
    {
        _scope = new ResourceScope(context, desired);
        foreach (var kind in ResourceKinds.All)
            _scope.Add(kind.Make(_scope));
        Connector = _scope.Get<ConnectorResource>();
        Offsets = _scope.Get<OffsetsConfiguration>();
    }

    /// <summary>The connector.</summary>
    public ConnectorResource Connector { get; }

    /// <summary>What keeps the offsets of a connector that was made again; most connectors have none.</summary>
    public OffsetsConfiguration Offsets { get; }

    /// <summary>What AWS does not delete while a connector uses it; null where no kind is of that sort.</summary>
    public IProtectedWhileUsed? Guard => _scope.Resources.OfType<IProtectedWhileUsed>().FirstOrDefault();

    /// <summary>
    /// Those that the connector is to have, in the order in which they are shown: what is depended on comes first.
    /// </summary>
    public IReadOnlyList<IResource> All => [.. _scope.Resources.Where(r => !r.IsOptional || r.IsWanted)];

    /// <summary>Those that exist, whether the connector is to have them or not.</summary>
    public IReadOnlyList<IResource> Existing => [.. _scope.Resources.Where(r => r.Exists)];

    /// <summary>Whether all of them are ours and as the spec wants them, and the connector runs or is paused.</summary>
    public bool NeedsNothing =>
        ConnectorStates.IsAtRest(Connector.Observed?.ConnectorState)
        && Connector.NothingToKeep.Count == 0
        && All.All(r => r.Exists && r.IsOurs && Convergence.Plan(r).Action == PlanAction.None);

    /// <summary>The resources as a spec wants them.</summary>
    public static ConnectorStack For(ProvisioningContext context, DesiredState desired) => new(context, desired);

    /// <summary>The resources that belong to a connector by name, whatever they look like.</summary>
    public static ConnectorStack Named(ProvisioningContext context) => new(context, null);

    /// <summary>The resources as a spec wants them, read from AWS, after the spec's surroundings are checked.</summary>
    public static async Task<ConnectorStack> ObserveAsync(
        ProvisioningContext context, DesiredState desired, CancellationToken cancellationToken, bool adopt = false,
        bool isNew = false)
    {
        // The checks and the reading need nothing of each other. Of several errors the checks' come first.
        var stack = For(context, desired);
        var surroundings = Surroundings.CheckAsync(context, desired.Spec, cancellationToken);
        await Concurrently.AllAsync(surroundings, stack.ObserveAsync(cancellationToken, adopt, isNew));
        stack._scope.SubnetsHaveIpv6 = (await surroundings).SubnetsHaveIpv6;
        return stack;
    }

    /// <summary>
    /// The connector with what it uses, by what is read once for a fleet, where all of it is as the spec wants it and it
    /// runs or is paused; null where there is, or may be, something to do.
    /// </summary>
    public static async Task<ConnectorStack?> FindUnchangedAsync(
        ProvisioningContext context, DesiredState desired, CancellationToken cancellationToken)
    {
        if (context.Fleet is not { } fleet
            || await ConnectorInventory.Of(fleet).AllAsync(cancellationToken) is not { } connectors
            || !connectors.Any(c => c.ConnectorName == context.ConnectorName))
        {
            return null;
        }

        var stack = await ObserveAsync(context with { Inventory = fleet }, desired, cancellationToken, isNew: true);
        return stack.NeedsNothing ? stack : null;
    }

    /// <summary>Reads all of them from AWS, side by side; then what the connector uses under other names.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="adopt">Whether what it uses is taken for its own although it does not carry our tags yet.</param>
    /// <param name="isNew">
    /// Whether a connector that is not there is taken for new, which saves a call, and not for an adopted one that is gone.
    /// </param>
    public async Task ObserveAsync(CancellationToken cancellationToken, bool adopt = false, bool isNew = false)
    {
        await Concurrently.AllAsync([.. _scope.Resources.Where(r => !r.IsOptional).Select(r => r.ObserveAsync(cancellationToken))]);
        if (Connector.Observed is { } connector)
        {
            await FollowAsync(
                from pair in Pairs
                where pair.Resource.IsOptional ? _scope.Desired is not null : Connector.IsOurs || adopt
                select (pair.Resource, new ResourceReference(
                    [.. pair.Kind.NamedBy(connector).OfType<string>()], adopt, IsByConnector: true)),
                cancellationToken);
        }
        else if (!isNew)
        {
            // A connector that was adopted, and is gone: what is left of it says what else was its own.
            var remembered = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var resource in _scope.Resources)
            {
                foreach (var (tag, name) in await resource.RecallAsync(cancellationToken))
                    remembered[tag] = name;
            }

            await FollowAsync(
                from resource in _scope.Resources
                let name = resource.ReferenceTag is { } tag ? remembered.GetValueOrDefault(tag) : null
                where name is not null
                select (resource, new ResourceReference([name], Adopt: false, IsByConnector: false)),
                cancellationToken);
        }

        foreach (var resource in _scope.Resources)
            resource.Link(_scope.Resources);
    }

    /// <summary>Reads all of them, those too that only some connectors have.</summary>
    public Task ObserveAllAsync(CancellationToken cancellationToken) => Concurrently.AllAsync(
    [
        ObserveAsync(cancellationToken),
        .. _scope.Resources.Where(r => r.IsOptional).Select(r => r.ObserveAsync(cancellationToken)),
    ]);

    private IEnumerable<(ResourceKind Kind, IResource Resource)> Pairs => ResourceKinds.All.Zip(_scope.Resources);

    private static Task FollowAsync(
        IEnumerable<(IResource Resource, ResourceReference Reference)> references, CancellationToken cancellationToken) =>
        Concurrently.AllAsync(
        [
            .. references.Where(r => r.Reference.Identifiers.Count > 0)
                .Select(r => r.Resource.FollowAsync(r.Reference, cancellationToken)),
        ]);
}
