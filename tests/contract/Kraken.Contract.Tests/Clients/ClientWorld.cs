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
using Kraken.LocalAws;

namespace Kraken.Contract.Tests.Clients;

/// <summary>A server with our clients, and the names under which the same things are found there.</summary>
internal sealed class ClientWorld : IDisposable
{
    private static readonly BasicAWSCredentials _credentials = new("AKIATEST", "secret");

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly HttpMessageHandler _handler;
    private readonly HandlerFactory _factory;
    private readonly string _endpoint;

    private ClientWorld(string endpoint, HttpMessageHandler handler)
    {
        _endpoint = endpoint;
        _handler = handler;
        _factory = new HandlerFactory(handler);
        Others = new OtherClient(new HttpClient(handler, disposeHandler: false) { BaseAddress = new Uri(endpoint) });
        Iam = new AmazonIdentityManagementServiceClient(
            _credentials, Configured(new AmazonIdentityManagementServiceConfig()));
        Ec2 = new AmazonEC2Client(_credentials, Configured(new AmazonEC2Config()));
        Logs = new AmazonCloudWatchLogsClient(_credentials, Configured(new AmazonCloudWatchLogsConfig()));
        Kafka = new AmazonKafkaClient(_credentials, Configured(new AmazonKafkaConfig()));
        KafkaConnect = new AmazonKafkaConnectClient(_credentials, Configured(new AmazonKafkaConnectConfig()));
        SecretsManager = new AmazonSecretsManagerClient(_credentials, Configured(new AmazonSecretsManagerConfig()));
        Sts = new AmazonSecurityTokenServiceClient(_credentials, Configured(new AmazonSecurityTokenServiceConfig()));
        S3 = new AmazonS3Client(_credentials, Configured(new AmazonS3Config { ForcePathStyle = true }));
        Kms = new AmazonKeyManagementServiceClient(
            _credentials, Configured(new AmazonKeyManagementServiceConfig()));
        Ssm = new AmazonSimpleSystemsManagementClient(
            _credentials, Configured(new AmazonSimpleSystemsManagementConfig()));
    }

    public IAmazonIdentityManagementService Iam { get; }

    public IAmazonEC2 Ec2 { get; }

    public IAmazonCloudWatchLogs Logs { get; }

    public IAmazonKafka Kafka { get; }

    public IAmazonKafkaConnect KafkaConnect { get; }

    public IAmazonSecretsManager SecretsManager { get; }

    public IAmazonSecurityTokenService Sts { get; }

    public IAmazonS3 S3 { get; }

    public IAmazonKeyManagementService Kms { get; }

    public IAmazonSimpleSystemsManagement Ssm { get; }

    /// <summary>For operations that our clients do not have.</summary>
    public OtherClient Others { get; }

    /// <summary>LocalAws in process, with the surroundings that it has from the start.</summary>
    public static ClientWorld OnLocalAws()
    {
        var cloud = new LocalCloud(new LocalAwsOptions { ConnectorTransition = TimeSpan.Zero });
        var world = new ClientWorld("http://aws.test", cloud.CreateHandler());
        world.Keep("vpc", LocalAwsSeed.VpcId);
        world.Keep("subnet", LocalAwsSeed.SubnetIdA);
        world.Keep("key", LocalAwsSeed.MskKeyArn);
        world.Keep("cluster", LocalAwsSeed.ClusterArn);
        return world;
    }

    /// <summary>moto, with the same surroundings as far as it can have them.</summary>
    public static async Task<ClientWorld> OnMotoAsync(Uri endpoint)
    {
        var world = new ClientWorld(endpoint.ToString(), new SocketsHttpHandler());
        await MotoSurroundings.MakeAsync(world);
        return world;
    }

    /// <summary>The id kept under that name; where there is none, one that nothing has.</summary>
    public string Id(string name) => _ids.GetValueOrDefault(name, $"arn:aws:none:us-east-1:123456789012:{name}");

    public void Keep(string name, string id) => _ids[name] = id;

    /// <summary>Keeps an id of the response, which it passes on.</summary>
    public async Task<T> KeepAsync<T>(string name, Task<T> call, Func<T, string> id)
    {
        var response = await call;
        Keep(name, id(response));
        return response;
    }

    public void Dispose()
    {
        foreach (var client in new IDisposable[] { Iam, Ec2, Logs, Kafka, KafkaConnect, SecretsManager, Sts, S3, Kms, Ssm })
            client.Dispose();
        Others.Dispose();
        _handler.Dispose();
    }

    private T Configured<T>(T config)
        where T : ClientConfig
    {
        // In this order: setting the URL clears the region endpoint, not the region to sign for.
        config.AuthenticationRegion = LocalAwsSeed.Region;
        config.ServiceURL = _endpoint;
        config.MaxErrorRetry = 0;
        config.HttpClientFactory = _factory;
        return config;
    }

    private sealed class HandlerFactory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
