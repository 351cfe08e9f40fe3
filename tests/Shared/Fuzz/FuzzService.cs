using System.Reflection;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.Further.CloudWatchLogs;
using Amazon.Further.Kafka;
using Amazon.Further.KafkaConnect;
using Amazon.IdentityManagement;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Kraken.AwsClients;

namespace Kraken.Tests.Shared.Fuzz;

/// <summary>One of our clients, and the model that it was made from or that LocalAws has of its service.</summary>
internal sealed class FuzzService
{
    private static readonly BasicAWSCredentials _credentials = new("AKIAFUZZ", "none");

    private readonly Func<Uri, HttpClientFactory?, AmazonServiceClient> _create;
    private readonly Type _client;

    private FuzzService(
        string name, Type client, Func<Uri, HttpClientFactory?, AmazonServiceClient> create, bool isOfTests = false)
    {
        Name = name;
        Key = isOfTests ? name + " of the tests" : name;
        Model = FuzzModel.Load(name, isOfTests);
        _client = client;
        _create = create;
    }

    /// <summary>Our six clients, and those of the tests for what LocalAws answers beside.</summary>
    public static IReadOnlyList<FuzzService> All { get; } =
    [
        new("kafkaconnect", typeof(AmazonKafkaConnectClient),
            (u, f) => new AmazonKafkaConnectClient(_credentials, Config<AmazonKafkaConnectConfig>(u, f))),
        new("kafka", typeof(AmazonKafkaClient),
            (u, f) => new AmazonKafkaClient(_credentials, Config<AmazonKafkaConfig>(u, f))),
        new("iam", typeof(AmazonIdentityManagementServiceClient),
            (u, f) => new AmazonIdentityManagementServiceClient(
                _credentials, Config<AmazonIdentityManagementServiceConfig>(u, f))),
        new("ec2", typeof(AmazonEC2Client),
            (u, f) => new PatientEC2Client(_credentials, Config<AmazonEC2Config>(u, f))),
        new("logs", typeof(AmazonCloudWatchLogsClient),
            (u, f) => new AmazonCloudWatchLogsClient(_credentials, Config<AmazonCloudWatchLogsConfig>(u, f))),
        new("secretsmanager", typeof(AmazonSecretsManagerClient),
            (u, f) => new AmazonSecretsManagerClient(_credentials, Config<AmazonSecretsManagerConfig>(u, f))),
        new("kafkaconnect", typeof(AmazonFurtherKafkaConnectClient),
            (u, f) => new AmazonFurtherKafkaConnectClient(_credentials, Config<AmazonFurtherKafkaConnectConfig>(u, f)),
            isOfTests: true),
        new("kafka", typeof(AmazonFurtherKafkaClient),
            (u, f) => new AmazonFurtherKafkaClient(_credentials, Config<AmazonFurtherKafkaConfig>(u, f)), isOfTests: true),
        new("logs", typeof(AmazonFurtherCloudWatchLogsClient),
            (u, f) => new AmazonFurtherCloudWatchLogsClient(_credentials, Config<AmazonFurtherCloudWatchLogsConfig>(u, f)),
            isOfTests: true),
    ];

    /// <summary>The services' names, as a theory's data.</summary>
    public static TheoryData<string> Names => [.. All.Select(s => s.Key)];

    /// <summary>The service's name.</summary>
    public string Name { get; }

    /// <summary>The client's name among these: the service's, and whose it is where it is not the module's.</summary>
    public string Key { get; }

    public FuzzModel Model { get; }

    /// <summary>The exception that all others of the service derive from.</summary>
    public Type BaseException => _client.Assembly.GetType(
        _client.FullName![..^"Client".Length] + "Exception", throwOnError: true)!;

    public static FuzzService Find(string name) => All.First(s => s.Key == name);

    /// <summary>A client that tries once.</summary>
    public AmazonServiceClient CreateClient(Uri endpoint, HttpClientFactory? factory = null) =>
        _create(endpoint, factory);

    public Type RequestType(FuzzOperation operation) => ModelType(operation.Name + "Request");

    /// <summary>The class of an error by its code on the wire; the base class where the model has none.</summary>
    public Type ExceptionType(string code) =>
        Model.ErrorTypes.TryGetValue(code, out var name) ? ModelType(name) : BaseException;

    /// <summary>Calls the operation with a request made from the tree; returns the response.</summary>
    public async Task<object> CallAsync(AmazonServiceClient client, FuzzOperation operation, Tree input)
    {
        var type = RequestType(operation);
        var method = _client.GetMethod(operation.Name + "Async", [type, typeof(CancellationToken)])!;
        var request = operation.Input is { } shape
            ? ClientObjects.Make(type, shape, input)
            : Activator.CreateInstance(type);
        var call = (Task)method.Invoke(
            client, BindingFlags.DoNotWrapExceptions, binder: null, [request, CancellationToken.None], culture: null)!;
        await call;
        return call.GetType().GetProperty("Result")!.GetValue(call)!;
    }

    private Type ModelType(string name) =>
        _client.Assembly.GetType($"{_client.Namespace}.Model.{name}", throwOnError: true)!;

    private static T Config<T>(Uri endpoint, HttpClientFactory? factory)
        where T : ClientConfig, new()
    {
        var config = new T { AuthenticationRegion = "us-east-1", ServiceURL = endpoint.ToString(), MaxErrorRetry = 0 };
        if (factory is not null)
            config.HttpClientFactory = factory;
        return config;
    }
}
