using System.Collections;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.KeyManagementService;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Cmdlets;

namespace Kraken.Pester.Mocks;

/// <summary>
/// Mocked AWS clients that answer by operation with what a suite told them. Script blocks cannot run on the core's
/// threads, so answers are data.
/// </summary>
public sealed class MockAws
{
    private readonly Dictionary<string, Queue<IAnswer>> _answers = new(StringComparer.Ordinal);
    private readonly List<MockCall> _calls = [];
    private readonly List<MockConnection> _connections = [];

    private static Func<AwsConnection, ServiceClients>? _real;

    /// <summary>Puts mocked clients in the place of the real ones.</summary>
    public static MockAws Install()
    {
        var mock = new MockAws();
        _real ??= AwsClientFactory.Create;
        AwsClientFactory.Create = mock.Connect;
        return mock;
    }

    /// <summary>Puts the real clients back.</summary>
    public static void Uninstall() => AwsClientFactory.Create = _real ?? AwsClientFactory.Create;

    /// <summary>Every call so far, in order.</summary>
    public MockCall[] Calls
    {
        get
        {
            lock (_answers)
                return [.. _calls];
        }
    }

    /// <summary>Whom the cmdlets connected as, and where to.</summary>
    public MockConnection[] Connections
    {
        get
        {
            lock (_answers)
                return [.. _connections];
        }
    }

    /// <summary>Answers an operation; given several times, in that order, the last one from then on.</summary>
    /// <param name="operation">For example <c>ListConnectors</c>.</param>
    /// <param name="properties">The response's properties, however nested.</param>
    public void Reply(string operation, IDictionary properties) => Add(operation, new Reply(properties));

    /// <summary>Lets an operation fail; in the same row as the replies.</summary>
    /// <param name="operation">For example <c>CreateRole</c>.</param>
    /// <param name="exceptionType">The exception's full name, for example <c>Amazon.EC2.AmazonEC2Exception</c>.</param>
    /// <param name="errorCode">The service's error code.</param>
    /// <param name="message">The service's message.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public void Fail(string operation, string exceptionType, string errorCode, string message, int statusCode) =>
        Add(operation, new Failure(exceptionType, errorCode, message, statusCode));

    /// <summary>Takes back what an operation was told to answer.</summary>
    public void Reset(string operation)
    {
        lock (_answers)
            _answers.Remove(operation);
    }

    internal object Answer(Type service, string operation, Type responseType, object request)
    {
        IAnswer answer;
        lock (_answers)
        {
            _calls.Add(new MockCall(operation, request));
            if (!_answers.TryGetValue(operation, out var answers))
                throw new InvalidOperationException($"The suite has no answer for {operation}.");
            answer = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        }

        return answer.Give(service, responseType);
    }

    private ServiceClients Connect(AwsConnection connection)
    {
        var keys = connection.Credentials.GetCredentials();
        lock (_answers)
        {
            _connections.Add(new MockConnection(
                keys.AccessKey, keys.SecretKey, keys.Token, connection.Region, connection.EndpointUrl));
        }

        return new ServiceClients(connection.Region)
        {
            SecurityToken = Client<IAmazonSecurityTokenService>(),
            KafkaConnect = Client<IAmazonKafkaConnect>(),
            Iam = Client<IAmazonIdentityManagementService>(),
            Ec2 = Client<IAmazonEC2>(),
            Logs = Client<IAmazonCloudWatchLogs>(),
            Kafka = Client<IAmazonKafka>(),
            SecretsManager = Client<IAmazonSecretsManager>(),
            S3 = Client<IAmazonS3>(),
            Kms = Client<IAmazonKeyManagementService>(),
            Parameters = Client<IAmazonSimpleSystemsManagement>(),
        };
    }

    private T Client<T>() where T : class => MockClient.Create<T>(this);

    private void Add(string operation, IAnswer answer)
    {
        lock (_answers)
        {
            if (!_answers.TryGetValue(operation, out var answers))
                _answers.Add(operation, answers = new Queue<IAnswer>());
            answers.Enqueue(answer);
        }
    }
}
