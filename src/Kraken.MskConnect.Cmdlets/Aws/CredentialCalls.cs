using Amazon.Runtime;
using Amazon.SecurityToken;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Where the calls go that get credentials: to STS and to IAM Identity Center.</summary>
/// <param name="Region">The region whose STS is asked: that of the calls which the credentials are for.</param>
/// <param name="EndpointUrl">Where every call goes, or null for AWS's own endpoints.</param>
internal sealed record CredentialCalls(string Region, string? EndpointUrl)
{
    private static readonly AsyncLocal<CredentialCalls?> _flow = new();

    /// <summary>Ends what credentials are waited for; none where nobody stops.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>
    /// Those of the credentials that are being got. The SDK makes clients of its own accord for some credentials, and
    /// tells neither whose nor where.
    /// </summary>
    public static CredentialCalls? Current
    {
        get => _flow.Value;
        set => _flow.Value = value;
    }

    /// <summary>Sets up a client that the SDK makes for credentials.</summary>
    /// <param name="config">The client's configuration.</param>
    /// <param name="region">The region that the SDK asks for.</param>
    public static T Configure<T>(T config, string region) where T : ClientConfig
    {
        ClientSettings.Apply(config, region, Current?.EndpointUrl);
        // AWSSDK.Core's own adaptive retry fails after half a minute once a call is throttled.
        config.RetryMode = RequestRetryMode.Standard;
        return config;
    }

    /// <summary>A client of STS.</summary>
    /// <param name="source">Whose name it calls in.</param>
    public AmazonSecurityTokenServiceClient SecurityToken(AWSCredentials source)
    {
        var config = ClientSettings.Apply(new AmazonSecurityTokenServiceConfig(), Region, EndpointUrl);
        config.RetryMode = RequestRetryMode.Standard;
        return new AmazonSecurityTokenServiceClient(source, config);
    }
}
