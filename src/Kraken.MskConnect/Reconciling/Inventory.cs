using System.Collections.Concurrent;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// The resources in a region of connectors that are worked on together, read once for all of them, with list calls if
/// AWS has them. Each kind of resource keeps its own part. It can only establish that nothing needs to be done: before
/// a change, the connector's own resources are read again.
/// </summary>
/// <param name="context">The context of the work.</param>
/// <param name="names">The connectors, each once.</param>
/// <param name="specs">Their desired state; none if they are to be removed.</param>
internal sealed class Inventory(
    ProvisioningContext context, IReadOnlyCollection<string> names, IReadOnlyCollection<ConnectorSpec> specs)
{
    /// <summary>How many values a filter of EC2's takes. Source: EC2 API reference, DescribeSecurityGroups: 200.</summary>
    public const int FilterValues = 200;

    private readonly ConcurrentDictionary<Type, Lazy<object>> _parts = new();

    /// <summary>Whom to ask and to tell.</summary>
    public ProvisioningContext Context => context;

    /// <summary>The connectors.</summary>
    public IReadOnlyCollection<string> Names => names;

    /// <summary>What the connectors are to be.</summary>
    public IReadOnlyCollection<ConnectorSpec> Specs => specs;

    /// <summary>
    /// How many pages of a list that others fill too are read for so many connectors: pages come one after another, so
    /// from some point on it is better to ask for each.
    /// </summary>
    public static int PagesFor(int connectors) => 2 + connectors / 10;

    /// <summary>The part of that type; it is made when it is asked for first, and has read nothing then.</summary>
    /// <param name="make">Makes it.</param>
    public T Part<T>(Func<Inventory, T> make)
        where T : class => (T)_parts.GetOrAdd(typeof(T), _ => new Lazy<object>(() => make(this))).Value;
}
