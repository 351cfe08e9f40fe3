using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SecurityToken;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A role that other credentials assume.</summary>
/// <remarks>
/// The SDK's own class asks the dependency registry for its STS client, and the registry's factory is not told the
/// source credentials. Source: AWSSDK.Core, SecurityTokenServiceClientContext has a region and no credentials.
/// </remarks>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private static readonly TimeSpan _renewBefore = TimeSpan.FromMinutes(5);

    private readonly AWSCredentials _source;
    private readonly string _roleArn;
    private readonly string _sessionName;
    private readonly AssumeRoleAWSCredentialsOptions _options;

    private AssumedRoleCredentials(AssumeRoleAWSCredentials role)
    {
        _source = Mend(role.SourceCredentials);
        _roleArn = role.RoleArn;
        _sessionName = role.RoleSessionName;
        _options = role.Options;
        PreemptExpiryTime = _renewBefore;
    }

    /// <summary>The same credentials; a role to assume, also as another role's source, as one of ours.</summary>
    public static AWSCredentials Mend(AWSCredentials credentials) =>
        credentials is AssumeRoleAWSCredentials role ? new AssumedRoleCredentials(role) : credentials;

    /// <inheritdoc/>
    protected override CredentialsRefreshState GenerateNewCredentials() =>
        GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var region = FallbackRegionFactory.GetRegionEndpoint() ?? Amazon.RegionEndpoint.USEast1;
        using var sts = new AmazonSecurityTokenServiceClient(_source, region);
        try
        {
            var keys = await ((ICoreAmazonSTS)sts)
                .CredentialsFromAssumeRoleAuthenticationAsync(_roleArn, _sessionName, _options);
            return new CredentialsRefreshState(keys, keys.Expiration);
        }
        catch (AmazonClientException error)
        {
            throw new KrakenException(
                KrakenErrorKind.CredentialsInvalid,
                $"The role {_roleArn} cannot be assumed: {(error.InnerException ?? error).Message}",
                "Look at the profile's source_profile and mfa_serial, at the role's trust policy, and at the clock.",
                error);
        }
    }
}
