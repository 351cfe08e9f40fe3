using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Kraken.AwsClients.Runtime;

/// <summary>
/// What all services' endpoints have in common: a given endpoint is taken as it is, any other depends on
/// the region's partition. Source: AWS's endpoint rule sets, as in the SDKs.
/// </summary>
internal abstract class EndpointRules : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var fips = parameters["UseFIPS"] is true;
        var dualStack = parameters["UseDualStack"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } endpoint)
        {
            if (fips || dualStack)
                throw Invalid($"{(fips ? "FIPS" : "Dualstack")} and custom endpoint are not supported");
            return new Endpoint(endpoint);
        }

        if (parameters["Region"] is not string { Length: > 0 } region || Fn.Partition(region) is not { } partition)
            throw Invalid("Missing Region");
        if (fips && !partition.supportsFIPS)
            throw Invalid($"FIPS is enabled, but the partition '{partition.name}' does not support it");
        if (dualStack && !partition.supportsDualStack)
            throw Invalid($"DualStack is enabled, but the partition '{partition.name}' does not support it");
        return Resolve(region, partition, fips, dualStack);
    }

    protected abstract Endpoint Resolve(string region, Partition partition, bool fips, bool dualStack);

    protected static AmazonClientException Invalid(string problem) => new("Invalid Configuration: " + problem);
}
