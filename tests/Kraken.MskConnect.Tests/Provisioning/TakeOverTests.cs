using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>What a take-over says of the access, rules and events that go with it, before it is done.</summary>
public sealed class TakeOverTests : IDisposable
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

    private static readonly UpdateOptions _adopt = new() { Adopt = true };

    private readonly Rehearsal _rehearsal = new();

    private static ConnectorSpec Spec => ReferenceExamples.DebeziumSource;

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task It_tells_the_difference_in_access_and_no_policy_text()
    {
        await HandMade.MakeAsync(_rehearsal.Aws, Spec);
        await PutAsync("wide", HandMade.WidePolicy);

        var role = await RoleAsync();

        Assert.DoesNotContain(role.Changes, c => c.Property.StartsWith("Policy[", StringComparison.Ordinal));
        Assert.DoesNotContain(role.Changes, c => (c.Current + c.Desired).Contains("Statement", StringComparison.Ordinal));
        Assert.Contains(new PropertyChange("InlinePolicy[wide]", "inline", null, true), role.Changes);
        Assert.Contains(new PropertyChange("AccessLost[kafka-cluster:*]", "on *", null, true), role.Changes);
        Assert.Contains(
            new PropertyChange(
                "AccessLost[s3:*]",
                "on arn:aws:s3:::kraken-raw-mnpi-dev\non arn:aws:s3:::kraken-raw-mnpi-dev/*", null, true),
            role.Changes);
    }

    [Fact]
    public async Task Access_that_stays_is_not_told_however_it_is_written()
    {
        await HandMade.MakeAsync(_rehearsal.Aws, Spec);
        var own = (await _rehearsal.Aws.Iam.GetRolePolicyAsync(new GetRolePolicyRequest
        {
            RoleName = HandMade.RoleName, PolicyName = ResourceNames.PolicyName(Spec.ConnectorName),
        })).PolicyDocument;
        await _rehearsal.Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest
        {
            RoleName = HandMade.RoleName, PolicyName = ResourceNames.PolicyName(Spec.ConnectorName),
        });
        await PutAsync("terraform", Uri.UnescapeDataString(own).Replace("\"Sid\":\"", "\"Sid\":\"Tf", StringComparison.Ordinal));

        var role = await RoleAsync();

        // The log group's name alone is another.
        Assert.Equal(
            ["InlinePolicy[terraform]", "Tag"],
            role.Changes.Select(c => c.Property).Where(p => !p.StartsWith("Access", StringComparison.Ordinal))
                .Select(p => p.Split("[")[0] == "Tag" ? "Tag" : p).Distinct().Order(StringComparer.Ordinal));
        Assert.All(
            role.Changes.Where(c => c.Property.StartsWith("Access", StringComparison.Ordinal)),
            c => Assert.Contains("log-group", c.Current + c.Desired, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trust_that_says_the_same_under_another_name_is_no_change()
    {
        await HandMade.MakeAsync(_rehearsal.Aws, Spec);
        await TrustAsync((await TrustAsync()).Replace("\"Sid\":\"MskConnect\",", "", StringComparison.Ordinal));
        _rehearsal.TakeRequests();

        var role = await RoleAsync();
        await _rehearsal.Provisioner.UpdateAsync(Spec, _adopt, default);

        Assert.DoesNotContain(role.Changes, c => c.Property.StartsWith("Trust", StringComparison.Ordinal));
        Assert.DoesNotContain(_rehearsal.TakeRequests(), r => r.Operation == "UpdateAssumeRolePolicy");
    }

    [Fact]
    public async Task Other_principals_that_the_role_trusts_are_told_and_the_own_ones_change_beside_them()
    {
        await HandMade.MakeAsync(_rehearsal.Aws, Spec);
        await TrustAsync("""
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":["kafkaconnect.amazonaws.com","ec2.amazonaws.com"]}},
            {"Sid":"Admins","Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::123456789012:root"}}]}
            """);

        var role = await RoleAsync();

        Assert.Equal(
            ["TrustedPrincipal[AWS arn:aws:iam::123456789012:root]", "TrustedPrincipal[Service ec2.amazonaws.com]"],
            role.Changes.Select(c => c.Property).Where(p => p.StartsWith("TrustedPrincipal[", StringComparison.Ordinal)));
        var trust = Assert.Single(role.Changes, c => c.Property == "TrustPolicy[MskConnect]");
        Assert.NotNull(trust.Current);
        Assert.NotNull(trust.Desired);
    }

    [Fact]
    public async Task Managed_policies_rules_and_events_that_go_are_told_and_asked_about_together()
    {
        var hand = await HandMade.MakeAsync(_rehearsal.Aws, Spec);
        await _rehearsal.Aws.Iam.AttachRolePolicyAsync(
            new AttachRolePolicyRequest { RoleName = HandMade.RoleName, PolicyArn = ReadOnly });
        await _rehearsal.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest
        {
            GroupId = hand.SecurityGroupId,
            IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] }],
        });
        var plans = new List<ConnectorPlan>();
        var options = _adopt with
        {
            Approve = (plan, _) =>
            {
                plans.Add(plan);
                return Task.FromResult(false);
            },
        };

        Assert.Null(await _rehearsal.Provisioner.UpdateAsync(Spec, options, default));

        var plan = Assert.Single(plans);
        var losses = plan.Losses().ToList();
        Assert.Contains($"Role hand-role: AttachedPolicy[{ReadOnly}] attached", losses);
        Assert.Contains("SecurityGroup hand-group: Egress[all 0.0.0.0/0]", losses);
        Assert.Contains("SecurityGroup hand-group: Egress[tcp 22 10.0.0.0/8]", losses);
        Assert.Contains(losses, l => l.StartsWith("LogGroup /hand/logs: RetentionInDays never -> 7 days", StringComparison.Ordinal));
        var group = plan.Resources.Single(r => r.Kind == "SecurityGroup");
        Assert.StartsWith("is taken over; egress is reduced from all traffic at 0.0.0.0/0 to tcp 443 0.0.0.0/0", group.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_taken_over_without_a_connector_is_managed_from_then_on()
    {
        await HandMade.MakeRemainsAsync(_rehearsal.Aws, Spec);

        var made = await _rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions { Adopt = true }, default);

        Assert.True(made.Created);
        Assert.False((await _rehearsal.Provisioner.PlanAsync(Spec, default)).HasChanges);
        var removal = await _rehearsal.Provisioner.RemoveAsync(Spec.ConnectorName, new RemoveOptions(), default);
        Assert.Equal(4, removal.Removed.Count);
    }

    [Fact]
    public async Task What_another_connector_uses_or_has_tagged_is_not_taken_without_a_connector_either()
    {
        await HandMade.MakeRemainsAsync(_rehearsal.Aws, Spec, role: true, group: false, logs: false);
        await _rehearsal.Aws.Iam.TagRoleAsync(new TagRoleRequest
        {
            RoleName = ResourceNames.RoleName(Spec.ConnectorName, Spec.Region),
            Tags = [new() { Key = ResourceNames.ConnectorTag, Value = "somebody-else" }],
        });
        _rehearsal.TakeRequests();

        var planned = await Assert.ThrowsAsync<KrakenException>(() => _rehearsal.Provisioner.PlanUpdateAsync(Spec, _adopt, default));
        var created = await Assert.ThrowsAsync<KrakenException>(
            () => _rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions { Adopt = true }, default));

        Assert.Contains("belongs to connector 'somebody-else'", planned.Message, StringComparison.Ordinal);
        Assert.Equal((planned.Kind, planned.Message), (created.Kind, created.Message));
        Assert.DoesNotContain(_rehearsal.TakeRequests(), r => r.IsMutating);
    }

    private async Task<ResourcePlan> RoleAsync() =>
        (await _rehearsal.Provisioner.PlanUpdateAsync(Spec, _adopt, default)).Resources.Single(r => r.Kind == "Role");

    private Task<PutRolePolicyResponse> PutAsync(string name, string policy) => _rehearsal.Aws.Iam.PutRolePolicyAsync(
        new PutRolePolicyRequest { RoleName = HandMade.RoleName, PolicyName = name, PolicyDocument = policy });

    private async Task<string> TrustAsync() => Uri.UnescapeDataString(
        (await _rehearsal.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = HandMade.RoleName })).Role.AssumeRolePolicyDocument);

    private Task<UpdateAssumeRolePolicyResponse> TrustAsync(string policy) => _rehearsal.Aws.Iam.UpdateAssumeRolePolicyAsync(
        new UpdateAssumeRolePolicyRequest { RoleName = HandMade.RoleName, PolicyDocument = policy });
}
