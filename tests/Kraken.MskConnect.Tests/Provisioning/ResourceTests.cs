using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Resources.SecurityGroups;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class ResourceTests
{
    private static readonly DesiredState _desired = DesiredState.From(ReferenceExamples.DebeziumSource);

    private static string Name => _desired.Spec.ConnectorName;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_new_security_group_loses_the_rules_that_allow_all(bool ipv6, int rules)
    {
        using var aws = FakeAws.Clients();
        aws.Ec2.CreateSecurityGroupAsync(default, default)
            .ReturnsForAnyArgs(new CreateSecurityGroupResponse { GroupId = "sg-1" });
        var group = new SecurityGroupResource(FakeAws.Context(aws, Name), "group", _desired, new ResourceScope(FakeAws.Context(aws, Name), _desired) { SubnetsHaveIpv6 = ipv6 });

        await group.CreateAsync(default);

        await aws.Ec2.Received(1).RevokeSecurityGroupEgressAsync(
            Arg.Is<RevokeSecurityGroupEgressRequest>(r => r.IpPermissions.Count == 1
                && r.IpPermissions[0].IpProtocol == "-1"
                && r.IpPermissions[0].Ipv4Ranges.Count + (r.IpPermissions[0].Ipv6Ranges ?? new()).Count == rules),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_rule_for_IPv6_that_EC2_added_unasked_is_taken_away_afterwards()
    {
        using var aws = FakeAws.Clients();
        var egress = SecurityGroupRules.Write(
            [.. _desired.EgressRules.Select(SecurityGroupRules.From), SecurityGroupRules.AllowAll(withIpv6: true)[1]]);
        aws.Ec2.DescribeSecurityGroupsAsync(default(DescribeSecurityGroupsRequest), default)
            .ReturnsForAnyArgs(Groups(new SecurityGroup
            {
                GroupId = "sg-1",
                VpcId = _desired.Spec.VpcId,
                Description = $"MSK Connect connector {Name}",
                IpPermissionsEgress = egress,
                Tags = [.. _desired.Tags.Select(t => new Amazon.EC2.Model.Tag { Key = t.Key, Value = t.Value })],
            }));
        var group = new SecurityGroupResource(FakeAws.Context(aws, Name), "group", _desired);

        await group.SettleAsync(default);

        await aws.Ec2.Received(1).RevokeSecurityGroupEgressAsync(
            Arg.Is<RevokeSecurityGroupEgressRequest>(r => r.IpPermissions.Single().Ipv6Ranges.Single().CidrIpv6 == "::/0"),
            Arg.Any<CancellationToken>());
        await aws.Ec2.DidNotReceiveWithAnyArgs().AuthorizeSecurityGroupEgressAsync(default, default);
    }

    [Fact]
    public async Task A_rule_whose_description_differs_stays_and_is_described_anew()
    {
        using var aws = FakeAws.Clients();
        var wanted = _desired.EgressRules.Select(SecurityGroupRules.From).ToList();
        aws.Ec2.DescribeSecurityGroupsAsync(default(DescribeSecurityGroupsRequest), default)
            .ReturnsForAnyArgs(Groups(new SecurityGroup
            {
                GroupId = "sg-1",
                VpcId = _desired.Spec.VpcId,
                IpPermissionsEgress = SecurityGroupRules.Write([wanted[0] with { Description = "old" }, .. wanted.Skip(1)]),
            }));
        var group = new SecurityGroupResource(FakeAws.Context(aws, Name), "group", _desired);
        await group.ObserveAsync(default);

        await group.UpdateAsync([], default);

        await aws.Ec2.DidNotReceiveWithAnyArgs().RevokeSecurityGroupEgressAsync(default, default);
        await aws.Ec2.DidNotReceiveWithAnyArgs().AuthorizeSecurityGroupEgressAsync(default, default);
        await aws.Ec2.Received(1).UpdateSecurityGroupRuleDescriptionsEgressAsync(
            Arg.Is<UpdateSecurityGroupRuleDescriptionsEgressRequest>(r =>
                r.GroupId == "sg-1" && SecurityGroupRules.Read(r.IpPermissions, null).Single() == wanted[0]),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_rule_for_another_accounts_group_is_drift_and_revoked_as_that_accounts()
    {
        using var aws = FakeAws.Clients();
        var theirs = new IpPermission
        {
            IpProtocol = "tcp", FromPort = 22, ToPort = 22,
            UserIdGroupPairs = [new UserIdGroupPair { UserId = "210987654321", GroupId = "sg-2" }],
        };
        aws.Ec2.DescribeSecurityGroupsAsync(default(DescribeSecurityGroupsRequest), default)
            .ReturnsForAnyArgs(Groups(new SecurityGroup
            {
                GroupId = "sg-1",
                OwnerId = "123456789012",
                VpcId = _desired.Spec.VpcId,
                IpPermissionsEgress = [.. SecurityGroupRules.Write(_desired.EgressRules.Select(SecurityGroupRules.From)), theirs],
            }));
        var group = new SecurityGroupResource(FakeAws.Context(aws, Name), "group", _desired);
        await group.ObserveAsync(default);

        Assert.Contains(group.Current(), p => p.Name == new PropertyName("Egress", "tcp 22 210987654321/sg-2"));
        await group.UpdateAsync([], default);

        await aws.Ec2.Received(1).RevokeSecurityGroupEgressAsync(
            Arg.Is<RevokeSecurityGroupEgressRequest>(r =>
                r.IpPermissions.Single().UserIdGroupPairs.Single().UserId == "210987654321"
                && r.IpPermissions.Single().UserIdGroupPairs.Single().GroupId == "sg-2"),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_security_group_is_deleted_when_its_network_interfaces_are_gone()
    {
        using var aws = FakeAws.Clients();
        aws.Ec2.DescribeSecurityGroupsAsync(default(DescribeSecurityGroupsRequest), default)
            .ReturnsForAnyArgs(Groups(new SecurityGroup { GroupId = "sg-1", VpcId = _desired.Spec.VpcId }));
        var attempts = 0;
        aws.Ec2.DeleteSecurityGroupAsync(default, default).ReturnsForAnyArgs(_ => ++attempts < 4
            ? throw new AmazonEC2Exception("in use") { ErrorCode = "DependencyViolation" }
            : new DeleteSecurityGroupResponse());
        var group = new SecurityGroupResource(FakeAws.Context(aws, Name), "group", _desired);
        await group.ObserveAsync(default);

        await group.DeleteAsync(default);

        Assert.Equal(4, attempts);
        Assert.False(group.Exists);
    }

    [Fact]
    public async Task A_group_of_that_name_in_another_VPC_is_in_nobodys_way()
    {
        using var aws = FakeAws.Clients();
        aws.Ec2.DescribeSecurityGroupsAsync(default(DescribeSecurityGroupsRequest), default)
            .ReturnsForAnyArgs(Groups(new SecurityGroup { GroupId = "sg-1", VpcId = "vpc-another" }));
        var group = new SecurityGroupResource(FakeAws.Context(aws, Name), "group", _desired);

        await group.ObserveAsync(default);

        Assert.False(group.Exists);
    }

    [Fact]
    public async Task A_role_with_somebody_elses_managed_policy_is_an_obstacle_unless_it_may_go_too()
    {
        using var aws = FakeAws.Clients();
        aws.Iam.ListAttachedRolePoliciesAsync(default, default).ReturnsForAnyArgs(new ListAttachedRolePoliciesResponse
        {
            AttachedPolicies = [new AttachedPolicyType { PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
        });
        aws.Iam.ListInstanceProfilesForRoleAsync(default, default)
            .ReturnsForAnyArgs(new ListInstanceProfilesForRoleResponse { InstanceProfiles = [] });
        aws.Iam.ListRolePoliciesAsync(default, default).ReturnsForAnyArgs(new ListRolePoliciesResponse());
        var role = new RoleResource(FakeAws.Context(aws, Name), "role", null);

        Assert.Contains("ReadOnlyAccess", await role.FindObstacleAsync(false, default), StringComparison.Ordinal);
        Assert.Null(await role.FindObstacleAsync(true, default));
        await role.DeleteAsync(default);

        await aws.Iam.Received(1).DetachRolePolicyAsync(
            Arg.Is<DetachRolePolicyRequest>(r => r.PolicyArn.EndsWith("ReadOnlyAccess")), Arg.Any<CancellationToken>());
        await aws.Iam.Received(1).DeleteRoleAsync(Arg.Any<DeleteRoleRequest>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_role_that_IAM_does_not_know_everywhere_yet_is_tried_again()
    {
        using var aws = FakeAws.Clients();
        aws.Iam.CreateRoleAsync(default, default).ReturnsForAnyArgs(new CreateRoleResponse { Role = new Role { Arn = "a" } });
        var attempts = 0;
        aws.Iam.PutRolePolicyAsync(default, default).ReturnsForAnyArgs(_ => ++attempts < 3
            ? throw new NoSuchEntityException("not yet")
            : new PutRolePolicyResponse());

        await new RoleResource(FakeAws.Context(aws, Name), "role", _desired).CreateAsync(default);

        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task A_role_that_this_run_made_is_young_whatever_the_clock_of_AWS_says()
    {
        using var aws = FakeAws.Clients();
        var context = FakeAws.Context(aws, Name);
        aws.Iam.CreateRoleAsync(default, default).ReturnsForAnyArgs(new CreateRoleResponse
        {
            Role = new Role { Arn = "a", CreateDate = context.Clock.GetUtcNow().UtcDateTime.AddMinutes(-10) },
        });
        var role = new RoleResource(context, "role", _desired);

        await role.CreateAsync(default);

        Assert.Equal(TimeSpan.Zero, role.TrustAge);
    }

    [Theory]
    [InlineData("UPDATE_FAILED")]
    [InlineData("ROLLBACK_COMPLETE")]
    [InlineData("ROLLBACK_FAILED")]
    public async Task A_change_that_MSK_Connect_takes_back_is_an_error(string end)
    {
        using var aws = FakeAws.Clients();
        Updating(aws, "PENDING", "UPDATE_IN_PROGRESS", end);

        var error = await Assert.ThrowsAsync<KrakenException>(() => UpdateConnectorCall.RunAsync(
            FakeAws.Context(aws, Name), "arn", r => r.ConnectorConfiguration = [], default));

        Assert.Contains(end, error.Message, StringComparison.Ordinal);
        Assert.Contains("the reason", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_names_the_version_that_it_changes_and_is_followed_to_its_end()
    {
        using var aws = FakeAws.Clients();
        Updating(aws, "PENDING", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE");

        await UpdateConnectorCall.RunAsync(FakeAws.Context(aws, Name), "arn", r => r.ConnectorConfiguration = [], default);

        await aws.KafkaConnect.Received(1).UpdateConnectorAsync(
            Arg.Is<UpdateConnectorRequest>(r => r.CurrentVersion == "K1"), Arg.Any<CancellationToken>());
        await aws.KafkaConnect.ReceivedWithAnyArgs(3).DescribeConnectorOperationAsync(default, default);
    }

    [Fact]
    public async Task A_connector_changes_its_capacity_configuration_and_tags_in_place()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(_desired.Spec, new CreateOptions(), default);
        var changed = _desired.Spec.WithKey("snapshot.mode", "never") with
        {
            ProvisionedWorkerCount = 2,
            CommonTag = new Dictionary<string, string> { ["owner"] = "them" },
        };
        var context = FakeAws.Context(rehearsal.Aws, Name) with { Clock = rehearsal.Clock };
        var stack = ConnectorStack.For(context, DesiredState.From(changed));
        await stack.ObserveAsync(default);
        var changes = Convergence.Plan(stack.Connector).Changes;

        await stack.Connector.UpdateAsync(changes, default);
        await stack.ObserveAsync(default);

        Assert.Contains(changes, c => c.Property == "ProvisionedWorkerCount");
        Assert.Empty(Convergence.Plan(stack.Connector).Changes);
    }

    [Fact]
    public async Task Retrying_for_a_young_role_is_for_bad_requests_alone()
    {
        using var aws = FakeAws.Clients();
        var context = FakeAws.Context(aws, Name);
        aws.KafkaConnect.CreateConnectorAsync(default, default)
            .ThrowsAsyncForAnyArgs(new ForbiddenException("not you"));

        await Assert.ThrowsAsync<ForbiddenException>(() => RolePropagation.RetryAsync(
            context,
            () => TimeSpan.Zero,
            () => aws.KafkaConnect.CreateConnectorAsync(new CreateConnectorRequest(), default),
            default));

        await aws.KafkaConnect.ReceivedWithAnyArgs(1).CreateConnectorAsync(default, default);
    }

    private static void Updating(ServiceClients aws, params string[] states)
    {
        aws.KafkaConnect.DescribeConnectorAsync(default, default)
            .ReturnsForAnyArgs(new DescribeConnectorResponse { CurrentVersion = "K1" });
        aws.KafkaConnect.UpdateConnectorAsync(default, default)
            .ReturnsForAnyArgs(new UpdateConnectorResponse { ConnectorOperationArn = "operation" });
        var responses = states.Select(s => new DescribeConnectorOperationResponse
        {
            ConnectorOperationState = ConnectorOperationState.FindValue(s),
            ErrorInfo = new StateDescription { Code = "X", Message = "the reason" },
        }).ToList();
        aws.KafkaConnect.DescribeConnectorOperationAsync(default, default)
            .ReturnsForAnyArgs(responses[0], [.. responses.Skip(1)]);
    }

    private static DescribeSecurityGroupsResponse Groups(params SecurityGroup[] groups) => new() { SecurityGroups = [.. groups] };
}
