using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// A role that is assumed with a token of an identity provider, for example that of a pipeline's service connection.
/// </summary>
/// <remarks>
/// The SDK's own class calls STS in AWS_REGION or us-east-1, and tries for seconds to read a token file that does not
/// exist.
/// </remarks>
internal sealed class WebIdentityCredentials : AssumeRoleWithWebIdentityCredentials
{
    private readonly CredentialCalls _calls;

    /// <summary>Creates the credentials; the role is assumed at their first use.</summary>
    /// <param name="tokenFile">The file that contains the token.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="sessionName">The session's name; null for the SDK's default.</param>
    /// <param name="calls">Where STS is asked.</param>
    public WebIdentityCredentials(string tokenFile, string roleArn, string? sessionName, CredentialCalls calls)
        : base(Path.GetFullPath(tokenFile), roleArn, sessionName) => _calls = calls;

    /// <inheritdoc/>
    protected override ICoreAmazonSTS CreateClient() => _calls.SecurityToken(new AnonymousAWSCredentials());

    /// <inheritdoc/>
    protected override CredentialsRefreshState GenerateNewCredentials()
    {
        CheckToken();
        return base.GenerateNewCredentials();
    }

    /// <inheritdoc/>
    protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        CheckToken();
        return base.GenerateNewCredentialsAsync();
    }

    private void CheckToken()
    {
        using var token = File.OpenText(WebIdentityTokenFile);
        if (token.Peek() < 0)
            throw new InvalidDataException($"The token file '{WebIdentityTokenFile}' is empty.");
    }
}
