using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>A source that is replaced with -KeepOffsets is paused first, and comes back where its successor does not come.</summary>
public sealed class EarlierConnectorTests
{
    private static readonly UpdateOptions _replace = new() { AllowReplacement = true, KeepOffsets = true };

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    private static ConnectorSpec Newer => Source with { KafkaConnectVersion = "3.7.x" };

    [Fact]
    public async Task The_plan_says_each_step_and_the_connector_is_paused_before_it_is_deleted()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();

        var note = (await rehearsal.Provisioner.PlanUpdateAsync(Newer, _replace, default)).Resources[^1].Note!;
        string? asked = null;
        var asking = _replace with { Approve = (plan, _) => Task.FromResult((asked = plan.Resources[^1].Note) is not null) };
        await rehearsal.Provisioner.UpdateAsync(Newer, asking, default);

        Assert.Equal(note, asked);
        foreach (var step in new[] { "is paused", "offsets topic noted", "deleted", "created again with that topic", "earlier connector is created again" })
            Assert.Contains(step, note, StringComparison.Ordinal);
        Assert.Contains("looked at were the custom plugin", note, StringComparison.Ordinal);
        Assert.Equal(
            ["CreateWorkerConfiguration", "PauseConnector", "DeleteConnector", "CreateConnector"],
            rehearsal.TakeRequests().Where(r => r is { IsMutating: true, Service: "kafkaconnect" }).Select(r => r.Operation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_earlier_connector_comes_back_with_its_offsets_where_its_successor_fails(bool isRefused)
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var id = made.ConnectorArn[(made.ConnectorArn.LastIndexOf('/') + 1)..];
        if (isRefused)
            rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Operation = "CreateConnector", Times = 1 });
        else
            rehearsal.Cloud.Faults.Add(new ConnectorFailure("*", LogLines: ["ERROR java.lang.OutOfMemoryError: Java heap space"], Count: 1));

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(
            Newer with { KafkaTopicWrite = ["cdc.fills"] }, _replace, default));

        Assert.Equal(isRefused ? KrakenErrorKind.AccessDenied : KrakenErrorKind.ConnectorFailed, error.Kind);
        Assert.Contains("The earlier connector was created again from its offsets and is RUNNING.", error.Message, StringComparison.Ordinal);
        var back = Assert.Single(await rehearsal.FindAsync("*"));
        var connector = await rehearsal.Aws.KafkaConnect.DescribeConnectorAsync(new() { ConnectorArn = back.ConnectorArn });
        Assert.Equal(("RUNNING", "2.7.1"), (connector.ConnectorState.Value, connector.KafkaConnectVersion));
        var worker = await rehearsal.Aws.KafkaConnect.DescribeWorkerConfigurationAsync(
            new() { WorkerConfigurationArn = connector.WorkerConfiguration.WorkerConfigurationArn });
        Assert.Contains(
            $"offset.storage.topic=__amazon_msk_connect_offsets_{Source.ConnectorName}_{id}",
            System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(worker.LatestRevision.PropertiesFileContent)),
            StringComparison.Ordinal);

        // The same command given again goes through, from the same offsets.
        var result = (await rehearsal.Provisioner.UpdateAsync(Newer, _replace, default))!;
        Assert.True(result.Created);
        Assert.False((await rehearsal.Provisioner.PlanUpdateAsync(Newer, _replace, default)).HasChanges);
    }

    [Fact]
    public async Task A_pause_that_fails_deletes_nothing()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("*") { Kind = FaultKind.PauseFails });

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(Newer, _replace, default));

        Assert.Contains("did not pause", error.Message, StringComparison.Ordinal);
        var now = Assert.Single(await rehearsal.FindAsync("*"));
        Assert.Equal((made.ConnectorArn, "RUNNING"), (now.ConnectorArn, now.ConnectorState));
    }

    [Theory]
    [InlineData("2.7.1", "RUNNING")]
    [InlineData("2.7.1", "PAUSED")]
    [InlineData("3.7.x", "RUNNING")]
    public async Task A_deletion_that_is_refused_leaves_the_connector_as_it_was(string version, string state)
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(
            Source with { KafkaConnectVersion = version, DesiredState = state }, new CreateOptions(), default);
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Operation = "DeleteConnector", Times = 1 });

        // Of another role path the role is replaced too, with which a connector that is gone could not come back.
        var other = version == "2.7.1" ? Newer : Source with { KafkaConnectVersion = version, RolePath = "/connect/" };
        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(other, _replace, default));

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        Assert.Contains($"The earlier connector was not deleted and is {state}.", error.Message, StringComparison.Ordinal);
        var now = Assert.Single(await rehearsal.FindAsync("*"));
        Assert.Equal((made.ConnectorArn, state), (now.ConnectorArn, now.ConnectorState));
        Assert.True((await rehearsal.Provisioner.UpdateAsync(other, _replace, default))!.Created);
    }

    [Theory]
    [InlineData("iam", "PutRolePolicy", 1)]
    [InlineData("ec2", "DescribeSecurityGroups", 2)]
    public async Task The_earlier_connector_comes_back_where_something_fails_between_its_deletion_and_the_creation(
        string service, string operation, int call)
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var faulty = Newer with { KafkaTopicWrite = ["cdc.fills"] };
        rehearsal.TakeRequests();
        rehearsal.Cloud.Faults.Add(new FaultRule
        {
            Kind = FaultKind.AccessDenied, Service = service, Operation = operation, NthCall = call, Times = 1,
        });

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(faulty, _replace, default));

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        Assert.Contains("DeleteConnector", rehearsal.TakeRequests().Select(r => r.Operation));
        Assert.Contains("The earlier connector was created again from its offsets and is RUNNING.", error.Message, StringComparison.Ordinal);
        var back = Assert.Single(await rehearsal.FindAsync("*"));
        Assert.NotEqual(made.ConnectorArn, back.ConnectorArn);
        Assert.True((await rehearsal.Provisioner.UpdateAsync(faulty, _replace, default))!.Created);
    }

    [Fact]
    public async Task A_connector_that_somebody_else_makes_under_the_name_meanwhile_is_left_alone()
    {
        Intruding? intruder = null;
        using var rehearsal = new Rehearsal(wrap: inner => intruder = new Intruding(inner));
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var described = await rehearsal.Aws.KafkaConnect.DescribeConnectorAsync(new() { ConnectorArn = made.ConnectorArn });
        var theirs = ConnectorCopy.RequestOf(described, new Dictionary<string, string> { ["owner"] = "them" }, (null, null));
        intruder!.BeforeNextCreation = () => rehearsal.Aws.KafkaConnect.CreateConnectorAsync(theirs);

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(Newer, _replace, default));

        Assert.Contains("The earlier connector was not created again: there is a connector of its name", error.Message, StringComparison.Ordinal);
        var now = Assert.Single(await rehearsal.FindAsync("*"));
        Assert.NotEqual("DELETING", now.ConnectorState);
        var tags = await rehearsal.Aws.KafkaConnect.ListTagsForResourceAsync(new() { ResourceArn = now.ConnectorArn });
        Assert.Equal("them", Assert.Single(tags.Tags).Value);
    }

    /// <summary>Does something just before a connector is created.</summary>
    private sealed class Intruding(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public Func<Task>? BeforeNextCreation { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (BeforeNextCreation is { } action && request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath == "/v1/connectors")
            {
                BeforeNextCreation = null;
                await action();
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
