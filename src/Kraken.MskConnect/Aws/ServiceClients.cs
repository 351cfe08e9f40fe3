using System.Diagnostics.CodeAnalysis;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Kraken.AwsClients;

namespace Kraken.MskConnect.Aws;

/// <summary>The service clients that the core calls, all for one region and one set of credentials.</summary>
/// <param name="Region">The region's system name.</param>
public sealed record ServiceClients(string Region) : IDisposable
{
    private readonly Settings? _settings;
    private readonly object _opening = new();

    // Not IAmazonEC2 and the like: the type of a field may be loaded with the class, and its assembly is up to 5 MB.
    private object? _ec2;
    private object? _s3;
    private object? _kms;
    private object? _parameters;

    [SetsRequiredMembers]
#pragma warning disable CS8618 // Ec2 and others are made at their first use; to set them here, even to null, would load their assemblies.
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

    /// <summary>
    /// Whether a bucket exists, where, and how it encrypts; the client is made, and its assembly loaded, at the first call.
    /// </summary>
    public required IAmazonS3 S3
    {
        get => (IAmazonS3)(Volatile.Read(ref _s3) ?? OpenS3());
        init => _s3 = value;
    }

    /// <summary>
    /// The state and the policy of keys; the client is made, and its assembly loaded, at the first call.
    /// </summary>
    public required IAmazonKeyManagementService Kms
    {
        get => (IAmazonKeyManagementService)(Volatile.Read(ref _kms) ?? OpenKms());
        init => _kms = value;
    }

    /// <summary>
    /// Which of Systems Manager's parameters exist; the client is made, and its assembly loaded, at the first call.
    /// </summary>
    public required IAmazonSimpleSystemsManagement Parameters
    {
        get => (IAmazonSimpleSystemsManagement)(Volatile.Read(ref _parameters) ?? OpenParameters());
        init => _parameters = value;
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
        Logs.Dispose();
        Kafka.Dispose();
        SecretsManager.Dispose();
        foreach (var late in new[] { _ec2, _s3, _kms, _parameters })
            (late as IDisposable)?.Dispose();
    }

    private object OpenEc2()
    {
        lock (_opening)
            return _ec2 ??= new PatientEC2Client(_settings!.Credentials, _settings.Of<AmazonEC2Config>());
    }

    private object OpenS3()
    {
        lock (_opening)
        {
            if (_s3 is not null)
                return _s3;
            var config = _settings!.Of<AmazonS3Config>();
            // An endpoint of one's own, on loopback for example, has no host name for each bucket.
            config.ForcePathStyle = _settings.HasOwnEndpoint;
            // Some checksums need System.IO.Hashing, which PowerShell does not include; what is read here asks for none.
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
            return _s3 = new PatientS3Client(_settings.Credentials, config);
        }
    }

    private object OpenKms()
    {
        lock (_opening)
            return _kms ??= new PatientKmsClient(_settings!.Credentials, _settings.Of<AmazonKeyManagementServiceConfig>());
    }

    private object OpenParameters()
    {
        lock (_opening)
            return _parameters ??= new PatientSsmClient(_settings!.Credentials, _settings.Of<AmazonSimpleSystemsManagementConfig>());
    }

    /// <summary>Whose name the clients call in, and where.</summary>
    private sealed class Settings(
        AWSCredentials credentials, string region, string? endpointUrl, HttpClientFactory? httpClientFactory)
    {
        public AWSCredentials Credentials => credentials;

        public string Region => region;

        public bool HasOwnEndpoint => endpointUrl is not null;

        /// <summary>A configuration with these settings.</summary>
        public T Of<T>() where T : ClientConfig, new() =>
            ClientSettings.Apply(new T(), region, endpointUrl, httpClientFactory);
    }
}
