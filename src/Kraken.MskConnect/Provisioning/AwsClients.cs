using Amazon.SecurityToken;

namespace Kraken.MskConnect.Provisioning;

/// <summary>The service clients that the core calls, all for one region and one set of credentials.</summary>
/// <param name="Region">The region's system name.</param>
public sealed record AwsClients(string Region)
{
    /// <summary>Finds out whose credentials these are.</summary>
    public required IAmazonSecurityTokenService SecurityToken { get; init; }
}
