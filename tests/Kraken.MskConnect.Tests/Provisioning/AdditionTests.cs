using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>What a spec adds is made, kept, mended, changed and removed as what is derived.</summary>
public sealed class AdditionTests : IDisposable
{
    private static readonly ConnectorSpec _plain = ReferenceExamples.DebeziumSource;
    private static readonly ConnectorSpec _spec = Additions.To(_plain);
    private static readonly string _role = ResourceNames.RoleName(_spec.ConnectorName, _spec.Region);

    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task It_is_made_and_a_second_run_changes_nothing()
    {
        await MakeAsync();
        _rehearsal.TakeRequests();
        Assert.False((await _rehearsal.Provisioner.PlanAsync(_spec, default)).HasChanges);
        await _rehearsal.Provisioner.CreateAsync(_spec, new CreateOptions(), default);
        await _rehearsal.Provisioner.UpdateAsync(_spec, new UpdateOptions(), default);

        Assert.DoesNotContain(_rehearsal.TakeRequests(), r => IsChange(r.Operation!));
        var group = await GroupAsync();
        Assert.Contains(group.IpPermissionsEgress, p => p is { FromPort: 8_000, ToPort: 8_100 } && p.Ipv4Ranges[0].Description == "warehouse");
        Assert.Equal("metrics", Assert.Single(Assert.Single(group.IpPermissions).Ipv4Ranges).Description);
        Assert.Equal([Additions.Policy], await AttachedAsync());
    }

    [Fact]
    public async Task A_plan_tells_the_reasons()
    {
        await Additions.PrepareAsync(_rehearsal);
        await _rehearsal.Provisioner.CreateAsync(_plain, new CreateOptions(), default);

        var plan = await _rehearsal.Provisioner.PlanAsync(_spec, default);

        var changes = plan.Resources.SelectMany(r => r.Changes).ToDictionary(c => c.Property, c => c.Reason);
        Assert.Equal("EnrichOrders: AdditionalPolicyStatement[0]", changes["Policy[AdditionalEnrichOrders]"]);
        Assert.Equal("AdditionalManagedPolicyArn", changes[$"AttachedPolicy[{Additions.Policy}]"]);
        Assert.Equal("warehouse", changes["Egress[tcp 8000-8100 10.0.0.0/8]"]);
        Assert.Equal("metrics", changes["Ingress[tcp 9404 10.1.0.0/16]"]);
        Assert.Empty(plan.Losses());
    }

    [Fact]
    public async Task What_somebody_takes_away_is_told_and_mended()
    {
        await MakeAsync();
        var group = await GroupAsync();
        await _rehearsal.Aws.Iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = _role, PolicyArn = Additions.Policy });
        await _rehearsal.Aws.Ec2.RevokeSecurityGroupIngressAsync(
            new RevokeSecurityGroupIngressRequest { GroupId = group.GroupId, IpPermissions = group.IpPermissions });
        await _rehearsal.Aws.Ec2.RevokeSecurityGroupEgressAsync(new RevokeSecurityGroupEgressRequest
        {
            GroupId = group.GroupId, IpPermissions = [.. group.IpPermissionsEgress.Where(p => p.FromPort == 8_000)],
        });

        var plan = await _rehearsal.Provisioner.PlanAsync(_spec, default);
        await _rehearsal.Provisioner.UpdateAsync(_spec, new UpdateOptions(), default);

        Assert.Equal(
            [$"AttachedPolicy[{Additions.Policy}]", "Egress[tcp 8000-8100 10.0.0.0/8]", "Ingress[tcp 9404 10.1.0.0/16]"],
            plan.Resources.SelectMany(r => r.Changes).Select(c => c.Property).Order(StringComparer.Ordinal));
        Assert.False((await _rehearsal.Provisioner.PlanAsync(_spec, default)).HasChanges);
        Assert.Equal([Additions.Policy], await AttachedAsync());
    }

    [Fact]
    public async Task What_the_spec_adds_no_more_is_taken_away()
    {
        await MakeAsync();
        await _rehearsal.Provisioner.UpdateAsync(_plain, new UpdateOptions(), default);

        Assert.Empty(await AttachedAsync());
        Assert.Empty((await GroupAsync()).IpPermissions ?? []);
        var role = await _rehearsal.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = _role });
        Assert.DoesNotContain(role.Role.Tags, t => t.Key == ResourceNames.AttachedPoliciesTag);
        Assert.False((await _rehearsal.Provisioner.PlanAsync(_plain, default)).HasChanges);
    }

    [Fact]
    public async Task A_rule_with_another_reason_stays_and_is_described_anew()
    {
        await MakeAsync();
        _rehearsal.TakeRequests();
        await _rehearsal.Provisioner.UpdateAsync(
            _spec with { AdditionalIngress = [Additions.Ingress with { Reason = "Prometheus" }] }, new UpdateOptions(), default);

        Assert.Equal(["UpdateSecurityGroupRuleDescriptionsIngress"], _rehearsal.TakeRequests().Select(r => r.Operation!).Where(IsChange));
    }

    [Fact]
    public async Task A_removal_detaches_the_listed_policies_and_leaves_them()
    {
        await MakeAsync();
        await _rehearsal.Provisioner.RemoveAsync(_spec.ConnectorName, new RemoveOptions(), default);

        await Assert.ThrowsAsync<NoSuchEntityException>(() => _rehearsal.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = _role }));
        Assert.NotNull((await _rehearsal.Aws.Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = Additions.Policy })).Policy);
    }

    [Fact]
    public async Task A_removal_stops_at_a_policy_that_somebody_else_attached()
    {
        await MakeAsync();
        var other = await _rehearsal.Aws.Iam.CreatePolicyAsync(new CreatePolicyRequest
        {
            PolicyName = "theirs", PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::x/*"}}""",
        });
        await _rehearsal.Aws.Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = _role, PolicyArn = other.Policy.Arn });

        var removed = await _rehearsal.Provisioner.RemoveAsync(_spec.ConnectorName, new RemoveOptions(), default);

        var kept = Assert.Single(removed.Kept, k => k.Contains("attached to it", StringComparison.Ordinal));
        Assert.Contains(other.Policy.Arn, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Additions.Policy, kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_traffic_that_a_spec_adds_is_the_rule_that_a_new_group_has()
    {
        var spec = _plain with
        {
            AdditionalEgress = [new() { Protocol = "-1", Destination = "0.0.0.0/0", Reason = "until the ports are known" }],
        };
        await _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);

        Assert.Contains((await GroupAsync()).IpPermissionsEgress, p => p.IpProtocol == "-1");
        Assert.False((await _rehearsal.Provisioner.PlanAsync(spec, default)).HasChanges);
    }

    private async Task MakeAsync()
    {
        await Additions.PrepareAsync(_rehearsal);
        await _rehearsal.Provisioner.CreateAsync(_spec, new CreateOptions(), default);
    }

    private async Task<SecurityGroup> GroupAsync()
    {
        var groups = await _rehearsal.Aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest
        {
            Filters = [new Filter("group-name", [ResourceNames.SecurityGroupName(_spec.ConnectorName)])],
        });
        return Assert.Single(groups.SecurityGroups);
    }

    private async Task<IEnumerable<string>> AttachedAsync()
    {
        var attached = await _rehearsal.Aws.Iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = _role });
        return (attached.AttachedPolicies ?? []).Select(p => p.PolicyArn);
    }

    private static bool IsChange(string operation) =>
        !operation.StartsWith("Get", StringComparison.Ordinal) && !operation.StartsWith("List", StringComparison.Ordinal)
        && !operation.StartsWith("Describe", StringComparison.Ordinal);
}
