using Amazon;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecurityToken;

namespace Kraken.MskConnect.Provisioning;

/// <summary>The service clients that the core calls, all for one region and one set of credentials.</summary>
/// <param name="Region">The region's system name.</param>
public sealed record ServiceClients(string Region) : IDisposable
{
    /// <summary>How long one attempt of one call may take.</summary>
    private static readonly TimeSpan _callTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long opening a connection may take.</summary>
    private static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Attempts after the first one; with the SDK's backoff some ten seconds of trouble are ridden out.</summary>
    private const int Retries = 4;

    /// <summary>Finds out whose credentials these are.</summary>
    public required IAmazonSecurityTokenService SecurityToken { get; init; }

    /// <summary>Connectors, plugins and worker configurations.</summary>
    public required IAmazonKafkaConnect KafkaConnect { get; init; }

    /// <summary>Roles and their policies.</summary>
    public required IAmazonIdentityManagementService Iam { get; init; }

    /// <summary>Subnets and security groups.</summary>
    public required IAmazonEC2 Ec2 { get; init; }

    /// <summary>Log groups and their events.</summary>
    public required IAmazonCloudWatchLogs Logs { get; init; }

    /// <summary>MSK clusters.</summary>
    public required IAmazonKafka Kafka { get; init; }

    /// <summary>Whether a secret exists; its value is never asked for.</summary>
    public required IAmazonSecretsManager SecretsManager { get; init; }

    /// <summary>Makes all clients, with time limits and adaptive retry (STS: standard retry).</summary>
    /// <param name="credentials">Whose name the calls are made in.</param>
    /// <param name="region">The region's system name, for example <c>us-east-1</c>.</param>
    /// <param name="endpointUrl">Where all services are reached, for example <c>http://127.0.0.1:4566</c>; null for AWS.</param>
    /// <param name="httpClientFactory">Makes the HTTP clients; null for the SDK's own.</param>
    public static ServiceClients Create(
        AWSCredentials credentials,
        string region,
        string? endpointUrl = null,
        HttpClientFactory? httpClientFactory = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentException.ThrowIfNullOrEmpty(region);

        T Configured<T>(T config) where T : ClientConfig
        {
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
            config.Timeout = _callTimeout;
            config.ConnectTimeout = _connectTimeout;
            if (httpClientFactory is not null)
                config.HttpClientFactory = httpClientFactory;
            return config;
        }

        // AWSSDK.Core's own adaptive retry fails after half a minute once a call is throttled; generated clients mend theirs.
        var securityToken = Configured(new AmazonSecurityTokenServiceConfig());
        securityToken.RetryMode = RequestRetryMode.Standard;

        return new ServiceClients(region)
        {
            SecurityToken = new AmazonSecurityTokenServiceClient(credentials, securityToken),
            KafkaConnect = new AmazonKafkaConnectClient(credentials, Configured(new AmazonKafkaConnectConfig())),
            Iam = new AmazonIdentityManagementServiceClient(
                credentials, Configured(new AmazonIdentityManagementServiceConfig())),
            Ec2 = new AmazonEC2Client(credentials, Configured(new AmazonEC2Config())),
            Logs = new AmazonCloudWatchLogsClient(credentials, Configured(new AmazonCloudWatchLogsConfig())),
            Kafka = new AmazonKafkaClient(credentials, Configured(new AmazonKafkaConfig())),
            SecretsManager = new AmazonSecretsManagerClient(
                credentials, Configured(new AmazonSecretsManagerConfig())),
        };
    }

    /// <summary>Disposes all clients.</summary>
    public void Dispose()
    {
        SecurityToken.Dispose();
        KafkaConnect.Dispose();
        Iam.Dispose();
        Ec2.Dispose();
        Logs.Dispose();
        Kafka.Dispose();
        SecretsManager.Dispose();
    }
}
