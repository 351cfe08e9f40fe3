using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Provisioning;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Policies;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class FleetTests
{
    private static readonly CreateOptions Creating = new();
    private static readonly UpdateOptions Updating = new();

    [Theory]
    [InlineData("create")]
    [InlineData("update")]
    [InlineData("plan")]
    [InlineData("plan update")]
    public async Task Fifty_connectors_that_need_nothing_take_at_most_4_calls_each(string command)
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(50);
        await CreateAsync(rehearsal, specs);
        rehearsal.TakeRequests();

        var fleet = rehearsal.Provisioner.ForFleet(specs);
        var changes = await Task.WhenAll(specs.Select(spec => ChangesAsync(fleet, command, spec)));

        Assert.DoesNotContain(true, changes);
        var requests = rehearsal.TakeRequests();
        Assert.DoesNotContain(requests, r => r.IsMutating);
        Assert.True(requests.Count <= 4 * specs.Count, Counts(requests));
        Assert.Single(requests, r => r.Operation == "GetCallerIdentity");
        Assert.Single(requests, r => r.Operation == "GetAccountAuthorizationDetails");
        Assert.DoesNotContain(requests, r => r.Operation == "GetRole");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public async Task Small_pages_are_all_read_or_each_connector_asks_for_itself(int largestPage)
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { LargestPage = largestPage });
        var specs = Specs(25);
        await CreateAsync(rehearsal, specs);
        rehearsal.TakeRequests();

        var fleet = rehearsal.Provisioner.ForFleet(specs);
        var plans = await Task.WhenAll(specs.Select(spec => fleet.PlanAsync(spec, default)));

        Assert.All(plans, plan => Assert.False(plan.HasChanges));
        var requests = rehearsal.TakeRequests();
        Assert.Equal((25 + largestPage - 1) / largestPage, requests.Count(r => r.Operation == "DescribeSecurityGroups"));

        // Of a log group list of 9 pages the first 4 are read, then each is asked for; one of 3 pages is read.
        Assert.Equal(largestPage == 3 ? 4 + 25 : 3, requests.Count(r => r.Operation == "DescribeLogGroups"));
    }

    [Fact]
    public async Task Few_connectors_do_not_read_all_roles_and_one_asks_as_ever()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(4);
        await CreateAsync(rehearsal, specs);
        rehearsal.TakeRequests();

        await CreateAsync(rehearsal, specs);

        var requests = rehearsal.TakeRequests();
        Assert.DoesNotContain(requests, r => r.Operation == "GetAccountAuthorizationDetails");
        Assert.Equal(4, requests.Count(r => r.Operation == "GetRole"));
        Assert.Single(requests, r => r.Operation == "ListConnectors");
        Assert.Same(rehearsal.Provisioner, rehearsal.Provisioner.ForFleet(Specs(1)));
    }

    [Theory]
    [InlineData("iam", "GetAccountAuthorizationDetails")]
    [InlineData("logs", "DescribeLogGroups")]
    [InlineData("ec2", "DescribeSecurityGroups")]
    [InlineData("ec2", "DescribeSubnets")]
    [InlineData("sts", "GetCallerIdentity")]
    [InlineData("kafkaconnect", "ListConnectors")]
    public async Task Where_a_list_is_refused_each_connector_asks_for_itself(string service, string operation)
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(6);
        await CreateAsync(rehearsal, specs);
        rehearsal.Cloud.Faults.Add(
            new FaultRule { Kind = FaultKind.AccessDenied, Service = service, Operation = operation, Times = 1 });

        var results = await CreateAsync(rehearsal, specs);

        Assert.DoesNotContain(results, r => r.Changed);
        Assert.Contains(rehearsal.Events.All, e =>
            e is { Level: ProvisioningEventLevel.Detail, ConnectorName: "6 connectors" }
            && e.Message.Contains("each connector asks for itself", StringComparison.Ordinal));
        Assert.DoesNotContain(rehearsal.Events.All, e => e.Level == ProvisioningEventLevel.Warning);
    }

    [Fact]
    public async Task What_is_seen_in_lists_is_looked_at_again_before_it_is_changed()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(6);
        await CreateAsync(rehearsal, specs);
        var longer = specs.Select(s => s with { LogRetentionInDays = 30 }).ToList();
        var fleet = rehearsal.Provisioner.ForFleet(longer);

        // The lists are read with the first connector; then somebody takes another's tags away.
        await fleet.PlanAsync(longer[0], default);
        var group = ResourceNames.LogGroupName(longer[1].ConnectorName);
        await rehearsal.Aws.Logs.UntagResourceAsync(new UntagResourceRequest
        {
            ResourceArn = $"arn:aws:logs:us-east-1:123456789012:log-group:{group}",
            TagKeys = [ResourceNames.ManagedByTag],
        });
        await rehearsal.Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest
        {
            RoleName = ResourceNames.RoleName(longer[2].ConnectorName, "us-east-1"),
            PolicyName = ResourceNames.PolicyName(longer[2].ConnectorName),
        });
        rehearsal.TakeRequests();

        var refused = await Assert.ThrowsAsync<KrakenException>(() => fleet.UpdateAsync(longer[1], Updating, default));
        Assert.Equal(KrakenErrorKind.NotOwned, refused.Kind);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        await fleet.UpdateAsync(longer[2], Updating, default);

        var changed = rehearsal.TakeRequests().Where(r => r.IsMutating).Select(r => r.Operation);
        Assert.Equal(["PutRetentionPolicy", "PutRolePolicy"], changed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lists_older_than_a_minute_are_read_again()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(6);
        await CreateAsync(rehearsal, specs);
        var fleet = rehearsal.Provisioner.ForFleet(specs);
        Assert.False((await fleet.PlanAsync(specs[0], default)).HasChanges);
        await RevokeAllAsync(rehearsal, specs[1]);

        var before = await fleet.PlanAsync(specs[1], default);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(61));
        var after = await fleet.PlanAsync(specs[1], default);

        Assert.False(before.HasChanges);
        Assert.True(after.HasChanges);
        Assert.True((await fleet.UpdateAsync(specs[1], Updating, default))!.Changed);
    }

    [Fact]
    public async Task A_connector_that_is_gone_since_the_list_is_made_again()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(6);
        await CreateAsync(rehearsal, specs);
        var fleet = rehearsal.Provisioner.ForFleet(specs);
        await fleet.CreateAsync(specs[0], Creating, default);
        await rehearsal.Provisioner.RemoveAsync(specs[1].ConnectorName, new RemoveOptions(), default);

        var result = await fleet.CreateAsync(specs[1], Creating, default);

        Assert.True(result.Created);
        Assert.False((await rehearsal.Provisioner.PlanAsync(specs[1], default)).HasChanges);
    }

    [Fact]
    public async Task A_connector_whose_grants_take_managed_policies_needs_nothing_too()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(6);
        specs[2] = specs[2] with { KafkaTopicWrite = SpecCatalogue.Large["150 topics"].KafkaTopicWrite };
        await CreateAsync(rehearsal, specs);
        rehearsal.TakeRequests();

        var fleet = rehearsal.Provisioner.ForFleet(specs);
        var changes = await Task.WhenAll(specs.Select(spec => ChangesAsync(fleet, "update", spec)));

        Assert.DoesNotContain(true, changes);
        var requests = rehearsal.TakeRequests();
        Assert.DoesNotContain(requests, r => r.IsMutating || r.Operation is "GetRole" or "GetRolePolicy");
        Assert.Contains(requests, r => r.Operation == "GetPolicyVersion");
    }

    [Fact]
    public async Task A_plan_of_many_that_are_not_there_takes_lists_alone()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(20);

        var fleet = rehearsal.Provisioner.ForFleet(specs);
        var plans = await Task.WhenAll(specs.Select(spec => fleet.PlanAsync(spec, default)));

        Assert.All(plans, plan => Assert.All(plan.Resources, r => Assert.Equal(PlanAction.Create, r.Action)));
        Assert.Equal(
            [
                "DescribeLogGroups", "DescribeSecurityGroups", "DescribeSecurityGroups", "DescribeSubnets",
                "GetAccountAuthorizationDetails", "GetCallerIdentity", "ListConnectors",
            ],
            rehearsal.TakeRequests().Select(r => r.Operation).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_others_added_to_a_role_is_seen_in_the_list_of_roles()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(6);
        await CreateAsync(rehearsal, specs);
        var role = ResourceNames.RoleName(specs[3].ConnectorName, "us-east-1");
        await rehearsal.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = role,
            PolicyName = "by-hand",
            PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""",
        });
        rehearsal.TakeRequests();

        var fleet = rehearsal.Provisioner.ForFleet(specs);
        var plans = await Task.WhenAll(specs.Select(spec => fleet.PlanAsync(spec, default)));

        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.Operation == "GetRolePolicy");
        var alone = await rehearsal.Provisioner.PlanAsync(specs[3], default);
        Assert.Equal([specs[3].ConnectorName], plans.Where(p => p.HasChanges).Select(p => p.ConnectorName));
        Assert.Equal(PlanText(alone), PlanText(plans[3]));
        Assert.Contains("InlinePolicy[by-hand]", PlanText(alone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopted_connectors_are_seen_in_lists_too()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(6);
        await CreateAsync(rehearsal, specs[1..]);
        await HandMade.MakeAsync(rehearsal.Aws, specs[0]);
        await rehearsal.Provisioner.WaitAsync(specs[0].ConnectorName, "RUNNING", TimeSpan.FromMinutes(5), default);
        await rehearsal.Provisioner.UpdateAsync(specs[0], new UpdateOptions { Adopt = true }, default);
        rehearsal.TakeRequests();

        var results = await CreateAsync(rehearsal, specs);

        Assert.DoesNotContain(results, r => r.Changed);
        Assert.Equal(HandMade.RoleName, results[0].IamRoleArn!.Split('/')[^1]);
        var requests = rehearsal.TakeRequests();
        Assert.DoesNotContain(requests, r => r.IsMutating || r.Operation == "GetRole");
        Assert.Equal(2, requests.Count(r => r.Operation == "DescribeSecurityGroups"));
    }

    [Fact]
    public async Task Connectors_that_are_being_made_are_waited_for_together()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions
        {
            ConnectorTransition = TimeSpan.FromMilliseconds(500),
            Latency = TimeSpan.FromMilliseconds(20),
        });
        var provisioner = new ConnectorProvisioner(rehearsal.Aws);
        var specs = Specs(20);

        var fleet = provisioner.ForFleet(specs);
        var made = await Task.WhenAll(specs.Select(spec => fleet.CreateAsync(spec, Creating, default)));

        Assert.All(made, r => Assert.Equal(("RUNNING", true), (r.ConnectorState, r.Created)));
        var looks = rehearsal.TakeRequests().Count(r => r.Operation == "DescribeConnector");
        Assert.InRange(looks, specs.Count, 2 * specs.Count);
    }

    [Fact]
    public async Task A_connector_is_described_once_it_has_left_the_state_that_the_list_says()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(5) });
        var specs = Specs(6);
        var fleet = rehearsal.Provisioner.ForFleet(specs);

        // One alone, so that no other's waiting moves the clock.
        await fleet.CreateAsync(specs[0], Creating, default);

        var requests = rehearsal.TakeRequests();
        Assert.InRange(requests.Count(r => r.Operation == "DescribeConnector"), 1, 2);
        Assert.InRange(requests.Count(r => r.Operation == "ListConnectors"), 20, 150);
    }

    [Fact]
    public async Task Removals_are_planned_by_lists_and_done_by_what_is_there()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(20);
        await CreateAsync(rehearsal, specs);
        List<string> names = [.. specs.Select(s => s.ConnectorName)];
        rehearsal.TakeRequests();

        var fleet = rehearsal.Provisioner.ForFleet(names);
        var plans = await Task.WhenAll(names.Select(n => fleet.PlanRemovalAsync(n, new RemoveOptions(), default)));

        Assert.All(plans, plan => Assert.All(plan.Resources, r => Assert.Equal(PlanAction.Delete, r.Action)));
        Assert.All(plans, plan => Assert.Equal(4, plan.Resources.Count));
        var requests = rehearsal.TakeRequests();
        Assert.True(requests.Count <= 5 * names.Count, Counts(requests));

        // Taken from us since the lists were read, so it stays.
        await rehearsal.Aws.Iam.UntagRoleAsync(new UntagRoleRequest
        {
            RoleName = ResourceNames.RoleName(names[0], "us-east-1"),
            TagKeys = [ResourceNames.ManagedByTag],
        });
        var removed = await Task.WhenAll(names.Select(n => fleet.RemoveAsync(n, new RemoveOptions(), default)));

        Assert.Equal(3, removed[0].Removed.Count);
        Assert.Contains("Role ", Assert.Single(removed[0].Kept), StringComparison.Ordinal);
        Assert.All(removed[1..], r => Assert.Equal(4, r.Removed.Count));
    }

    [Fact]
    public async Task A_subnet_that_does_not_exist_fails_its_own_connector_only()
    {
        using var rehearsal = new Rehearsal();
        var specs = Specs(6);
        specs[2] = specs[2] with { SubnetId = ["subnet-0a1b2c3d4e5f60001", "subnet-00000000000000000"] };
        var fleet = rehearsal.Provisioner.ForFleet(specs);

        var runs = specs.Select(spec => fleet.CreateAsync(spec, Creating, default)).ToList();

        await Task.WhenAll(runs).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(5, runs.Count(r => r.IsCompletedSuccessfully && r.Result.Created));
        var error = await Assert.ThrowsAsync<KrakenException>(() => runs[2]);
        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
        Assert.Equal(specs[2].ConnectorName, error.ConnectorName);
        Assert.Contains("subnet-00000000000000000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_is_cancelled_does_not_end_the_reading_for_others()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { Latency = TimeSpan.FromMilliseconds(50) });
        var specs = Specs(6);
        await CreateAsync(rehearsal, specs);
        var fleet = rehearsal.Provisioner.ForFleet(specs);
        using var stop = new CancellationTokenSource();

        var first = fleet.PlanAsync(specs[0], stop.Token);
        var second = fleet.PlanAsync(specs[1], default);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False((await second).HasChanges);
    }

    private static List<ConnectorSpec> Specs(int count) =>
    [
        .. Enumerable.Range(1, count).Select(i => ReferenceExamples.DebeziumSource with
        {
            ConnectorName = $"orders-{i:000}",
            ProvisionedWorkerCount = 1,
        }),
    ];

    private static async Task<ConnectorResult[]> CreateAsync(Rehearsal rehearsal, IReadOnlyList<ConnectorSpec> specs)
    {
        var fleet = rehearsal.Provisioner.ForFleet(specs);
        return await Task.WhenAll(specs.Select(spec => fleet.CreateAsync(spec, Creating, default)));
    }

    private static async Task<bool> ChangesAsync(IConnectorProvisioner fleet, string command, ConnectorSpec spec) =>
        command switch
        {
            "create" => (await fleet.CreateAsync(spec, Creating, default)).Changed,
            "update" => (await fleet.UpdateAsync(spec, Updating, default))!.Changed,
            "plan" => (await fleet.PlanAsync(spec, default)).HasChanges,
            _ => (await fleet.PlanUpdateAsync(spec, Updating, default)).HasChanges,
        };

    private static async Task RevokeAllAsync(Rehearsal rehearsal, ConnectorSpec spec)
    {
        var found = await rehearsal.Aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest
        {
            Filters = [new Filter { Name = "group-name", Values = [ResourceNames.SecurityGroupName(spec.ConnectorName)] }],
        });
        var group = Assert.Single(found.SecurityGroups);
        await rehearsal.Aws.Ec2.RevokeSecurityGroupEgressAsync(new RevokeSecurityGroupEgressRequest
        {
            GroupId = group.GroupId,
            IpPermissions = group.IpPermissionsEgress,
        });
    }

    private static string PlanText(ConnectorPlan plan) => string.Join('\n', plan.Resources.SelectMany(r =>
        r.Changes.Select(c => $"{r.Kind}.{c.Property}: {c.Current} -> {c.Desired}").Prepend($"{r.Kind} {r.Name} {r.Action}")));

    private static string Counts(IEnumerable<LocalAwsRequest> requests) => string.Join(
        ", ", requests.GroupBy(r => r.Operation).Select(calls => $"{calls.Key} {calls.Count()}"));
}
