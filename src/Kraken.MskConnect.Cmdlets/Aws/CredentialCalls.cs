using Amazon.Runtime;
using Amazon.SecurityToken;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Where the calls that get credentials are sent: to STS and to IAM Identity Center.</summary>
/// <param name="Region">The region whose STS is called: that of the calls that the credentials are for.</param>
/// <param name="EndpointUrl">Where every call is sent, or null for the AWS endpoints.</param>
internal sealed record CredentialCalls(string Region, string? EndpointUrl)
{
    private static readonly AsyncLocal<CredentialCalls?> _flow = new();

    /// <summary>Ends every wait for credentials; none if it cannot be stopped.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>
    /// The calls of the credentials that are being retrieved. The SDK creates clients itself for some credentials, and
    /// does not state for which credentials or which endpoint.
    /// </summary>
    public static CredentialCalls? Current
    {
        get => _flow.Value;
        set => _flow.Value = value;
    }

    /// <summary>Sets up a client that the SDK creates for credentials.</summary>
    /// <param name="config">The client's configuration.</param>
    /// <param name="region">The region that the SDK asks for.</param>
    public static T Configure<T>(T config, string region) where T : ClientConfig
    {
        ClientSettings.Apply(config, region, Current?.EndpointUrl);
        // AWSSDK.Core's own adaptive retry fails after half a minute once a call is throttled.
        config.RetryMode = RequestRetryMode.Standard;
        return config;
    }

    /// <summary>An STS client.</summary>
    /// <param name="source">The credentials that it calls with.</param>
    public AmazonSecurityTokenServiceClient SecurityToken(AWSCredentials source)
    {
        var config = ClientSettings.Apply(new AmazonSecurityTokenServiceConfig(), Region, EndpointUrl);
        config.RetryMode = RequestRetryMode.Standard;
        return new AmazonSecurityTokenServiceClient(source, config);
    }
}
