using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Kraken.AwsClients.Runtime;

/// <summary>The endpoints of a service that has one in each region.</summary>
internal sealed class RegionalEndpoints(string prefix) : EndpointRules
{
    /// <summary>The service's name in dual-stack endpoints where it is another.</summary>
    public string? DualStackPrefix { get; init; }

    /// <summary>Partitions whose ordinary endpoints are FIPS endpoints.</summary>
    public string[] WithoutFipsSuffix { get; init; } = [];

    /// <summary>Partitions whose ordinary endpoints are dual-stack endpoints.</summary>
    public string[] WithoutDualStackSuffix { get; init; } = [];

    protected override Endpoint Resolve(string region, Partition partition, bool fips, bool dualStack)
    {
        var name = (dualStack ? DualStackPrefix : null) ?? prefix;
        if (fips && !WithoutFipsSuffix.Contains(partition.name))
            name += "-fips";
        var suffix = dualStack && !WithoutDualStackSuffix.Contains(partition.name) ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return new Endpoint($"https://{name}.{region}.{suffix}");
    }
}
