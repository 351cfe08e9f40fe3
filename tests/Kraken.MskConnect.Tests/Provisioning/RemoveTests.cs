using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using Kraken.TestClients;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class RemoveTests
{
    private static readonly RemoveOptions _defaults = new();

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    [Fact]
    public async Task All_that_was_made_is_removed_in_reverse_order()
    {
        using var rehearsal = await Provisioned();

        var result = await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        Assert.Equal(
            ["Connector", "LogGroup", "SecurityGroup", "Role"], result.Removed.Select(r => r.Split(' ')[0]));
        Assert.Empty(result.Kept);
        await AssertLeft(rehearsal);
        var deletions = rehearsal.TakeRequests().Where(r => r.IsMutating).Select(r => r.Operation).ToList();
        Assert.Equal("DeleteConnector", deletions[0]);
        Assert.Contains("DeleteRole", deletions);
        Assert.Contains("DeleteSecurityGroup", deletions);
        Assert.Contains("DeleteLogGroup", deletions);
    }

    [Fact]
    public async Task Nothing_is_deleted_before_the_connector_is_gone()
    {
        using var rehearsal = await Provisioned();

        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        var requests = rehearsal.TakeRequests().ToList();
        var gone = requests.FindIndex(r => r.Operation == "DescribeConnector" && r.ErrorCode == "NotFoundException");
        Assert.True(gone > 0);
        Assert.DoesNotContain(requests.Take(gone), r => r.IsMutating && r.Operation != "DeleteConnector");
    }

    [Fact]
    public async Task A_removal_of_what_is_not_there_does_nothing()
    {
        using var rehearsal = await Provisioned();
        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);
        rehearsal.TakeRequests();

        var result = await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        Assert.Empty(result.Removed);
        Assert.Empty(result.Kept);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task The_log_group_is_kept_if_asked()
    {
        using var rehearsal = await Provisioned();

        var result = await rehearsal.Provisioner.RemoveAsync(
            Source.ConnectorName, new RemoveOptions { KeepLogGroup = true }, default);

        Assert.Equal(3, result.Removed.Count);
        Assert.StartsWith("LogGroup", Assert.Single(result.Kept), StringComparison.Ordinal);
        await AssertLeft(rehearsal, "LogGroup");
    }

    [Fact]
    public async Task A_plan_tells_what_a_removal_would_delete_and_changes_nothing()
    {
        using var rehearsal = await Provisioned();

        var plan = await rehearsal.Provisioner.PlanRemovalAsync(
            Source.ConnectorName, new RemoveOptions { KeepLogGroup = true }, default);

        Assert.Equal(
            [("Connector", PlanAction.Delete), ("LogGroup", PlanAction.None), ("SecurityGroup", PlanAction.Delete), ("Role", PlanAction.Delete)],
            plan.Resources.Select(r => (r.Kind, r.Action)));
        Assert.Contains("kept", plan.Resources[1].Note, StringComparison.Ordinal);
        Assert.Equal("123456789012", plan.AccountId);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task What_does_not_carry_our_tags_is_kept_with_the_reason()
    {
        using var rehearsal = await Provisioned();
        await rehearsal.Aws.Iam.UntagRoleAsync(new()
        {
            RoleName = ResourceNames.RoleName(Source.ConnectorName, Source.Region),
            TagKeys = [ResourceNames.ManagedByTag],
        });

        var result = await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        Assert.Contains("tags", Assert.Single(result.Kept), StringComparison.Ordinal);
        await AssertLeft(rehearsal, "Role");
    }

    [Fact]
    public async Task A_connector_that_is_not_ours_is_kept_with_all_that_it_may_need()
    {
        using var rehearsal = await Provisioned();
        var connector = Assert.Single(await rehearsal.FindAsync("*"));
        await rehearsal.Aws.KafkaConnect.UntagResourceAsync(new()
        {
            ResourceArn = connector.ConnectorArn,
            TagKeys = [ResourceNames.ConnectorTag],
        });
        rehearsal.TakeRequests();

        var result = await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        Assert.Empty(result.Removed);
        Assert.Equal(4, result.Kept.Count);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task What_is_not_ours_is_removed_if_asked()
    {
        using var rehearsal = await Provisioned();
        var connector = Assert.Single(await rehearsal.FindAsync("*"));
        await rehearsal.Aws.KafkaConnect.UntagResourceAsync(new()
        {
            ResourceArn = connector.ConnectorArn,
            TagKeys = [ResourceNames.ConnectorTag],
        });

        var result = await rehearsal.Provisioner.RemoveAsync(
            Source.ConnectorName, new RemoveOptions { IncludeUnowned = true }, default);

        Assert.Equal(4, result.Removed.Count);
        await AssertLeft(rehearsal);
    }

    [Fact]
    public async Task A_policy_that_somebody_put_into_our_role_goes_with_it()
    {
        using var rehearsal = await Provisioned();
        await rehearsal.Aws.Iam.PutRolePolicyAsync(new()
        {
            RoleName = ResourceNames.RoleName(Source.ConnectorName, Source.Region),
            PolicyName = "somebody-elses",
            PolicyDocument = MskConnect.Policies.ConnectorPolicyBuilder.Build(Source).Document.ToJson(),
        });

        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        await AssertLeft(rehearsal);
    }

    [Theory]
    [InlineData("kafkaconnect", "DeleteConnector")]
    [InlineData("ec2", "DeleteSecurityGroup")]
    [InlineData("iam", "DeleteRolePolicy")]
    [InlineData("iam", "DeleteRole")]
    [InlineData("logs", "DeleteLogGroup")]
    public async Task A_removal_that_failed_at_any_call_is_completed_by_the_next_one(string service, string operation)
    {
        using var rehearsal = await Provisioned();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Service = service, Operation = operation });

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default));
        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        Assert.Contains($"{service}:{operation}", error.Message, StringComparison.Ordinal);
        await AssertLeft(rehearsal);
    }

    [Theory]
    [InlineData("kafkaconnect", "DeleteConnector")]
    [InlineData("ec2", "DeleteSecurityGroup")]
    [InlineData("iam", "DeleteRolePolicy")]
    [InlineData("iam", "DeleteRole")]
    [InlineData("logs", "DeleteLogGroup")]
    public async Task A_deletion_that_took_effect_and_whose_answer_was_lost_does_no_harm(string service, string operation)
    {
        using var rehearsal = await Provisioned();
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.ResetAfterEffect, Service = service, Operation = operation });

        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        await AssertLeft(rehearsal);
    }

    [Fact]
    public async Task A_connector_that_is_already_being_deleted_is_awaited()
    {
        using var rehearsal = await Provisioned(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(5) });
        var connector = Assert.Single(await rehearsal.FindAsync("*"));
        await rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(new() { ConnectorArn = connector.ConnectorArn });
        rehearsal.TakeRequests();

        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.Operation == "DeleteConnector");
        await AssertLeft(rehearsal);
    }

    [Fact]
    public async Task A_connector_that_is_being_deleted_is_made_again_when_it_is_gone()
    {
        using var rehearsal = await Provisioned(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(5) });
        var before = Assert.Single(await rehearsal.FindAsync("*"));
        await rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(new() { ConnectorArn = before.ConnectorArn });

        var after = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);

        Assert.Equal("RUNNING", after.ConnectorState);
        Assert.NotEqual(before.ConnectorArn, after.ConnectorArn);
    }

    [Fact]
    public async Task A_security_group_that_stays_in_use_is_an_error_that_names_its_user_and_the_rest_is_removed()
    {
        using var rehearsal = await Provisioned();
        var connector = Assert.Single(await rehearsal.FindAsync("*"));
        var other = await rehearsal.Aws.Ec2.CreateSecurityGroupAsync(
            new() { GroupName = "other", Description = "other", VpcId = Source.VpcId });
        await rehearsal.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new()
        {
            GroupId = other.GroupId,
            IpPermissions =
            [
                new() { IpProtocol = "tcp", FromPort = 1, ToPort = 1, UserIdGroupPairs = [new() { GroupId = connector.SecurityGroupId }] },
            ],
        });

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default));

        Assert.Equal(KrakenErrorKind.RequestRefused, error.Kind);
        Assert.Contains(connector.SecurityGroupId!, error.Message, StringComparison.Ordinal);
        Assert.Contains("another security group", error.Message, StringComparison.Ordinal);
        await AssertLeft(rehearsal, "SecurityGroup");
    }

    [Fact]
    public async Task A_connector_that_does_not_go_away_times_out()
    {
        using var rehearsal = await Provisioned(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMinutes(25) });

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.RemoveAsync(
            Source.ConnectorName, new RemoveOptions { Timeout = TimeSpan.FromMinutes(10) }, default));

        Assert.Equal(KrakenErrorKind.TimedOut, error.Kind);
        await AssertLeft(rehearsal, "Connector", "LogGroup", "SecurityGroup", "Role");
    }

    [Fact]
    public async Task A_neighbour_is_not_touched()
    {
        using var rehearsal = await Provisioned();
        var neighbour = Source with { ConnectorName = Source.ConnectorName + "-2" };
        await rehearsal.Provisioner.CreateAsync(neighbour, new CreateOptions(), default);

        await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, _defaults, default);

        Assert.False((await rehearsal.Provisioner.PlanAsync(neighbour, default)).HasChanges);
    }

    private static async Task<Rehearsal> Provisioned(LocalAwsOptions? options = null)
    {
        var rehearsal = new Rehearsal(options);
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();
        return rehearsal;
    }

    private static async Task AssertLeft(Rehearsal rehearsal, params string[] kinds)
    {
        var left = await rehearsal.Provisioner.PlanRemovalAsync(Source.ConnectorName, _defaults, default);
        Assert.Equal(kinds, left.Resources.Select(r => r.Kind));
    }
}
