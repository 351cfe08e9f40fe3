using Amazon;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;

namespace Kraken.AwsClients.Tests.Wire;

/// <summary>The SDK's process-wide switch for those who come from version 3: collections start empty.</summary>
[Collection(nameof(InitializeCollectionsTests))]
public sealed class InitializeCollectionsTests : IDisposable
{
    private readonly FakeHttp _http = new();

    public InitializeCollectionsTests() => AWSConfigs.InitializeCollections = true;

    public void Dispose() => AWSConfigs.InitializeCollections = false;

    [Fact]
    public async Task Collections_start_empty_and_empty_ones_are_not_sent()
    {
        _http.Answer("{}").Answer("{}");
        using var client = new AmazonKafkaConnectClient(new BasicAWSCredentials("AKID", "secret"), _http.Into(new AmazonKafkaConnectConfig()));

        await client.TagResourceAsync(new TagResourceRequest { ResourceArn = "arn:r" });
        var page = await client.ListConnectorsAsync(new());

        Assert.Empty(new CreateConnectorRequest().Plugins);
        Assert.Equal("{}", _http.Sent[0].Body);
        Assert.Empty(page.Connectors);
    }
}

/// <summary>Nothing else may run while the switch is on.</summary>
[CollectionDefinition(nameof(InitializeCollectionsTests), DisableParallelization = true)]
public sealed class InitializeCollectionsIsolation;
