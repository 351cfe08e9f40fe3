using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Connectors that others made, under names of theirs, taken over.</summary>
public sealed class AdoptTests
{
    private static readonly UpdateOptions _adopt = new() { Adopt = true };

    private static ConnectorSpec Spec => ReferenceExamples.DebeziumSource;

    [Fact]
    public async Task An_adopted_connector_keeps_what_it_uses_and_is_managed_from_then_on()
    {
        using var rehearsal = new Rehearsal();
        var hand = await HandMade.MakeAsync(rehearsal.Aws, Spec);

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(Spec, _adopt, default);
        var adopted = await rehearsal.Provisioner.UpdateAsync(Spec, _adopt, default);

        Assert.DoesNotContain(plan.Resources, r => r.Action is PlanAction.Create or PlanAction.Replace);
        Assert.Equal(hand.ConnectorArn, adopted!.ConnectorArn);
        Assert.EndsWith("/hand-role", adopted.IamRoleArn, StringComparison.Ordinal);
        Assert.Equal(hand.SecurityGroupId, adopted.SecurityGroupId);
        Assert.Equal("/hand/logs", adopted.LogGroupName);

        // Without -Adopt it is found, compared, changed and removed like one of ours.
        Assert.False((await rehearsal.Provisioner.PlanAsync(Spec, default)).HasChanges);
        Assert.False((await rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions(), default)).Changed);
        var changed = Spec with { LogRetentionInDays = 30 };
        Assert.True((await rehearsal.Provisioner.UpdateAsync(changed, new UpdateOptions(), default))!.Changed);
        Assert.False((await rehearsal.Provisioner.PlanAsync(changed, default)).HasChanges);
        var removal = await rehearsal.Provisioner.RemoveAsync(Spec.ConnectorName, new RemoveOptions(), default);
        Assert.Equal(4, removal.Removed.Count);
        Assert.Empty(removal.Kept);
    }

    [Fact]
    public async Task Without_leave_a_connector_of_others_is_refused_and_nothing_changed()
    {
        using var rehearsal = new Rehearsal();
        await HandMade.MakeAsync(rehearsal.Aws, Spec);

        await Refused(rehearsal, new UpdateOptions(), KrakenErrorKind.NotOwned, "does not have this module's tags");
    }

    [Fact]
    public async Task What_AWS_cannot_change_in_place_is_refused()
    {
        using var rehearsal = new Rehearsal();
        await HandMade.MakeAsync(rehearsal.Aws, Spec with { KafkaConnectVersion = "3.7.x" });

        await Refused(rehearsal, _adopt, KrakenErrorKind.ConnectorDiffers, "Connector.KafkaConnectVersion: 3.7.x -> 2.7.1");
    }

    [Fact]
    public async Task What_another_connector_uses_is_refused()
    {
        using var rehearsal = new Rehearsal();
        var hand = await HandMade.MakeAsync(rehearsal.Aws, Spec);
        await rehearsal.Aws.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest
        {
            RoleName = HandMade.RoleName,
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"kafkaconnect.amazonaws.com"}}}""",
        });
        await rehearsal.Aws.KafkaConnect.CreateConnectorAsync(HandMade.Request(Spec with { ConnectorName = "neighbour" }, hand.SecurityGroupId));
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));

        var error = await Refused(rehearsal, _adopt, KrakenErrorKind.NotOwned, "its role hand-role is also used by connector 'neighbour'");

        Assert.Contains("its security group hand-group is also used by connector 'neighbour'", error.Message, StringComparison.Ordinal);
        Assert.Contains("its log group /hand/logs is also used by connector 'neighbour'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_carries_another_connectors_tags_is_refused()
    {
        using var rehearsal = new Rehearsal();
        await HandMade.MakeAsync(rehearsal.Aws, Spec);
        await rehearsal.Aws.Iam.TagRoleAsync(new TagRoleRequest
        {
            RoleName = HandMade.RoleName,
            Tags = [new() { Key = ResourceNames.ConnectorTag, Value = "somebody-else" }],
        });

        await Refused(rehearsal, _adopt, KrakenErrorKind.NotOwned, "Role hand-role belongs to connector 'somebody-else'");
    }

    [Fact]
    public async Task Several_security_groups_are_refused()
    {
        using var rehearsal = new Rehearsal();
        var second = await rehearsal.Aws.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { GroupName = "second", Description = "second", VpcId = Spec.VpcId });
        await HandMade.MakeAsync(rehearsal.Aws, Spec, second.GroupId);

        await Refused(rehearsal, _adopt, KrakenErrorKind.NotOwned, "it has several security groups");
    }

    [Fact]
    public async Task A_replacement_of_an_adopted_connector_keeps_its_role_group_and_log_group()
    {
        using var rehearsal = new Rehearsal();
        var hand = await HandMade.MakeAsync(rehearsal.Aws, Spec with { KafkaConnectVersion = "3.7.x" });

        var adopted = await rehearsal.Provisioner.UpdateAsync(Spec, _adopt with { AllowReplacement = true }, default);

        Assert.NotEqual(hand.ConnectorArn, adopted!.ConnectorArn);
        Assert.EndsWith("/hand-role", adopted.IamRoleArn, StringComparison.Ordinal);
        Assert.Equal(hand.SecurityGroupId, adopted.SecurityGroupId);
        Assert.False((await rehearsal.Provisioner.PlanAsync(Spec, default)).HasChanges);
    }

    [Fact]
    public async Task An_adopted_role_may_write_to_the_log_group_that_the_connector_has_and_the_proof_knows_it()
    {
        using var rehearsal = new Rehearsal();
        await HandMade.MakeAsync(rehearsal.Aws, Spec);
        await rehearsal.Provisioner.UpdateAsync(Spec, _adopt, default);

        var policies = await new PolicyInspector(rehearsal.Aws, null).ReadAsync(Spec, default);

        var logs = policies.Policies.SelectMany(p => p.Document.Statements).Single(s => s.Sid == "Logs");
        Assert.Equal([$"arn:aws:logs:us-east-1:{Spec.AccountId}:log-group:/hand/logs:*"], logs.Resources);
        Assert.Empty(PolicyProof.Check(Spec, policies).Where(c => !c.Passed).Select(c => $"{c.Kind} {c.Action} {c.Resource}"));
    }

    [Fact]
    public async Task A_log_group_of_an_adopted_connector_that_somebody_deleted_is_made_again_under_its_name()
    {
        using var rehearsal = new Rehearsal();
        var hand = await HandMade.MakeAsync(rehearsal.Aws, Spec);
        await rehearsal.Provisioner.UpdateAsync(Spec, _adopt, default);
        await rehearsal.Aws.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = "/hand/logs" });

        var plan = await rehearsal.Provisioner.PlanAsync(Spec, default);
        var updated = await rehearsal.Provisioner.UpdateAsync(Spec, new UpdateOptions(), default);

        var change = Assert.Single(plan.Resources, r => r.Action != PlanAction.None);
        Assert.Equal(("LogGroup", "/hand/logs", PlanAction.Create), (change.Kind, change.Name, change.Action));
        Assert.Equal((hand.ConnectorArn, "/hand/logs"), (updated!.ConnectorArn, updated.LogGroupName));
        Assert.False((await rehearsal.Provisioner.PlanAsync(Spec, default)).HasChanges);
    }

    private static async Task<KrakenException> Refused(
        Rehearsal rehearsal, UpdateOptions options, KrakenErrorKind kind, string words)
    {
        rehearsal.TakeRequests();

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.UpdateAsync(Spec, options, default));

        Assert.Equal(kind, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        return error;
    }
}
