using System.Diagnostics.CodeAnalysis;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Kraken.AwsClients;

namespace Kraken.MskConnect.Aws;

/// <summary>The service clients that the core calls, all for one region and one set of credentials.</summary>
/// <param name="Region">The region's system name.</param>
public sealed record ServiceClients(string Region) : IDisposable
{
    private readonly Settings? _settings;
    private readonly object _opening = new();

    // Not IAmazonEC2: the type of a field may be loaded with the class, and its assembly is 5 MB.
    private object? _ec2;

    [SetsRequiredMembers]
#pragma warning disable CS8618 // Ec2 is made at its first use; to set it here, even to null, would load its assembly.
    private ServiceClients(Settings settings) : this(settings.Region)
#pragma warning restore CS8618
    {
        _settings = settings;
        // AWSSDK.Core's own adaptive retry gives up where many calls are throttled together; this one is made once.
        var securityToken = settings.Of<AmazonSecurityTokenServiceConfig>();
        securityToken.RetryMode = RequestRetryMode.Standard;

        var credentials = settings.Credentials;
        SecurityToken = new AmazonSecurityTokenServiceClient(credentials, securityToken);
        KafkaConnect = new AmazonKafkaConnectClient(credentials, settings.Of<AmazonKafkaConnectConfig>());
        Iam = new AmazonIdentityManagementServiceClient(credentials, settings.Of<AmazonIdentityManagementServiceConfig>());
        Logs = new AmazonCloudWatchLogsClient(credentials, settings.Of<AmazonCloudWatchLogsConfig>());
        Kafka = new AmazonKafkaClient(credentials, settings.Of<AmazonKafkaConfig>());
        SecretsManager = new AmazonSecretsManagerClient(credentials, settings.Of<AmazonSecretsManagerConfig>());
    }

    /// <summary>Finds out whose credentials these are.</summary>
    public required IAmazonSecurityTokenService SecurityToken { get; init; }

    /// <summary>Connectors, plugins and worker configurations.</summary>
    public required IAmazonKafkaConnect KafkaConnect { get; init; }

    /// <summary>Roles and their policies.</summary>
    public required IAmazonIdentityManagementService Iam { get; init; }

    /// <summary>Subnets and security groups; the client is made, and its assembly loaded, at the first call.</summary>
    public required IAmazonEC2 Ec2
    {
        get => (IAmazonEC2)(Volatile.Read(ref _ec2) ?? OpenEc2());
        init => _ec2 = value;
    }

    /// <summary>Log groups and their events.</summary>
    public required IAmazonCloudWatchLogs Logs { get; init; }

    /// <summary>MSK clusters.</summary>
    public required IAmazonKafka Kafka { get; init; }

    /// <summary>Whether a secret exists, and which keys it has; nothing else of its value is kept.</summary>
    public required IAmazonSecretsManager SecretsManager { get; init; }

    /// <summary>Makes all clients, with time limits and adaptive retry (STS: standard retry).</summary>
    /// <param name="credentials">Whose name the calls are made in.</param>
    /// <param name="region">The region's system name, for example <c>us-east-1</c>.</param>
    /// <param name="endpointUrl">Where all services are reached, for example <c>http://127.0.0.1:4566</c>; null for AWS.</param>
    /// <param name="httpClientFactory">Makes the HTTP clients; null for ours, which bound what they read.</param>
    public static ServiceClients Create(
        AWSCredentials credentials,
        string region,
        string? endpointUrl = null,
        HttpClientFactory? httpClientFactory = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentException.ThrowIfNullOrEmpty(region);
        if (endpointUrl is not null)
            ArgumentException.ThrowIfNullOrWhiteSpace(endpointUrl);

        return new ServiceClients(new Settings(credentials, region, endpointUrl, httpClientFactory));
    }

    /// <summary>Disposes all clients.</summary>
    public void Dispose()
    {
        SecurityToken.Dispose();
        KafkaConnect.Dispose();
        Iam.Dispose();
        (_ec2 as IDisposable)?.Dispose();
        Logs.Dispose();
        Kafka.Dispose();
        SecretsManager.Dispose();
    }

    private object OpenEc2()
    {
        lock (_opening)
            return _ec2 ??= new PatientEC2Client(_settings!.Credentials, _settings.Of<AmazonEC2Config>());
    }

    /// <summary>Whose name the clients call in, and where.</summary>
    private sealed class Settings(
        AWSCredentials credentials, string region, string? endpointUrl, HttpClientFactory? httpClientFactory)
    {
        public AWSCredentials Credentials => credentials;

        public string Region => region;

        /// <summary>A configuration with these settings.</summary>
        public T Of<T>() where T : ClientConfig, new() =>
            ClientSettings.Apply(new T(), region, endpointUrl, httpClientFactory);
    }
}
