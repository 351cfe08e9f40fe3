using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Policies;
using LogTags = Amazon.CloudWatchLogs.Model.TagResourceRequest;
using RoleTag = Amazon.IdentityManagement.Model.Tag;
using WorkTags = Amazon.KafkaConnect.Model.TagResourceRequest;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>
/// Each update that a kind of resource declares mends what somebody has changed by hand. A kind's new update has no row here,
/// and the first test then says so; a property that names an update which its resource does not carry out fails the second.
/// </summary>
public sealed class InPlaceUpdateTests
{
    private static readonly ConnectorSpec _spec = ReferenceExamples.DebeziumSource with { DesiredState = "RUNNING" };

    /// <summary>A spec whose grants take two managed policies, which leave no room for another inline one.</summary>
    private static readonly ConnectorSpec _large =
        _spec with { KafkaTopicWrite = SpecCatalogue.Large["150 topics"].KafkaTopicWrite };

    private static readonly Dictionary<string, Func<Rehearsal, ConnectorResult, Task>> _byHand = new(StringComparer.Ordinal)
    {
        ["Role.Trust policy"] = (r, c) => r.Aws.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest
        {
            RoleName = RoleName(c),
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"kafkaconnect.amazonaws.com"}}}""",
        }),
        ["Role.Policies"] = (r, c) => r.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = RoleName(c),
            PolicyName = ResourceNames.PolicyName(_spec.ConnectorName),
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Sid":"Other","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}}""",
        }),
        ["Role.Policies of others"] = (r, c) => r.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = RoleName(c),
            PolicyName = "hand",
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""",
        }),
        ["Role.Permissions boundary"] = async (r, c) =>
        {
            var policy = await r.Aws.Iam.CreatePolicyAsync(new CreatePolicyRequest
            {
                PolicyName = "boundary",
                PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""",
            });
            await r.Aws.Iam.PutRolePermissionsBoundaryAsync(new PutRolePermissionsBoundaryRequest
            {
                RoleName = RoleName(c), PermissionsBoundary = policy.Policy.Arn,
            });
        },
        ["Role.Tags"] = (r, c) => r.Aws.Iam.TagRoleAsync(new TagRoleRequest
        {
            RoleName = RoleName(c), Tags = [new RoleTag { Key = ResourceNames.EnvTag, Value = "other" }],
        }),
        ["Role.Remembered policies"] = (r, c) => r.Aws.Iam.TagRoleAsync(new TagRoleRequest
        {
            RoleName = RoleName(c), Tags = [new RoleTag { Key = ResourceNames.AttachedPoliciesTag, Value = "0123456789" }],
        }),
        ["ManagedPolicies.Policies"] = (r, c) => r.Aws.Iam.TagRoleAsync(new TagRoleRequest
        {
            RoleName = RoleName(c), Tags = [new RoleTag { Key = ResourceNames.ManagedPoliciesTag, Value = "3" }],
        }),
        ["SecurityGroup.Rules"] = (r, c) => r.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest
        {
            GroupId = c.SecurityGroupId,
            IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] }],
        }),
        ["SecurityGroup.Tags"] = (r, c) => r.Aws.Ec2.CreateTagsAsync(new CreateTagsRequest
        {
            Resources = [c.SecurityGroupId], Tags = [new Amazon.EC2.Model.Tag { Key = ResourceNames.EnvTag, Value = "other" }],
        }),
        ["LogGroup.Retention"] = (r, c) => r.Aws.Logs.PutRetentionPolicyAsync(
            new PutRetentionPolicyRequest { LogGroupName = c.LogGroupName, RetentionInDays = 30 }),
        ["LogGroup.Key"] = (r, c) => r.Aws.Logs.AssociateKmsKeyAsync(new AssociateKmsKeyRequest
        {
            LogGroupName = c.LogGroupName, KmsKeyId = _spec.MskKmsKeyArn,
        }),
        ["LogGroup.Tags"] = (r, c) => r.Aws.Logs.TagResourceAsync(new LogTags
        {
            ResourceArn = $"arn:aws:logs:{c.Region}:{c.AccountId}:log-group:{c.LogGroupName}",
            Tags = new Dictionary<string, string> { [ResourceNames.EnvTag] = "other" },
        }),
        ["Connector.Tags"] = (r, c) => r.Aws.KafkaConnect.TagResourceAsync(new WorkTags
        {
            ResourceArn = c.ConnectorArn, Tags = new Dictionary<string, string> { [ResourceNames.EnvTag] = "other" },
        }),
        ["Connector.Configuration"] = (r, c) => UpdateAsync(r, c, request =>
            request.ConnectorConfiguration = new Dictionary<string, string>(_spec.ConnectorConfiguration) { ["by.hand"] = "yes" }),
        ["Connector.Capacity"] = (r, c) => UpdateAsync(r, c, request => request.Capacity = new CapacityUpdate
        {
            ProvisionedCapacity = new ProvisionedCapacityUpdate { McuCount = 2, WorkerCount = 3 },
        }),
        ["Connector.Plugin"] = (r, c) => UpdateAsync(r, c, request => request.Plugins =
        [
            new PluginUpdate
            {
                CustomPlugin = new CustomPluginUpdate { CustomPluginArn = ReferenceExamples.S3Sink.CustomPluginArn, Revision = 1 },
            },
        ]),
        ["Connector.WorkerConfiguration"] = (r, c) => UpdateAsync(r, c, request =>
            (request.UseDefaultWorkerConfiguration, request.SkipHealthValidation) = (true, true)),
        ["Connector.State"] = async (r, c) =>
        {
            await r.Aws.KafkaConnect.PauseConnectorAsync(new PauseConnectorRequest { ConnectorArn = c.ConnectorArn });
            r.Clock.Advance(TimeSpan.FromHours(1));
        },
    };

    /// <summary>The updates that are tried.</summary>
    public static TheoryData<string> ByHand() => new(_byHand.Keys);

    [Fact]
    public async Task Every_update_of_every_kind_is_tried()
    {
        using var rehearsal = new Rehearsal();
        var stack = await ObserveAsync(rehearsal, _large);
        Assert.Equal(
            stack.All.SelectMany(r => r.Updates.Select(u => $"{r.Kind}.{u.Name}")).Order(StringComparer.Ordinal),
            _byHand.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_property_names_an_update_that_its_resource_does_not_carry_out()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(_large, new CreateOptions(), default);
        var stack = await ObserveAsync(rehearsal, _large);
        Assert.All(stack.All, resource => Assert.Empty(
            resource.Desired().Concat(resource.Current()).Select(p => p.Update).OfType<InPlaceUpdate>().Except(resource.Updates)));
    }

    [Theory]
    [MemberData(nameof(ByHand))]
    public async Task A_change_by_hand_is_seen_as_one_of_that_update_and_mended_by_it(string update)
    {
        using var rehearsal = new Rehearsal();
        var spec = update.StartsWith("ManagedPolicies.", StringComparison.Ordinal) ? _large : _spec;
        var made = await rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);
        await _byHand[update](rehearsal, made);

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(spec, new UpdateOptions(), default);
        var changed = plan.Resources.Where(r => r.Changes.Count > 0).ToList();
        Assert.Equal([update], changed.SelectMany(r => r.Changes.Select(c => $"{r.Kind}.{c.Update?.Name}")).Distinct());
        Assert.All(changed, r => Assert.Equal(PlanAction.Update, r.Action));

        await rehearsal.Provisioner.UpdateAsync(spec, new UpdateOptions(), default);
        Assert.False((await rehearsal.Provisioner.PlanUpdateAsync(spec, new UpdateOptions(), default)).HasChanges);
    }

    private static async Task<ConnectorStack> ObserveAsync(Rehearsal rehearsal, ConnectorSpec spec)
    {
        var context = FakeAws.Context(rehearsal.Aws, spec.ConnectorName);
        return await ConnectorStack.ObserveAsync(context, DesiredState.From(spec), default);
    }

    private static async Task UpdateAsync(Rehearsal rehearsal, ConnectorResult connector, Action<UpdateConnectorRequest> change)
    {
        var request = new UpdateConnectorRequest { ConnectorArn = connector.ConnectorArn, CurrentVersion = connector.ConnectorVersion };
        change(request);
        await rehearsal.Aws.KafkaConnect.UpdateConnectorAsync(request);
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
    }

    private static string RoleName(ConnectorResult connector) => connector.IamRoleArn!.Split('/')[^1];
}
