using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class OrphanTests
{
    private const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
        "Principal":{"Service":"kafkaconnect.amazonaws.com"}}]}
        """;

    private static readonly CreateOptions _withoutWaiting = new() { Wait = false };

    private static ConnectorSpec Sink => ReferenceExamples.S3Sink;

    [Fact]
    public async Task What_a_connector_that_was_deleted_by_other_means_leaves_is_found_and_removed()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, "Orders-1");
        await MakeAsync(rehearsal, "orders-2");
        await DeleteConnectorAsync(rehearsal, "Orders-1");

        var orphans = await FindAsync(rehearsal);

        Assert.Equal(["LogGroup", "Role", "SecurityGroup"], orphans.Select(o => o.Kind).Order(StringComparer.Ordinal));
        Assert.All(orphans, o => Assert.Equal(("Orders-1", "us-east-1"), (o.ConnectorName, o.Region)));
        Assert.All(orphans, o => Assert.Contains("'Orders-1', which does not exist", o.Reason, StringComparison.Ordinal));
        Assert.Equal(
            ResourceNames.RoleName("Orders-1", "us-east-1"), orphans.Single(o => o.Kind == "Role").Name);
        Assert.StartsWith("arn:aws:iam::123456789012:role/", orphans.Single(o => o.Kind == "Role").Identifier, StringComparison.Ordinal);
        Assert.StartsWith("sg-", orphans.Single(o => o.Kind == "SecurityGroup").Identifier, StringComparison.Ordinal);
        Assert.Equal(
            "arn:aws:logs:us-east-1:123456789012:log-group:/aws/msk-connect/Orders-1",
            orphans.Single(o => o.Kind == "LogGroup").Identifier);
        Assert.All(orphans, o => Assert.Equal(o.Kind == "SecurityGroup", o.CreationTime is null));

        var removed = await rehearsal.Provisioner.RemoveAsync("Orders-1", new RemoveOptions(), default);

        Assert.Equal(orphans.Select(o => $"{o.Kind} {o.Identifier}").Order(), removed.Removed.Order());
        Assert.Empty(await FindAsync(rehearsal));
        Assert.Equal("orders-2", Assert.Single(await rehearsal.FindAsync("*")).ConnectorName);
    }

    [Fact]
    public async Task A_connector_in_whatever_state_has_no_orphans()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("failed"));
        foreach (var name in new[] { "running", "failed", "deleting" })
            await rehearsal.Provisioner.CreateAsync(Sink with { ConnectorName = name }, _withoutWaiting, default);
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        await rehearsal.Provisioner.CreateAsync(Sink with { ConnectorName = "creating" }, _withoutWaiting, default);
        var deleting = (await rehearsal.FindAsync("deleting"))[0];
        await rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(
            new DeleteConnectorRequest { ConnectorArn = deleting.ConnectorArn });

        Assert.Equal(
            ["CREATING", "DELETING", "FAILED", "RUNNING"],
            (await rehearsal.FindAsync("*")).Select(c => c.ConnectorState).Order(StringComparer.Ordinal));
        Assert.Empty(await FindAsync(rehearsal, age: TimeSpan.Zero));
    }

    [Fact]
    public async Task What_a_creation_has_just_made_is_no_orphan_until_it_is_old_enough()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Operation = "CreateConnector" });
        await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.CreateAsync(Sink, new CreateOptions(), default));

        Assert.Empty(await FindAsync(rehearsal));
        Assert.Equal(3, (await FindAsync(rehearsal, age: TimeSpan.Zero)).Count);
        rehearsal.Clock.Advance(OrphanSearch.DefaultMinimumAge);
        Assert.Equal(3, (await FindAsync(rehearsal)).Count);
    }

    [Fact]
    public async Task Another_regions_role_and_what_others_own_are_no_orphans()
    {
        using var rehearsal = new Rehearsal();
        var iam = rehearsal.Aws.Iam;
        await AddRoleAsync(ResourceNames.RoleName("gone", "eu-west-1"), Ours("gone"));
        await AddRoleAsync(ResourceNames.RoleName("theirs", "us-east-1"), []);
        await AddRoleAsync(
            ResourceNames.RoleName("other-tool", "us-east-1"),
            [new Tag { Key = ResourceNames.ManagedByTag, Value = "Terraform" }, new Tag { Key = ResourceNames.ConnectorTag, Value = "other-tool" }]);
        await AddRoleAsync("msk-connect-copied-us-east-1", Ours("gone"));
        await rehearsal.Aws.Logs.CreateLogGroupAsync(
            new Amazon.CloudWatchLogs.Model.CreateLogGroupRequest { LogGroupName = "/aws/msk-connect/theirs" });
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(await FindAsync(rehearsal));

        await AddRoleAsync(ResourceNames.RoleName("gone", "us-east-1"), Ours("gone"));
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("msk-connect-gone-us-east-1", Assert.Single(await FindAsync(rehearsal)).Name);

        Task AddRoleAsync(string name, List<Tag> tags) => iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = Trust, Tags = tags });
    }

    [Fact]
    public async Task What_an_adopted_connector_leaves_is_found_under_its_own_names_and_removed()
    {
        using var rehearsal = new Rehearsal();
        await HandMade.MakeAsync(rehearsal.Aws, ReferenceExamples.DebeziumSource);
        await rehearsal.Provisioner.UpdateAsync(
            ReferenceExamples.DebeziumSource, new UpdateOptions { Adopt = true }, default);
        await MakeAsync(rehearsal, "orders");
        await DeleteConnectorAsync(rehearsal, ReferenceExamples.DebeziumSource.ConnectorName);

        var orphans = await FindAsync(rehearsal);

        Assert.Equal(
            ["LogGroup /hand/logs", "Role hand-role", "SecurityGroup hand-group"],
            orphans.Select(o => $"{o.Kind} {o.Name}").Order(StringComparer.Ordinal));
        var removed = await rehearsal.Provisioner.RemoveAsync(orphans[0].ConnectorName, new RemoveOptions(), default);
        Assert.Equal(3, removed.Removed.Count);
        Assert.Empty(await FindAsync(rehearsal));
    }

    [Fact]
    public async Task A_worker_configuration_that_kept_offsets_is_found_and_removed()
    {
        using var rehearsal = new Rehearsal();
        var source = ReferenceExamples.DebeziumSource;
        await rehearsal.Provisioner.CreateAsync(source, new CreateOptions(), default);
        await rehearsal.Provisioner.UpdateAsync(
            source with { KafkaConnectVersion = "3.7.x" },
            new UpdateOptions { AllowReplacement = true, KeepOffsets = true },
            default);
        Assert.Empty(await FindAsync(rehearsal));
        await DeleteConnectorAsync(rehearsal, source.ConnectorName);

        var kept = Assert.Single(await FindAsync(rehearsal), o => o.Kind == "WorkerConfiguration");

        Assert.Equal(source.ConnectorName, kept.ConnectorName);
        await rehearsal.Provisioner.RemoveAsync(source.ConnectorName, new RemoveOptions(), default);
        Assert.Empty(await FindAsync(rehearsal));
    }

    [Fact]
    public async Task The_search_reads_lists_and_details_of_suspects_only()
    {
        using var rehearsal = new Rehearsal();
        foreach (var i in Enumerable.Range(0, 6))
            await MakeAsync(rehearsal, $"orders-{i}");
        await DeleteConnectorAsync(rehearsal, "orders-3");
        rehearsal.TakeRequests();

        await FindAsync(rehearsal);

        Assert.Equal(
            [
                // Twice the connectors: once all, and once the very name of the one that is gone; its group's interfaces.
                "DescribeLogGroups", "DescribeNetworkInterfaces", "DescribeSecurityGroups", "ListConnectors", "ListConnectors",
                "ListRoleTags", "ListRoles",
                "ListTagsForResource", "ListWorkerConfigurations",
            ],
            rehearsal.TakeRequests().Select(r => r.Operation).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_pages_are_read_and_a_pattern_narrows()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { LargestPage = 1 });
        foreach (var name in new[] { "a-1", "a-2", "b-1", "kept" })
            await MakeAsync(rehearsal, name);
        foreach (var name in new[] { "a-1", "a-2", "b-1" })
            await DeleteConnectorAsync(rehearsal, name);

        Assert.Equal(["a-1", "a-2", "b-1"], (await FindAsync(rehearsal)).Select(o => o.ConnectorName).Distinct());
        Assert.Equal(9, (await FindAsync(rehearsal)).Count);
        Assert.Equal(["a-1", "a-2"], (await FindAsync(rehearsal, "a-?")).Select(o => o.ConnectorName).Distinct());
        Assert.Empty(await FindAsync(rehearsal, "kept"));
    }

    [Theory]
    [InlineData(false, "ListConnectors")]
    [InlineData(true, "DescribeNetworkInterfaces")]
    public async Task What_a_list_lacks_and_is_there_has_no_orphans(bool everyListLacksIt, string lastCall)
    {
        SpoiltAnswers? proxy = null;
        using var rehearsal = new Rehearsal(wrap: inner => proxy = new SpoiltAnswers(inner));
        await MakeAsync(rehearsal, "alive");
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        proxy!.Body = """{"connectors":[]}""";
        proxy.Which = c => c.StartsWith("GET /v1/connectors ", StringComparison.Ordinal)
            && (everyListLacksIt || !c.Contains("connectorNamePrefix", StringComparison.Ordinal));
        var warnings = new EventLog();
        rehearsal.TakeRequests();

        var orphans = await new OrphanSearch(rehearsal.Aws, warnings, rehearsal.Clock).FindAsync("*", TimeSpan.Zero, default);

        Assert.Empty(orphans);
        Assert.Contains(warnings.All, e => e.Level == ProvisioningEventLevel.Warning && e.Message.Contains("'alive'", StringComparison.Ordinal));
        Assert.Contains(rehearsal.TakeRequests(), r => r.Operation == lastCall);
    }

    [Fact]
    public async Task What_a_connector_of_another_name_uses_is_no_orphan()
    {
        using var rehearsal = new Rehearsal();
        var made = await MakeAsync(rehearsal, "gone");
        await rehearsal.Aws.Iam.UpdateAssumeRolePolicyAsync(
            new UpdateAssumeRolePolicyRequest { RoleName = made.IamRoleArn!.Split('/')[^1], PolicyDocument = Trust });
        var request = HandMade.Request(Sink with { ConnectorName = "borrower" }, made.SecurityGroupId!);
        request.ServiceExecutionRoleArn = made.IamRoleArn;
        request.LogDelivery.WorkerLogDelivery.CloudWatchLogs.LogGroup = made.LogGroupName;
        await rehearsal.Aws.KafkaConnect.CreateConnectorAsync(request);
        await DeleteConnectorAsync(rehearsal, "gone");

        Assert.Empty(await FindAsync(rehearsal));
    }

    [Fact]
    public async Task A_refused_call_is_told_with_its_name()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Operation = "ListRoles" });

        var error = await Assert.ThrowsAsync<KrakenException>(() => FindAsync(rehearsal));

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        Assert.Contains("iam:ListRoles", error.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<OrphanResource>> FindAsync(
        Rehearsal rehearsal, string pattern = "*", TimeSpan? age = null) =>
        new OrphanSearch(rehearsal.Aws, clock: rehearsal.Clock)
            .FindAsync(pattern, age ?? OrphanSearch.DefaultMinimumAge, default);

    private static List<Tag> Ours(string connector) =>
    [
        new Tag { Key = ResourceNames.ManagedByTag, Value = ResourceNames.ManagedBy },
        new Tag { Key = ResourceNames.ConnectorTag, Value = connector },
    ];

    private static Task<ConnectorResult> MakeAsync(Rehearsal rehearsal, string name) =>
        rehearsal.Provisioner.CreateAsync(Sink with { ConnectorName = name }, new CreateOptions(), default);

    private static async Task DeleteConnectorAsync(Rehearsal rehearsal, string name)
    {
        var connector = Assert.Single(await rehearsal.FindAsync(name));
        await rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(
            new DeleteConnectorRequest { ConnectorArn = connector.ConnectorArn });
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
    }
}
