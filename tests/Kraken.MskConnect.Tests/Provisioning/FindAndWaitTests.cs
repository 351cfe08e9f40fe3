using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using NSubstitute;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class FindAndWaitTests
{
    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    [Theory]
    [InlineData("*", "alpha", "alpha-2", "beta")]
    [InlineData("alpha", "alpha")]
    [InlineData("alpha*", "alpha", "alpha-2")]
    [InlineData("?eta", "beta")]
    [InlineData("Alpha*")]
    [InlineData("nothing")]
    [InlineData("a.*")]
    public async Task Connectors_are_found_by_name_and_wildcards(string pattern, params string[] names)
    {
        using var rehearsal = new Rehearsal();
        foreach (var name in new[] { "beta", "alpha-2", "alpha" })
            await rehearsal.Provisioner.CreateAsync(Source with { ConnectorName = name }, new CreateOptions(), default);

        var found = await rehearsal.FindAsync(pattern);

        Assert.Equal(names, found.Select(c => c.ConnectorName));
    }

    [Fact]
    public async Task Connectors_on_all_pages_are_found()
    {
        using var aws = FakeAws.Clients();
        aws.KafkaConnect.ListConnectorsAsync(Arg.Any<ListConnectorsRequest>(), default)
            .ReturnsForAnyArgs(call => call.Arg<ListConnectorsRequest>().NextToken is null
                ? new ListConnectorsResponse { Connectors = [Summary("b"), Summary("a")], NextToken = "more" }
                : new ListConnectorsResponse { Connectors = [Summary("c")] });
        aws.KafkaConnect.DescribeConnectorAsync(Arg.Any<DescribeConnectorRequest>(), default)
            .ReturnsForAnyArgs(call => new DescribeConnectorResponse
            {
                ConnectorArn = call.Arg<DescribeConnectorRequest>().ConnectorArn,
                ConnectorName = call.Arg<DescribeConnectorRequest>().ConnectorArn.Split('/')[1],
                ConnectorState = Amazon.KafkaConnect.ConnectorState.RUNNING,
            });

        var found = new List<string>();
        await foreach (var connector in new ConnectorProvisioner(aws).FindAsync("*", default))
            found.Add(connector.ConnectorName);

        Assert.Equal(["a", "b", "c"], found);

        static ConnectorSummary Summary(string name) => new()
        {
            ConnectorName = name,
            ConnectorArn = $"arn:aws:kafkaconnect:us-east-1:123456789012:connector/{name}/id",
        };
    }

    [Fact]
    public async Task A_connector_that_others_made_is_described()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var like = await rehearsal.Aws.KafkaConnect.DescribeConnectorAsync(new() { ConnectorArn = made.ConnectorArn });
        var role = await ForeignRoleAsync(rehearsal);
        var request = Like(like, "foreign", role);
        request.LogDelivery = null;
        request.Capacity = new() { ProvisionedCapacity = new() { WorkerCount = 1, McuCount = 2 } };
        await rehearsal.Aws.KafkaConnect.CreateConnectorAsync(request);

        var found = Assert.Single(await rehearsal.FindAsync("foreign"));

        Assert.Equal(role, found.IamRoleArn);
        Assert.Equal(made.SecurityGroupId, found.SecurityGroupId);
        Assert.Null(found.LogGroupName);
        Assert.Equal("1 worker x 2 MCU", found.Capacity);
        Assert.Equal("source", found.ConnectorType);
        Assert.Equal(Source.ConnectorConfiguration["connector.class"], found.ConnectorClass);
    }

    [Fact]
    public async Task Waiting_for_a_connector_that_is_created_returns_it_running()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(7) });
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions { Wait = false }, default);

        var result = await rehearsal.Provisioner.WaitAsync(Source.ConnectorName, "RUNNING", TimeSpan.FromMinutes(30), taskCheck: true, default);

        Assert.Equal("RUNNING", result.ConnectorState);
    }

    [Fact]
    public async Task Waiting_for_a_connector_that_fails_tells_why()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("*", LogLines: ["ERROR java.lang.OutOfMemoryError: Java heap space"]));
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions { Wait = false }, default);

        var error = await Fails(() => rehearsal.Provisioner.WaitAsync(
            Source.ConnectorName, "RUNNING", TimeSpan.FromMinutes(30), taskCheck: true, default));

        Assert.Equal(KrakenErrorKind.ConnectorFailed, error.Kind);
        Assert.Contains("ran out of memory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_too_short_times_out()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(7) });
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions { Wait = false }, default);

        var error = await Fails(() => rehearsal.Provisioner.WaitAsync(
            Source.ConnectorName, "RUNNING", TimeSpan.FromMinutes(1), taskCheck: true, default));

        Assert.Equal(KrakenErrorKind.TimedOut, error.Kind);
    }

    [Fact]
    public async Task Waiting_for_a_missing_connector_to_run_is_an_error()
    {
        using var rehearsal = new Rehearsal();

        var error = await Fails(() => rehearsal.Provisioner.WaitAsync("missing", "RUNNING", TimeSpan.FromMinutes(1), taskCheck: true, default));

        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_missing_connector_to_be_gone_returns_at_once()
    {
        using var rehearsal = new Rehearsal();

        var result = await rehearsal.Provisioner.WaitAsync("missing", "DELETED", TimeSpan.FromMinutes(1), taskCheck: true, default);

        Assert.Equal(("missing", "DELETED"), (result.ConnectorName, result.ConnectorState));
    }

    [Fact]
    public async Task Waiting_for_a_connector_to_be_gone_returns_when_it_is()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(7) });
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(new() { ConnectorArn = made.ConnectorArn });

        var result = await rehearsal.Provisioner.WaitAsync(Source.ConnectorName, "deleted", TimeSpan.FromMinutes(30), taskCheck: true, default);

        Assert.Equal("DELETED", result.ConnectorState);
        Assert.Equal(made.ConnectorArn, result.ConnectorArn);
        Assert.Empty(await rehearsal.FindAsync("*"));
    }

    [Fact]
    public async Task A_state_that_cannot_be_waited_for_is_refused()
    {
        using var rehearsal = new Rehearsal();

        var error = await Fails(() => rehearsal.Provisioner.WaitAsync("x", "HAPPY", TimeSpan.FromMinutes(1), taskCheck: true, default));

        Assert.Contains("HAPPY", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A role that MSK Connect may assume for any connector.</summary>
    private static async Task<string> ForeignRoleAsync(Rehearsal rehearsal)
    {
        var role = await rehearsal.Aws.Iam.CreateRoleAsync(new()
        {
            RoleName = "foreign",
            AssumeRolePolicyDocument =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"Service":"kafkaconnect.amazonaws.com"}}]}
                """,
        });
        return role.Role.Arn;
    }

    private static CreateConnectorRequest Like(DescribeConnectorResponse connector, string name, string role) => new()
    {
        ConnectorName = name,
        ConnectorConfiguration = connector.ConnectorConfiguration,
        Capacity = new() { ProvisionedCapacity = new() { WorkerCount = 1, McuCount = 1 } },
        KafkaConnectVersion = connector.KafkaConnectVersion,
        KafkaCluster = new()
        {
            ApacheKafkaCluster = new()
            {
                BootstrapServers = connector.KafkaCluster.ApacheKafkaCluster.BootstrapServers,
                Vpc = new()
                {
                    Subnets = connector.KafkaCluster.ApacheKafkaCluster.Vpc.Subnets,
                    SecurityGroups = connector.KafkaCluster.ApacheKafkaCluster.Vpc.SecurityGroups,
                },
            },
        },
        KafkaClusterClientAuthentication = new()
        {
            AuthenticationType = connector.KafkaClusterClientAuthentication.AuthenticationType,
        },
        KafkaClusterEncryptionInTransit = new() { EncryptionType = connector.KafkaClusterEncryptionInTransit.EncryptionType },
        Plugins = [.. connector.Plugins.Select(p => new Plugin
        {
            CustomPlugin = new() { CustomPluginArn = p.CustomPlugin.CustomPluginArn, Revision = p.CustomPlugin.Revision },
        })],
        ServiceExecutionRoleArn = role,
    };

    private static Task<KrakenException> Fails(Func<Task> act) => Assert.ThrowsAsync<KrakenException>(act);
}
