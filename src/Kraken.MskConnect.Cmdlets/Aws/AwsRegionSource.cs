using Amazon.Runtime.CredentialManagement;
using Amazon.Util;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Finds the region in the order of AWS Tools for PowerShell. For an embedded AWS of this process, its own region comes before
/// those that the machine is set up for.
/// </summary>
internal static class AwsRegionSource
{
    /// <summary>The region's system name, or null if no source contains one.</summary>
    public static string? Find(IAwsParameters parameters, string? storedRegion) =>
        NullIfEmpty(parameters.Region)
        ?? NullIfEmpty(storedRegion)
        ?? LocalAwsServers.At(parameters.EndpointUrl)?.Region
        ?? OfProfile(parameters)
        ?? NullIfEmpty(Environment.GetEnvironmentVariable("AWS_REGION"))
        ?? NullIfEmpty(Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION"))
        ?? OfInstance(parameters);

    private static string? OfProfile(IAwsParameters parameters)
    {
        var chain = new CredentialProfileStoreChain(parameters.ProfileLocation);
        var name = NullIfEmpty(parameters.ProfileName) ?? AwsCredentialSource.ProfileOfEnvironment() ?? "default";
        try
        {
            return chain.TryGetProfile(name, out var profile) ? profile.Region?.SystemName : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new CredentialOrigin($"Profile '{name}'", "region")
            {
                Remedy = "Correct the shared AWS files, or give -Region and other credentials.",
            }.Fault(error);
        }
    }

    private static string? OfInstance(IAwsParameters parameters)
    {
        // A call to a loopback endpoint never means the machine's own AWS.
        if (AwsCredentialSource.IsRehearsal(parameters) || !EC2InstanceMetadata.IsIMDSEnabled)
            return null;
        EC2InstanceMetadata.Proxy = NoProxy.Instance;
        return AwsCredentialSource.InTime(() => EC2InstanceMetadata.Region?.SystemName);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
