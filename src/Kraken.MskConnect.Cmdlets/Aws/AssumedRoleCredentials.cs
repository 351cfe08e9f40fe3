using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A role that other credentials assume.</summary>
/// <remarks>
/// The SDK's own class gets its STS client from the dependency registry, whose factory does not receive the source
/// credentials, or the region and the endpoint of the calls that the role is for. Source: AWSSDK.Core,
/// SecurityTokenServiceClientContext has a region, AWS_REGION's or us-east-1, and no credentials.
/// </remarks>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private static readonly TimeSpan _renewBefore = TimeSpan.FromMinutes(5);

    private readonly AWSCredentials _source;
    private readonly AssumeRoleAWSCredentials _role;
    private readonly CredentialCalls _calls;

    /// <summary>Makes the credentials; the role is assumed at their first use.</summary>
    /// <param name="role">The role, and how it is assumed.</param>
    /// <param name="source">Who assumes it, in place of the SDK's own.</param>
    /// <param name="calls">Where STS is asked.</param>
    public AssumedRoleCredentials(AssumeRoleAWSCredentials role, AWSCredentials source, CredentialCalls calls)
    {
        _role = role;
        _source = source;
        _calls = calls;
        PreemptExpiryTime = _renewBefore;
    }

    /// <inheritdoc/>
    protected override CredentialsRefreshState GenerateNewCredentials() =>
        GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var sts = _calls.SecurityToken(_source);
        var keys = await ((ICoreAmazonSTS)sts)
            .CredentialsFromAssumeRoleAuthenticationAsync(_role.RoleArn, _role.RoleSessionName, _role.Options);
        return new CredentialsRefreshState(keys, keys.Expiration);
    }
}
