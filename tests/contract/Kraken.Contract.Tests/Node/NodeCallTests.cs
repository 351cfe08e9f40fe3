using Kraken.Contract.Tests.Cli;
using Kraken.Contract.Tests.Models;
using Kraken.Contract.Tests.Operations;
using Kraken.LocalAws;
using Kraken.LocalAws.Tests.Support;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests.Node;

/// <summary>What AWS's clients for JavaScript make of the answers of the server on loopback, and it of their requests.</summary>
public sealed class NodeCallTests
{
    private static readonly string[] _services = ["kafka:", "kafkaconnect:"];

    [FactIf(typeof(NpmClients))]
    public async Task Each_call_of_the_table_ends_as_the_table_says()
    {
        var clock = new ManualClock();
        var cloud = new LocalCloud(new LocalAwsOptions { Clock = clock });
        await using var server = LocalAwsServer.Start(cloud);
        await using var node = NodeCalls.For(server.Endpoint);

        var wrong = await CallRun.RunAsync(NodeCalls.Steps, cloud, clock, CallRun.Constants(), node.RunAsync);

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_table_has_a_success_and_a_refusal_of_each_operation_of_MSK_and_MSK_Connect() =>
        Assert.Equal(
            OperationLists.LocalAws.Where(o => _services.Any(s => o.StartsWith(s, StringComparison.Ordinal))).Order(StringComparer.Ordinal),
            NodeCalls.Operations.Order(StringComparer.Ordinal));

    [FactIf(typeof(NpmClients))]
    public void The_table_has_each_operation_of_MSK_Connect_that_the_client_has() =>
        Assert.Empty(NpmClients.Read("kafkaconnect").Operations.Keys.Select(o => "kafkaconnect:" + o).Except(NodeCalls.Operations));
}
