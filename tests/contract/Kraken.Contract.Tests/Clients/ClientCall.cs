using Amazon.Runtime;

namespace Kraken.Contract.Tests.Clients;

/// <summary>A call of one of our clients, made on each server in turn.</summary>
/// <param name="Operation">What is called, for example <c>iam:CreateRole</c>; null for work by other means.</param>
/// <param name="Refusal">The error that LocalAws must refuse it with, or null.</param>
/// <param name="SendAsync">Makes the call.</param>
internal sealed record ClientCall(
    string? Operation, string? Refusal, Func<ClientWorld, Task<AmazonWebServiceResponse?>> SendAsync)
{
    private static readonly Dictionary<string, string> _services = new(StringComparer.Ordinal)
    {
        ["Amazon.CloudWatchLogs.Model"] = "logs",
        ["Amazon.EC2.Model"] = "ec2",
        ["Amazon.Further.CloudWatchLogs.Model"] = "logs",
        ["Amazon.Further.Kafka.Model"] = "kafka",
        ["Amazon.Further.KafkaConnect.Model"] = "kafkaconnect",
        ["Amazon.IdentityManagement.Model"] = "iam",
        ["Amazon.Kafka.Model"] = "kafka",
        ["Amazon.KafkaConnect.Model"] = "kafkaconnect",
        ["Amazon.KeyManagementService.Model"] = "kms",
        ["Amazon.S3.Model"] = "s3",
        ["Amazon.SecretsManager.Model"] = "secretsmanager",
        ["Amazon.SecurityToken.Model"] = "sts",
        ["Amazon.SimpleSystemsManagement.Model"] = "ssm",
    };

    /// <summary>Other means than our clients', to make what a call needs.</summary>
    public static ClientCall Arrange(Func<ClientWorld, Task> work) => new(null, null, async world =>
    {
        await work(world);
        return null;
    });

    /// <summary>A call that succeeds.</summary>
    /// <param name="send">Makes the call.</param>
    /// <param name="operation">The operation's name, where the response's is another.</param>
    public static ClientCall Do<T>(Func<ClientWorld, Task<T>> send, string? operation = null)
        where T : AmazonWebServiceResponse =>
        new(Name<T>(operation), null, async world => await send(world));

    /// <summary>A call that is refused.</summary>
    /// <param name="error">The error's code.</param>
    /// <param name="send">Makes the call.</param>
    /// <param name="operation">The operation's name, where the response's is another.</param>
    public static ClientCall Refused<T>(string error, Func<ClientWorld, Task<T>> send, string? operation = null)
        where T : AmazonWebServiceResponse =>
        new(Name<T>(operation), error, async world => await send(world));

    private static string Name<T>(string? operation) =>
        $"{_services[typeof(T).Namespace!]}:{operation ?? typeof(T).Name[..^"Response".Length]}";
}
