using Amazon;
using Amazon.Runtime;
using Kraken.MskConnect.Aws.Http;

namespace Kraken.MskConnect.Aws;

/// <summary>What all service clients have in common: where they call, how long they wait, and how often they try.</summary>
public static class ClientSettings
{
    /// <summary>
    /// How long one attempt of one call may take, its answer included. AWS answers these calls within a few seconds; who
    /// is silent twice is not asked again.
    /// </summary>
    public static TimeSpan CallTimeout { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How long opening a connection may take.</summary>
    private static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Attempts after the first one; with the SDK's backoff some ten seconds of trouble are ridden out.</summary>
    private const int Retries = 4;

    /// <summary>Sets a client's configuration up.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="region">The region's system name, for example <c>us-east-1</c>.</param>
    /// <param name="endpointUrl">Where the service is reached, for example <c>http://127.0.0.1:4566</c>; null for AWS.</param>
    /// <param name="httpClientFactory">Makes the HTTP clients; null for ours, which bound what they read.</param>
    /// <typeparam name="T">The configuration's own type.</typeparam>
    /// <returns>The configuration.</returns>
    public static T Apply<T>(
        T config, string region, string? endpointUrl = null, HttpClientFactory? httpClientFactory = null)
        where T : ClientConfig
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentException.ThrowIfNullOrEmpty(region);
        if (endpointUrl is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            // In this order: setting the URL clears the region endpoint, not the region to sign for.
            config.AuthenticationRegion = region;
            config.ServiceURL = endpointUrl;
        }

        config.RetryMode = RequestRetryMode.Adaptive;
        config.MaxErrorRetry = Retries;
        config.Timeout = CallTimeout;
        config.ConnectTimeout = _connectTimeout;
        config.HttpClientFactory = httpClientFactory ?? AwsHttpClientFactory.Instance;
        return config;
    }
}
