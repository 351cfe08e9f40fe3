using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Kraken.TestClients;
using static Kraken.MskConnect.Tests.Provisioning.Fleets;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>What lists say, and what is so.</summary>
public sealed class FleetSafetyTests
{
    private static readonly CreateOptions _creating = new();
    private static readonly UpdateOptions _updating = new();

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
        var specs = FleetOf(6);
        await CreateAsync(rehearsal, specs);
        rehearsal.Cloud.Faults.Add(
            new FaultRule { Kind = FaultKind.AccessDenied, Service = service, Operation = operation, Times = 1 });

        var results = await CreateAsync(rehearsal, specs);

        Assert.DoesNotContain(results, r => r.Changed);
        Assert.Contains(rehearsal.Events.All, e =>
            e is { Level: ProvisioningEventLevel.Detail, ConnectorName: "6 connectors" }
            && e.Message.Contains("each connector makes its own calls", StringComparison.Ordinal));
        Assert.DoesNotContain(rehearsal.Events.All, e => e.Level == ProvisioningEventLevel.Warning);
    }

    [Fact]
    public async Task What_is_seen_in_lists_is_looked_at_again_before_it_is_changed()
    {
        using var rehearsal = new Rehearsal();
        var specs = FleetOf(6);
        await CreateAsync(rehearsal, specs);
        var longer = specs.Select(s => s with { LogRetentionInDays = 30 }).ToList();
        var fleet = rehearsal.Provisioner.ForFleet(longer);

        // The lists are read with the first connector; then somebody takes another's tags away.
        await fleet.PlanAsync(longer[0], default);
        var group = ResourceNames.LogGroupName(longer[1].ConnectorName);
        await rehearsal.Aws.Logs.UntagResourceAsync(new()
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

        var refused = await Assert.ThrowsAsync<KrakenException>(() => fleet.UpdateAsync(longer[1], _updating, default));
        Assert.Equal(KrakenErrorKind.NotOwned, refused.Kind);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        await fleet.UpdateAsync(longer[2], _updating, default);

        var changed = rehearsal.TakeRequests().Where(r => r.IsMutating).Select(r => r.Operation);
        Assert.Equal(["PutRetentionPolicy", "PutRolePolicy"], changed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lists_older_than_a_minute_are_read_again()
    {
        using var rehearsal = new Rehearsal();
        var specs = FleetOf(6);
        await CreateAsync(rehearsal, specs);
        var fleet = rehearsal.Provisioner.ForFleet(specs);
        Assert.False((await fleet.PlanAsync(specs[0], default)).HasChanges);
        await RevokeAllAsync(rehearsal, specs[1]);

        var before = await fleet.PlanAsync(specs[1], default);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(61));
        var after = await fleet.PlanAsync(specs[1], default);

        Assert.False(before.HasChanges);
        Assert.True(after.HasChanges);
        Assert.True((await fleet.UpdateAsync(specs[1], _updating, default))!.Changed);
    }

    [Fact]
    public async Task A_connector_that_is_gone_since_the_list_is_made_again()
    {
        using var rehearsal = new Rehearsal();
        var specs = FleetOf(6);
        await CreateAsync(rehearsal, specs);
        var fleet = rehearsal.Provisioner.ForFleet(specs);
        await fleet.CreateAsync(specs[0], _creating, default);
        await rehearsal.Provisioner.RemoveAsync(specs[1].ConnectorName, new RemoveOptions(), default);

        var result = await fleet.CreateAsync(specs[1], _creating, default);

        Assert.True(result.Created);
        Assert.False((await rehearsal.Provisioner.PlanAsync(specs[1], default)).HasChanges);
    }

    [Fact]
    public async Task Removals_are_planned_by_lists_and_done_by_what_is_there()
    {
        using var rehearsal = new Rehearsal();
        var specs = FleetOf(20);
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
        var specs = FleetOf(6);
        specs[2] = specs[2] with { SubnetId = ["subnet-0a1b2c3d4e5f60001", "subnet-00000000000000000"] };
        var fleet = rehearsal.Provisioner.ForFleet(specs);

        var runs = specs.Select(spec => fleet.CreateAsync(spec, _creating, default)).ToList();

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
        using var gate = new Gate();
        using var rehearsal = new Rehearsal(wrap: inner => gate.Before(inner));
        var specs = FleetOf(6);
        await CreateAsync(rehearsal, specs);
        var fleet = rehearsal.Provisioner.ForFleet(specs);
        using var stop = new CancellationTokenSource();

        gate.Close();
        var first = fleet.PlanAsync(specs[0], stop.Token);
        await gate.Reached;
        var second = fleet.PlanAsync(specs[1], default);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Open();
        Assert.False((await second).HasChanges);
    }

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

    /// <summary>Holds all requests while it is closed.</summary>
    private sealed class Gate : IDisposable
    {
        private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Handler? _handler;

        public Gate() => Open();

        /// <summary>Ends when a request is held.</summary>
        public Task Reached => _reached.Task;

        public HttpMessageHandler Before(HttpMessageHandler inner) => _handler = new Handler(this, inner);

        public void Close() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _open.TrySetResult();

        public void Dispose() => _handler?.Dispose();

        private sealed class Handler(Gate gate, HttpMessageHandler inner) : DelegatingHandler(inner)
        {
            protected override async Task<HttpResponseMessage> SendAsync(
                HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var open = gate._open.Task;
                if (!open.IsCompleted)
                    gate._reached.TrySetResult();
                await open.WaitAsync(cancellationToken);
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
