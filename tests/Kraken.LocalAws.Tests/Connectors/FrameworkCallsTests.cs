using Amazon.KafkaConnect;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Connectors;

/// <summary>What Kafka Connect itself does for a connector needs its grants.</summary>
public sealed class FrameworkCallsTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("sink", "consumer.override.group.id=g1", "group/*/g1", "Not authorized to access group: g1")]
    [InlineData("sink", "errors.deadletterqueue.topic.name=d1", "topic/*/d1", "Not authorized to access topics: [d1]")]
    [InlineData("source", "offsets.storage.topic=o1", "topic/*/o1", "Not authorized to access topics: [o1]")]
    [InlineData("source", "producer.override.enable.idempotence=true", "WriteDataIdempotently", "Cluster authorization failed")]
    public async Task A_key_of_the_connector_needs_its_grant(string type, string key, string denied, string logged)
    {
        Assert.Equal(ConnectorState.RUNNING, await StartAsync("c1", type, key, "3.7.x", "topic/*/other"));
        Assert.Equal(ConnectorState.FAILED, await StartAsync("c2", type, key, "3.7.x", denied));
        Assert.Contains(logged, await _test.LogAsync("c2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source", "offsets.storage.topic=o1", "topic/*/o1")]
    [InlineData("source", "exactly.once.support=required", "WriteDataIdempotently")]
    public async Task What_an_older_version_ignores_needs_none(string type, string key, string denied) =>
        Assert.Equal(ConnectorState.RUNNING, await StartAsync("c1", type, key, "2.7.1", denied));

    [Fact]
    public async Task A_group_that_a_sink_does_not_read_in_needs_no_grant() =>
        Assert.Equal(ConnectorState.RUNNING, await StartAsync("c1", "sink", "consumer.override.group.id=g1", "3.7.x", "group/*/connect-c1"));

    /// <summary>Starts a connector whose role may do all but an action, or all that is done with a resource.</summary>
    private async Task<ConnectorState> StartAsync(string name, string type, string key, string version, string denied)
    {
        var what = denied.Contains('/', StringComparison.Ordinal)
            ? $$"""{"Effect":"Deny","Action":"*","Resource":"arn:aws:kafka:*:*:{{denied}}"}"""
            : $$"""{"Effect":"Deny","Action":"kafka-cluster:{{denied}}","Resource":"*"}""";
        var configuration = type == "sink" ? TestCloud.SinkConfiguration() : TestCloud.SourceConfiguration();
        configuration[key.Split('=')[0]] = key.Split('=')[1];
        configuration["errors.deadletterqueue.topic.replication.factor"] = "1";
        var request = await _test.PrepareAsync(
            name, $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{{what}}]}""", configuration: configuration);
        request.KafkaConnectVersion = version;
        return (await _test.StartAsync(request)).ConnectorState;
    }
}
