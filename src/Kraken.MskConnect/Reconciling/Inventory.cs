using System.Collections.Concurrent;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// What a region holds of connectors that are worked on together, read once for all of them, with list calls where AWS has
/// them. Each kind of resource keeps its own part. Only that nothing is to be done is decided by it: whoever changes something
/// looks at the connector's own resources first.
/// </summary>
/// <param name="context">Whom to ask and to tell.</param>
/// <param name="names">The connectors, each once.</param>
/// <param name="specs">What they are to be; none where they are to be nothing.</param>
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
