using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using Amazon.SSO;
using Amazon.SSOOIDC;
using Amazon.SecurityToken;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The one place where cmdlets get their service clients from.</summary>
internal static class AwsClientFactory
{
    static AwsClientFactory()
    {
        // The SDK looks for these packages in PowerShell's own load context, where they are not, or are another
        // module's.
        // Only calls that are not signed come this way: AssumedRoleCredentials makes its own client.
        var registry = GlobalRuntimeDependencyRegistry.Instance;
        var anonymous = new AnonymousAWSCredentials();
        registry.RegisterSecurityTokenServiceClient(context => new AmazonSecurityTokenServiceClient(
            anonymous,
            CredentialCalls.Configure(
                new AmazonSecurityTokenServiceConfig(), context.SecurityTokenServiceClientContextData.Region.SystemName)));
        registry.RegisterSSOClient(context => new AmazonSSOClient(
            anonymous,
            CredentialCalls.Configure(new AmazonSSOConfig(), context.SSOClientContextData.Region.SystemName)));
        registry.RegisterSSOOIDCClient(context => new AmazonSSOOIDCClient(
            anonymous,
            CredentialCalls.Configure(new AmazonSSOOIDCConfig(), context.SSOOIDCClientContextData.Region.SystemName)));
    }

    /// <summary>Has the SDK make its own clients as it should; once is enough.</summary>
    public static void Register()
    {
        // The static constructor does it.
    }

    /// <summary>Makes the clients; tests put their own here.</summary>
    public static Func<AwsConnection, ServiceClients> Create { get; set; } = connection =>
        ServiceClients.Create(connection.Credentials, connection.Region, connection.EndpointUrl);
}
