using Amazon.IdentityManagement.Model;
using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Policies;
using static Kraken.MskConnect.Tests.Provisioning.Fleets;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class FleetTests
{
    private static readonly CreateOptions _creating = new();
    private static readonly UpdateOptions _updating = new();

    [Theory]
    [InlineData("create")]
    [InlineData("update")]
    [InlineData("plan")]
    [InlineData("plan update")]
    public async Task Fifty_connectors_that_need_nothing_take_at_most_4_calls_each(string command)
    {
        using var rehearsal = new Rehearsal();
        var specs = FleetOf(50);
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
        var specs = FleetOf(25);
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
        var specs = FleetOf(4);
        await CreateAsync(rehearsal, specs);
        rehearsal.TakeRequests();

        await CreateAsync(rehearsal, specs);

        var requests = rehearsal.TakeRequests();
        Assert.DoesNotContain(requests, r => r.Operation == "GetAccountAuthorizationDetails");
        Assert.Equal(4, requests.Count(r => r.Operation == "GetRole"));
        Assert.Single(requests, r => r.Operation == "ListConnectors");
        Assert.Same(rehearsal.Provisioner, rehearsal.Provisioner.ForFleet(FleetOf(1)));
    }

    [Fact]
    public async Task A_connector_whose_grants_take_managed_policies_needs_nothing_too()
    {
        using var rehearsal = new Rehearsal();
        var specs = FleetOf(6);
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
        var specs = FleetOf(20);

        var fleet = rehearsal.Provisioner.ForFleet(specs);
        var plans = await Task.WhenAll(specs.Select(spec => fleet.PlanAsync(spec, default)));

        Assert.All(plans, plan => Assert.All(plan.Resources, r => Assert.Equal(PlanAction.Create, r.Action)));
        Assert.Equal(
            [
                // The last but three once for all of them: whether it declares the config providers that they refer to.
                "DescribeLogGroups", "DescribeSecurityGroups", "DescribeSubnets", "DescribeWorkerConfiguration",
                "GetAccountAuthorizationDetails", "GetCallerIdentity", "ListConnectors",
            ],
            rehearsal.TakeRequests().Select(r => r.Operation).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_others_added_to_a_role_is_seen_in_the_list_of_roles()
    {
        using var rehearsal = new Rehearsal();
        var specs = FleetOf(6);
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
        var specs = FleetOf(6);
        await CreateAsync(rehearsal, specs[1..]);
        await HandMade.MakeAsync(rehearsal.Aws, specs[0]);
        await rehearsal.Provisioner.WaitAsync(specs[0].ConnectorName, "RUNNING", TimeSpan.FromMinutes(5), taskCheck: true, default);
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
        var specs = FleetOf(20);

        var fleet = provisioner.ForFleet(specs);
        var made = await Task.WhenAll(specs.Select(spec => fleet.CreateAsync(spec, _creating, default)));

        Assert.All(made, r => Assert.Equal(("RUNNING", true), (r.ConnectorState, r.Created)));
        var looks = rehearsal.TakeRequests().Count(r => r.Operation == "DescribeConnector");
        Assert.InRange(looks, specs.Count, 2 * specs.Count);
    }

    [Fact]
    public async Task A_connector_is_described_once_it_has_left_the_state_that_the_list_says()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(5) });
        var specs = FleetOf(6);
        var fleet = rehearsal.Provisioner.ForFleet(specs);

        // One alone, so that no other's waiting moves the clock.
        await fleet.CreateAsync(specs[0], _creating, default);

        var requests = rehearsal.TakeRequests();
        Assert.InRange(requests.Count(r => r.Operation == "DescribeConnector"), 1, 2);
        Assert.InRange(requests.Count(r => r.Operation == "ListConnectors"), 20, 150);
    }

    private static async Task<bool> ChangesAsync(IConnectorProvisioner fleet, string command, ConnectorSpec spec) =>
        command switch
        {
            "create" => (await fleet.CreateAsync(spec, _creating, default)).Changed,
            "update" => (await fleet.UpdateAsync(spec, _updating, default))!.Changed,
            "plan" => (await fleet.PlanAsync(spec, default)).HasChanges,
            _ => (await fleet.PlanUpdateAsync(spec, _updating, default)).HasChanges,
        };

    private static string PlanText(ConnectorPlan plan) => string.Join('\n', plan.Resources.SelectMany(r =>
        r.Changes.Select(c => $"{r.Kind}.{c.Property}: {c.Current} -> {c.Desired}").Prepend($"{r.Kind} {r.Name} {r.Action}")));
}
