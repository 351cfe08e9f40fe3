using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>What a spec leaves out comes from its cluster.</summary>
public sealed class ClusterResolverTests : IDisposable
{
    private static readonly ConnectorSpec _bare = ReferenceExamples.DebeziumSource with { MskBootstrapServer = "", MskKmsKeyArn = null };

    private readonly Rehearsal _rehearsal = new();
    private readonly ClusterResolver _resolver;

    public ClusterResolverTests() => _resolver = new ClusterResolver(_rehearsal.Aws, clock: _rehearsal.Clock);

    public void Dispose() => _rehearsal.Dispose();

    [Theory]
    [InlineData("IAM", "TLS", 9098)]
    [InlineData("NONE", "TLS", 9094)]
    [InlineData("NONE", "PLAINTEXT", 9092)]
    public async Task The_listener_is_that_of_the_authentication_and_the_encryption(string authentication, string encryption, int port)
    {
        var spec = await _resolver.ResolveAsync(
            _bare with { MskAuthenticationType = authentication, EncryptionInTransit = encryption }, default);
        Assert.Equal(LocalAwsSeed.IamBootstrapServers.Replace("9098", $"{port}", StringComparison.Ordinal), spec.MskBootstrapServer);
        Assert.Equal(LocalAwsSeed.MskKeyArn, spec.MskKmsKeyArn);
        Assert.True(SpecValidator.Validate(spec).IsValid);
    }

    [Fact]
    public async Task What_is_given_stays_and_takes_no_call()
    {
        var given = _bare with { MskBootstrapServer = "other:9098", MskKmsKeyArn = LocalAwsSeed.S3KeyArn };
        Assert.False(ClusterResolver.IsNeeded(given));
        Assert.Same(given, await _resolver.ResolveAsync(given, default));
        Assert.Empty(_rehearsal.TakeRequests());

        var servers = await _resolver.ResolveAsync(_bare with { MskBootstrapServer = "other:9098" }, default);
        Assert.Equal(("other:9098", LocalAwsSeed.MskKeyArn), (servers.MskBootstrapServer, servers.MskKmsKeyArn));
        Assert.Equal(["DescribeClusterV2"], _rehearsal.TakeRequests().Select(r => r.Operation));
    }

    [Fact]
    public async Task A_cluster_is_asked_once_for_many_specs()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => _resolver.ResolveAsync(_bare with { ConnectorName = $"c{i}" }, default)));
        Assert.Equal(["DescribeClusterV2", "GetBootstrapBrokers"], _rehearsal.TakeRequests().Select(r => r.Operation).Order());
    }

    [Fact]
    public async Task A_Serverless_cluster_tells_no_key()
    {
        _rehearsal.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, c => c with { IsServerless = true });
        var spec = await _resolver.ResolveAsync(_bare with { MskAuthenticationType = "IAM" }, default);
        Assert.Equal((LocalAwsSeed.IamBootstrapServers, null), (spec.MskBootstrapServer, spec.MskKmsKeyArn));
    }

    [Fact]
    public async Task A_listener_that_is_off_is_named_with_those_that_are_on()
    {
        _rehearsal.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, c => c with { Ports = [9094, 9096] });
        var error = await Assert.ThrowsAsync<KrakenException>(
            () => _resolver.ResolveAsync(_bare with { MskAuthenticationType = "IAM" }, default));
        Assert.Equal((KrakenErrorKind.NotFound, _bare.ConnectorName), (error.Kind, error.ConnectorName));
        Assert.Contains("MskAuthenticationType is 'IAM'", error.Message, StringComparison.Ordinal);
        Assert.Contains("it has TLS, SCRAM.", error.Message, StringComparison.Ordinal);
        Assert.Contains("give MskBootstrapServer itself", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_named()
    {
        var arn = _bare.MskClusterArn.Replace("kraken-dev", "gone", StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<KrakenException>(
            () => _resolver.ResolveAsync(_bare with { MskClusterArn = arn }, default));
        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
        Assert.Contains($"MskClusterArn: the cluster '{arn}' does not exist", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("kraken-dev")]
    [InlineData("arn:aws:s3:::bucket")]
    public void Without_an_ARN_there_is_no_cluster_to_ask(string arn)
    {
        var error = Assert.Throws<KrakenException>(() => ClusterResolver.RegionOf(_bare with { MskClusterArn = arn }));
        Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
        Assert.StartsWith("MskClusterArn: ", error.Message, StringComparison.Ordinal);
    }
}
