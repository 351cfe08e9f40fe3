using Amazon.Further.Kafka;
using Amazon.Further.Kafka.Model;
using Amazon.Further.KafkaConnect;
using Amazon.Further.KafkaConnect.Model;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.Runtime;

namespace Kraken.TestClients;

/// <summary>
/// Operations that the module never calls, so that its clients do not have them. Tests make by them what the module finds, and
/// look by them at what it left.
/// </summary>
public static class FurtherOperations
{
    private static readonly BasicAWSCredentials _credentials = new("AKIATEST", "secret");

    /// <summary>Makes a custom plugin.</summary>
    public static Task<CreateCustomPluginResponse> CreateCustomPluginAsync(
        this IAmazonKafkaConnect client, CreateCustomPluginRequest request) =>
        BesideAsync(client, c => c.CreateCustomPluginAsync(request));

    /// <summary>Deletes a custom plugin.</summary>
    public static Task<DeleteCustomPluginResponse> DeleteCustomPluginAsync(
        this IAmazonKafkaConnect client, DeleteCustomPluginRequest request) =>
        BesideAsync(client, c => c.DeleteCustomPluginAsync(request));

    /// <summary>Describes a topic.</summary>
    public static Task<DescribeTopicResponse> DescribeTopicAsync(this IAmazonKafka client, DescribeTopicRequest request) =>
        BesideAsync(client, c => c.DescribeTopicAsync(request));

    private static async Task<T> BesideAsync<T>(IAmazonKafkaConnect client, Func<AmazonFurtherKafkaConnectClient, Task<T>> call)
    {
        using var further = new AmazonFurtherKafkaConnectClient(_credentials, Like<AmazonFurtherKafkaConnectConfig>(client));
        return await call(further);
    }

    private static async Task<T> BesideAsync<T>(IAmazonKafka client, Func<AmazonFurtherKafkaClient, Task<T>> call)
    {
        using var further = new AmazonFurtherKafkaClient(_credentials, Like<AmazonFurtherKafkaConfig>(client));
        return await call(further);
    }

    /// <summary>A configuration with the server, the retries and the HTTP clients of another client's.</summary>
    private static T Like<T>(IAmazonService client)
        where T : ClientConfig, new()
    {
        var config = client.Config;
        return new T
        {
            AuthenticationRegion = config.AuthenticationRegion,
            ServiceURL = config.ServiceURL,
            MaxErrorRetry = config.MaxErrorRetry,
            HttpClientFactory = config.HttpClientFactory,
        };
    }
}
