using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Kraken.AwsClients.Runtime;

/// <summary>The endpoints of a service that has one in each partition.</summary>
internal sealed class PartitionEndpoints(Dictionary<string, PartitionEndpoint> partitions) : EndpointRules
{
    protected override Endpoint Resolve(string region, Partition partition, bool fips, bool dualStack)
    {
        var endpoint = partitions.GetValueOrDefault(partition.name)
            ?? throw Invalid($"no endpoint is known in the partition '{partition.name}'; set ServiceURL");
        var url = (fips, dualStack) switch
        {
            (false, false) => endpoint.Standard,
            (true, false) => endpoint.Fips,
            (false, true) => endpoint.DualStack,
            (true, true) => endpoint.FipsDualStack,
        };
        return new Endpoint(
            url ?? throw Invalid($"no FIPS or dual-stack endpoint is known in the partition '{partition.name}'; set ServiceURL"),
            $$"""{"authSchemes":[{"name":"sigv4","signingRegion":"{{endpoint.SigningRegion}}"}]}""",
            "");
    }
}

/// <summary>A partition's endpoint of a global service, and the region that its requests are signed for.</summary>
internal sealed record PartitionEndpoint(string SigningRegion, string Standard, string? Fips, string? DualStack, string? FipsDualStack);
