using Amazon.EC2.Model;
using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>What a removal looks at before it deletes, and how many calls that takes.</summary>
public sealed class RemovalSafetyTests
{
    private static readonly RemoveOptions _defaults = new();

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_another_connector_uses_is_kept_and_named(bool withForce)
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await BorrowAsync(rehearsal, made, "borrower");

        var plan = await rehearsal.Provisioner.PlanRemovalAsync(
            Source.ConnectorName, _defaults with { IncludeUnowned = withForce }, default);
        var result = await rehearsal.Provisioner.RemoveAsync(
            Source.ConnectorName, _defaults with { IncludeUnowned = withForce }, default);

        Assert.Equal(["LogGroup", "SecurityGroup", "Role"], plan.Resources.Where(r => r.Action == PlanAction.None).Select(r => r.Kind));
        Assert.All(plan.Resources.Skip(1), r => Assert.Contains("'borrower' uses it", r.Note, StringComparison.Ordinal));
        Assert.StartsWith("Connector ", Assert.Single(result.Removed), StringComparison.Ordinal);
        Assert.All(result.Kept, k => Assert.Contains("the connector 'borrower' uses it too", k, StringComparison.Ordinal));
        Assert.NotNull(await rehearsal.Aws.Iam.GetRoleAsync(new() { RoleName = ResourceNames.RoleName(Source.ConnectorName, Source.Region) }));
    }

    [Fact]
    public async Task In_a_fleet_it_is_kept_as_well()
    {
        using var rehearsal = new Rehearsal();
        var specs = Fleets.FleetOf(6);
        var made = await Fleets.CreateAsync(rehearsal, specs);
        await BorrowAsync(rehearsal, made[2], "borrower");

        var fleet = rehearsal.Provisioner.ForFleet([.. specs.Select(s => s.ConnectorName)]);
        var results = await Task.WhenAll(specs.Select(s => fleet.RemoveAsync(s.ConnectorName, _defaults, default)));

        Assert.Equal([0, 0, 3, 0, 0, 0], results.Select(r => r.Kept.Count));
    }

    [Fact]
    public async Task A_replacement_does_not_delete_a_role_that_another_connector_uses()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await BorrowAsync(rehearsal, made, "borrower");
        rehearsal.TakeRequests();

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(
            Source with { RolePath = "/connect/" }, new UpdateOptions { AllowReplacement = true }, default));

        Assert.Equal(KrakenErrorKind.NotOwned, error.Kind);
        Assert.Contains("'borrower' uses it too", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Theory]
    [InlineData(false, "Ingress[tcp 9098")]
    [InlineData(true, "Egress[tcp 9098")]
    public async Task A_rule_of_another_group_is_in_the_plan_and_an_error_at_once(bool isEgress, string rule)
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var brokers = LocalAwsSeed.ClusterSecurityGroupId;
        await NameAsync(rehearsal, brokers, made.SecurityGroupId!, isEgress);
        rehearsal.TakeRequests();
        var before = rehearsal.Clock.GetUtcNow();

        var plan = await rehearsal.Provisioner.PlanRemovalAsync(Source.ConnectorName, _defaults, default);
        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default));

        var group = plan.Resources.Single(r => r.Kind == "SecurityGroup");
        Assert.Equal(PlanAction.None, group.Action);
        foreach (var text in new[] { group.Note!, error.Message })
        {
            Assert.Contains(rule, text, StringComparison.Ordinal);
            Assert.Contains(brokers, text, StringComparison.Ordinal);
        }

        Assert.Equal(KrakenErrorKind.RequestRefused, error.Kind);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.Operation == "DeleteSecurityGroup");
        Assert.InRange(rehearsal.Clock.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await AssertLeftAsync(rehearsal, "SecurityGroup");

        // With the rule revoked the same command ends the work.
        await RevokeAsync(rehearsal, brokers, made.SecurityGroupId!, isEgress);
        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);
        await AssertLeftAsync(rehearsal);
    }

    [Fact]
    public async Task A_rule_that_is_revoked_while_the_connector_goes_is_no_error()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(2) });
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await NameAsync(rehearsal, LocalAwsSeed.ClusterSecurityGroupId, made.SecurityGroupId!, isEgress: false);

        var removal = rehearsal.Provisioner.RemoveIfApprovedAsync(
            Source.ConnectorName,
            _defaults,
            async (_, _) =>
            {
                await RevokeAsync(rehearsal, LocalAwsSeed.ClusterSecurityGroupId, made.SecurityGroupId!, isEgress: false);
                return new RemovalAnswer(Approved: true);
            },
            default);

        Assert.Contains((await removal)!.Removed, r => r.StartsWith("SecurityGroup ", StringComparison.Ordinal));
        await AssertLeftAsync(rehearsal);
    }

    [Fact]
    public async Task A_group_that_names_itself_is_removed()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await NameAsync(rehearsal, made.SecurityGroupId!, made.SecurityGroupId!, isEgress: false);

        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        await AssertLeftAsync(rehearsal);
    }

    [Fact]
    public async Task Where_no_connector_is_seen_the_group_that_AWS_protects_goes_first()
    {
        SpoiltAnswers? proxy = null;
        using var rehearsal = new Rehearsal(wrap: inner => proxy = new SpoiltAnswers(inner));
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();

        // A list of AWS's own form which lacks the connector.
        proxy!.Body = """{"connectors":[]}""";
        proxy.Which = c => c.StartsWith("GET /v1/connectors ", StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.RemoveAsync(
            Source.ConnectorName, _defaults with { Timeout = TimeSpan.FromMinutes(1) }, default));
        proxy.Which = _ => false;

        Assert.Contains("eni-", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["DeleteSecurityGroup"], rehearsal.TakeRequests().Where(r => r.IsMutating).Select(r => r.Operation).Distinct());
        Assert.False((await rehearsal.Provisioner.PlanAsync(Source, default)).HasChanges);
    }

    [Fact]
    public async Task Where_an_adopted_connector_is_not_seen_its_interfaces_are_looked_for_first()
    {
        SpoiltAnswers? proxy = null;
        using var rehearsal = new Rehearsal(wrap: inner => proxy = new SpoiltAnswers(inner));
        await HandMade.MakeAsync(rehearsal.Aws, Source);
        await rehearsal.Provisioner.UpdateAsync(Source, new UpdateOptions { Adopt = true }, default);
        rehearsal.TakeRequests();

        proxy!.Body = """{"connectors":[]}""";
        proxy.Which = c => c.StartsWith("GET /v1/connectors ", StringComparison.Ordinal);
        await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.RemoveAsync(
            Source.ConnectorName, _defaults with { Timeout = TimeSpan.FromMinutes(1) }, default));
        proxy.Which = _ => false;

        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        Assert.False((await rehearsal.Provisioner.PlanAsync(Source, default)).HasChanges);
    }

    [Fact]
    public async Task A_removal_takes_16_calls_besides_polling()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();

        await rehearsal.Provisioner.RemoveIfApprovedAsync(
            Source.ConnectorName, _defaults, (_, _) => Task.FromResult(new RemovalAnswer(Approved: true)), default);

        Assert.Equal(
            [
                // The look: the connectors' list also says who else uses what; two calls are for rules that name the group.
                "DescribeLogGroups", "DescribeSecurityGroups", "DescribeSecurityGroups", "DescribeSecurityGroups", "GetRole",
                "ListAttachedRolePolicies", "ListConnectors", "ListInstanceProfilesForRole", "ListTagsForResource",
                "ListTagsForResource", "ListWorkerConfigurations",
                "DeleteConnector", "DeleteLogGroup", "DeleteRole", "DeleteRolePolicy", "DeleteSecurityGroup",
            ],
            rehearsal.TakeRequests().Select(r => r.Operation).Where(o => o != "DescribeConnector")
                .OrderBy(o => o.StartsWith("Delete", StringComparison.Ordinal)).ThenBy(o => o, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_fleets_removal_reads_what_they_have_in_common_once()
    {
        using var rehearsal = new Rehearsal();
        var specs = Fleets.FleetOf(20);
        await Fleets.CreateAsync(rehearsal, specs);
        rehearsal.TakeRequests();

        var fleet = rehearsal.Provisioner.ForFleet([.. specs.Select(s => s.ConnectorName)]);
        await Task.WhenAll(specs.Select(s => fleet.RemoveAsync(s.ConnectorName, _defaults, default)));

        var requests = rehearsal.TakeRequests();
        Assert.InRange(requests.Count(r => r.Operation == "ListWorkerConfigurations"), 1, 2);
        Assert.True(
            requests.Count(r => r.Operation is not ("DescribeConnector" or "ListConnectors")) <= 13 * specs.Count, Fleets.Counts(requests));
        Assert.Empty(await rehearsal.FindAsync("*"));
    }

    [Fact]
    public async Task What_comes_into_being_while_a_person_is_asked_is_asked_about()
    {
        using var rehearsal = new Rehearsal();
        var asked = new List<ConnectorPlan>();

        var result = await rehearsal.Provisioner.RemoveIfApprovedAsync(
            Source.ConnectorName,
            _defaults,
            async (question, _) =>
            {
                asked.Add(question.Plan);
                if (asked.Count == 1)
                    await new ConnectorProvisioner(rehearsal.Aws, null, rehearsal.Clock).CreateAsync(Source, new CreateOptions(), default);
                return new RemovalAnswer(Approved: asked.Count == 1, PersonAsked: true);
            },
            default);

        Assert.Null(result);
        Assert.Equal([false, true], asked.Select(p => p.HasChanges));
        Assert.Single(await rehearsal.FindAsync("*"));
    }

    [Fact]
    public async Task Several_policies_in_a_role_are_found_when_IAM_refuses_its_deletion()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var role = ResourceNames.RoleName(Source.ConnectorName, Source.Region);
        await rehearsal.Aws.Iam.PutRolePolicyAsync(new()
        {
            RoleName = role, PolicyName = "by-hand",
            PolicyDocument = MskConnect.Policies.ConnectorPolicyBuilder.Build(Source).Document.ToJson(),
        });
        rehearsal.TakeRequests();

        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        Assert.Equal(2, rehearsal.TakeRequests().Count(r => r.Operation == "DeleteRole"));
        await AssertLeftAsync(rehearsal);
    }

    private static async Task BorrowAsync(Rehearsal rehearsal, ConnectorResult from, string name)
    {
        // The trust of our role is for one connector's name, so whoever borrows it has widened it.
        await rehearsal.Aws.Iam.UpdateAssumeRolePolicyAsync(new()
        {
            RoleName = from.IamRoleArn!.Split('/')[^1],
            PolicyDocument = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                "Principal":{"Service":"kafkaconnect.amazonaws.com"}}]}
                """,
        });
        var request = HandMade.Request(Source with { ConnectorName = name }, from.SecurityGroupId!);
        request.ServiceExecutionRoleArn = from.IamRoleArn;
        request.LogDelivery.WorkerLogDelivery.CloudWatchLogs.LogGroup = from.LogGroupName;
        await rehearsal.Aws.KafkaConnect.CreateConnectorAsync(request);
        await rehearsal.Provisioner.WaitAsync(name, "RUNNING", TimeSpan.FromMinutes(5), taskCheck: true, default);
    }

    private static List<IpPermission> Rule(string group) =>
        [new() { IpProtocol = "tcp", FromPort = 9098, ToPort = 9098, UserIdGroupPairs = [new() { GroupId = group }] }];

    private static async Task NameAsync(Rehearsal rehearsal, string group, string named, bool isEgress)
    {
        if (isEgress)
        {
            await rehearsal.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = Rule(named) });
            return;
        }

        rehearsal.Cloud.Ec2.FindGroup(group)!.Rules.Add(new Kraken.LocalAws.Services.Ec2.SecurityGroupRule(
            rehearsal.Cloud.Ids.Ec2("sgr"),
            new(false, "tcp", 9098, 9098, Kraken.LocalAws.Services.Ec2.PeerKind.Group, named),
            null));
    }

    private static async Task RevokeAsync(Rehearsal rehearsal, string group, string named, bool isEgress)
    {
        if (isEgress)
            await rehearsal.Aws.Ec2.RevokeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = Rule(named) });
        else
            await rehearsal.Aws.Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = Rule(named) });
    }

    private static async Task AssertLeftAsync(Rehearsal rehearsal, params string[] kinds)
    {
        var left = await rehearsal.Provisioner.PlanRemovalAsync(Source.ConnectorName, _defaults, default);
        Assert.Equal(kinds, left.Resources.Select(r => r.Kind));
    }
}
