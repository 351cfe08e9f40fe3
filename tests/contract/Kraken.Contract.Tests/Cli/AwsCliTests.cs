using Kraken.Contract.Tests.Operations;
using Kraken.LocalAws;
using Kraken.LocalAws.Tests.Support;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests.Cli;

/// <summary>The AWS CLI's own idea of each protocol, held against the server on loopback.</summary>
public sealed class AwsCliTests
{
    [FactIf(typeof(AwsCli))]
    public async Task Each_call_of_the_table_ends_as_the_table_says()
    {
        var clock = new ManualClock();
        var cloud = new LocalCloud(new LocalAwsOptions { Clock = clock });
        await using var server = LocalAwsServer.Start(cloud);
        var folder = Directory.CreateTempSubdirectory("kraken-cli-");
        try
        {
            await using var aws = AwsCli.For(server.Endpoint, folder.FullName);
            var values = CallRun.Constants();
            values["file"] = Path.Combine(folder.FullName, "file");
            await File.WriteAllTextAsync(values["file"], "hello");
            var wrong = await CallRun.RunAsync(AwsCliTable.Steps, cloud, clock, values, aws.RunAsync);

            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
            Assert.Equal("hello", await File.ReadAllTextAsync(values["file"]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_table_has_a_success_and_a_refusal_of_each_operation_that_LocalAws_has()
    {
        Assert.Equal(
            OperationLists.LocalAws.Except(AwsCliTable.Unknown).Order(StringComparer.Ordinal),
            AwsCliTable.Operations.Order(StringComparer.Ordinal));
        Assert.Empty(AwsCliTable.Calls.Select(c => c.Operation).Except(OperationLists.LocalAws));
    }
}
