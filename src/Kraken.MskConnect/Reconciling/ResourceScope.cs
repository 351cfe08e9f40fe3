using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Reconciling;

/// <summary>What the objects of one connector's resources are created with.</summary>
/// <param name="context">The work's context.</param>
/// <param name="desired">The desired state of the spec; null if nothing is created or changed.</param>
internal sealed class ResourceScope(ProvisioningContext context, DesiredState? desired)
{
    private readonly List<IResource> _resources = [];

    /// <summary>The work's context.</summary>
    public ProvisioningContext Context => context;

    /// <summary>The desired state of the spec; null if nothing is created or changed.</summary>
    public DesiredState? Desired => desired;

    /// <summary>The resources so far.</summary>
    public IReadOnlyList<IResource> Resources => _resources;

    /// <summary>Whether the spec's subnets are known to have IPv6, and so their VPC.</summary>
    public bool SubnetsHaveIpv6 { get; set; }

    /// <summary>The resource of that type, of a kind that stands before.</summary>
    public T Get<T>()
        where T : IResource => _resources.OfType<T>().Single();

    /// <summary>Adds a resource.</summary>
    public void Add(IResource resource) => _resources.Add(resource);
}
