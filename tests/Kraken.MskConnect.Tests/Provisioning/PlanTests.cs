using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class PlanTests
{
    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    /// <summary>A change of the spec, where it shows, and whether AWS can make it in place.</summary>
    public static TheoryData<string, Func<ConnectorSpec, ConnectorSpec>, string, string, bool> Changes => new()
    {
        { "capacity", s => s with { AutoscalingMcuCount = 2 }, "Connector", "AutoscalingMcuCount", true },
        { "scale-in", s => s with { AutoscalingScaleInCpu = 10 }, "Connector", "AutoscalingScaleInCpu", true },
        { "provisioned", s => s with { ProvisionedWorkerCount = 3 }, "Connector", "ProvisionedWorkerCount", true },
        { "a key", s => s.WithKey("tasks.max", null), "Connector", "Configuration[tasks.max]", true },
        { "partitions", s => s with { TopicPartitionCount = 6, TopicReplicationFactor = 3 }, "Connector", "Configuration[topic.creation.default.partitions]", true },
        { "a tag", s => s with { CommonTag = new Dictionary<string, string> { ["owner"] = "them" } }, "Connector", "Tag[owner]", true },
        { "class", s => s.WithKey("connector.class", "io.debezium.connector.mysql.MySqlConnector"), "Connector", "Configuration[connector.class]", false },
        { "version", s => s with { KafkaConnectVersion = "3.7.x" }, "Connector", "KafkaConnectVersion", false },
        { "revision", s => s with { CustomPluginRevision = 2 }, "Connector", "CustomPluginRevision", true },
        { "subnets", s => s with { SubnetId = [s.SubnetId[0]] }, "Connector", "SubnetId", false },
        { "description", s => s with { Description = "orders" }, "Connector", "Description", false },
        { "network type", s => s with { NetworkType = "DUAL" }, "Connector", "NetworkType", false },
        { "path", s => s with { RolePath = "/connect/" }, "Role", "Path", false },
        { "boundary", s => s with { PermissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary" }, "Role", "PermissionsBoundaryArn", true },
        { "topics", s => s with { KafkaTopicRead = ["signals"] }, "Role", "Policy[", true },
        { "egress", s => s with { EgressDestination = ["10.0.0.0/8"] }, "SecurityGroup", "Egress[", true },
        { "retention", s => s with { LogRetentionInDays = 14 }, "LogGroup", "RetentionInDays", true },
    };

    [Fact]
    public async Task A_plan_for_nothing_creates_all_and_names_every_property()
    {
        using var rehearsal = new Rehearsal();

        var plan = await rehearsal.Provisioner.PlanAsync(Source.WithKey("database.password", "canary"), default);

        Assert.Equal(["Role", "SecurityGroup", "LogGroup", "Connector"], plan.Resources.Select(r => r.Kind));
        Assert.All(plan.Resources, r => Assert.Equal(PlanAction.Create, r.Action));
        Assert.All(plan.Resources.SelectMany(r => r.Changes), c => Assert.Null(c.Current));
        var connector = plan.Resources[3].Changes;
        Assert.Contains(connector, c => c is { Property: "AutoscalingMaxWorkerCount", Desired: "2" });
        Assert.Contains(connector, c => c is { Property: "Configuration[slot.name]", Desired: "debezium_cdc_slot" });
        Assert.Contains(connector, c => c is { Property: "Configuration[database.password]", Desired: Redaction.Mask });
        Assert.Contains(connector, c => c is { Property: "Tag[env]", Desired: "dev" });
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task Two_plans_of_the_same_are_equal_in_every_line()
    {
        using var rehearsal = new Rehearsal();

        var first = await rehearsal.Provisioner.PlanAsync(Source, default);
        var second = await rehearsal.Provisioner.PlanAsync(Source, default);

        Assert.Equal(
            first.Resources.SelectMany(r => r.Changes.Select(c => (r.Kind, c))),
            second.Resources.SelectMany(r => r.Changes.Select(c => (r.Kind, c))));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_changed_spec_shows_where_it_differs(
        string what, Func<ConnectorSpec, ConnectorSpec> change, string kind, string property, bool inPlace)
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);

        var plan = await rehearsal.Provisioner.PlanAsync(change(Source), default);

        var resource = plan.Resources.Single(r => r.Kind == kind);
        var found = resource.Changes.FirstOrDefault(c => c.Property.StartsWith(property, StringComparison.Ordinal));
        Assert.True(found is not null, $"{what}: {string.Join("; ", resource.Changes)}");
        Assert.Equal(inPlace, found.InPlace);
        Assert.Equal(inPlace ? PlanAction.Update : PlanAction.Replace, resource.Action);
        Assert.NotEqual(found.Current, found.Desired);
    }

    [Fact]
    public async Task Rules_that_somebody_added_to_the_security_group_are_differences()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await rehearsal.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new()
        {
            GroupId = made.SecurityGroupId,
            IpPermissions = [new() { IpProtocol = "-1", Ipv6Ranges = [new() { CidrIpv6 = "::/0" }] }],
        });

        var plan = await rehearsal.Provisioner.PlanAsync(Source, default);

        var group = plan.Resources.Single(r => r.Kind == "SecurityGroup");
        Assert.Equal(PlanAction.Update, group.Action);
        Assert.Equal(new PropertyChange("Egress[all ::/0]", "", null, true), Assert.Single(group.Changes));
    }

    [Fact]
    public async Task A_resource_that_is_not_ours_is_noted()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Aws.Logs.CreateLogGroupAsync(new() { LogGroupName = ResourceNames.LogGroupName(Source.ConnectorName) });

        var plan = await rehearsal.Provisioner.PlanAsync(Source, default);

        Assert.Contains("tags", plan.Resources.Single(r => r.Kind == "LogGroup").Note, StringComparison.Ordinal);
    }
}
