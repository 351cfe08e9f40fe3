using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Policies.Caller;

/// <summary>
/// Whole lives of connectors in an embedded AWS: the policy of who leads them allows each call on its very resource, and grants
/// nothing that no life calls for, but what AWS documents that it asks for by itself.
/// </summary>
public class CallerPolicyLifeTests
{
    /// <summary>Calls that the code makes (PermissionsDocumentTests see them), and that an embedded AWS gives no reason for.</summary>
    private static readonly Dictionary<string, string> _notRehearsed = new(StringComparer.Ordinal)
    {
        ["ec2:DeleteSecurityGroup"] = "a replacement in another VPC; removals call it",
        ["ec2:DescribeNetworkInterfaces"] = "a group that interfaces still use although its connector is gone",
    };

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    private static ConnectorSpec Large => Source with { KafkaTopicWrite = [.. Enumerable.Range(0, 150).Select(i => $"cdc.table{i:D4}.mnpi")] };

    [Fact]
    public async Task Every_call_of_a_life_is_allowed_and_nothing_is_granted_that_no_life_calls()
    {
        var lives = new List<Life>();
        foreach (var life in Lives())
            lives.Add(await LeadAsync(life));

        var denied = lives.SelectMany(l => l.Denied).ToList();
        Assert.True(denied.Count == 0, "called and not granted: " + string.Join("\n", denied));

        // What no call stands for: a grant of which every life's policies that have it never see the call.
        var called = lives.SelectMany(l => l.Calls.Select(c => (l.Purpose, c.Action))).ToHashSet();
        var uncalled = lives
            .SelectMany(l => l.Policy.Grants.Where(g => g.Source is null).Select(g => (l.Purpose, g.Action)))
            .Distinct()
            .Except(called)
            .Where(g => !_notRehearsed.ContainsKey(g.Action))
            .ToList();
        Assert.True(uncalled.Count == 0, "granted and not called: " + string.Join("\n", uncalled));
    }

    [Fact]
    public void What_AWS_asks_for_by_itself_is_in_the_policy_with_its_source_and_its_narrowest_scope()
    {
        var policy = CallerPolicyBuilder.Build([Source with { LogS3Bucket = "logs", LogFirehoseDeliveryStream = "stream" }], CallerPurpose.Apply);
        string[] asked =
        [
            "iam:PassRole", "iam:CreateServiceLinkedRole", "ec2:CreateNetworkInterface", "ec2:DescribeVpcs", "logs:CreateLogDelivery",
            "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies",
            "s3:GetBucketPolicy", "s3:PutBucketPolicy", "firehose:TagDeliveryStream",
        ];
        Assert.All(asked, action => Assert.All(
            policy.Grants.Where(g => g.Action == action).DefaultIfEmpty(new CallerGrant("", action, "", "", null, null)),
            g => Assert.False(string.IsNullOrEmpty(g.Source), action)));

        // A role may be passed to MSK Connect alone, and only the connector's.
        var pass = new PolicyRequest("iam:PassRole", "arn:aws:iam::123456789012:role/" + ResourceNames.RoleName(Source.ConnectorName, Source.Region));
        Assert.True(IsAllowed(policy, pass.With("iam:PassedToService", "kafkaconnect.amazonaws.com")));
        Assert.False(IsAllowed(policy, pass.With("iam:PassedToService", "lambda.amazonaws.com")));
        Assert.False(IsAllowed(policy, (pass with { Resource = "arn:aws:iam::123456789012:role/admin" }).With("iam:PassedToService", "kafkaconnect.amazonaws.com")));
    }

    [Fact]
    public void Neighbours_stay_out_of_reach()
    {
        var policy = CallerPolicyBuilder.Build([Source, ReferenceExamples.S3Sink], CallerPurpose.Remove);
        var account = $"{Source.Region}:{Source.AccountId}";
        Assert.False(IsAllowed(policy, new PolicyRequest("kafkaconnect:DeleteConnector", $"arn:aws:kafkaconnect:{account}:connector/other/1")));
        Assert.True(IsAllowed(policy, new PolicyRequest("kafkaconnect:DeleteConnector", $"arn:aws:kafkaconnect:{account}:connector/{Source.ConnectorName}/1")));
        var group = new PolicyRequest("ec2:DeleteSecurityGroup", $"arn:aws:ec2:{account}:security-group/sg-1");
        Assert.False(IsAllowed(policy, group));
        Assert.False(IsAllowed(policy, group.With("aws:ResourceTag/kraken:connector", "other")));
        Assert.True(IsAllowed(policy, group.With("aws:ResourceTag/kraken:connector", ReferenceExamples.S3Sink.ConnectorName)));
        Assert.False(IsAllowed(policy, new PolicyRequest("logs:DeleteLogGroup", $"arn:aws:logs:{account}:log-group:/aws/lambda/other")));
        Assert.DoesNotContain(policy.Grants, g => g.Action is "kafkaconnect:CreateConnector" or "iam:CreateRole");
    }

    [Fact]
    public void Reading_changes_nothing() => Assert.All(
        CallerPolicyBuilder.Build([Source], CallerPurpose.Read, allowReplacement: false).Grants,
        g => Assert.Matches(":(Get|List|Describe|Filter)", g.Action));

    private static bool IsAllowed(CallerPolicy policy, PolicyRequest request) =>
        PolicyEvaluator.Evaluate([new NamedPolicy("caller", policy.Document)], request).IsAllowed;

    private static async Task<Life> LeadAsync(Life life)
    {
        using var world = new Rehearsal();
        await Additions.PrepareAsync(world);
        await life.Before(world);
        var log = new CallLog(life.Spec);
        var aws = log.Around(world.Aws);
        await life.Lead(new ConnectorProvisioner(aws, world.Events, world.Clock), aws, world);
        var policy = CallerPolicyBuilder.Build(life.Fleet ?? [life.Spec], life.Purpose, life.Replaces, life.KeepsOffsets, life.PrunesTags, life.Prunes);
        var denied = log.Requests.Where(r => !IsAllowed(policy, r)).Select(r => $"{life.Name}: {r.Action} on {r.Resource}").Distinct().ToList();
        return life with { Calls = log.Requests, Denied = denied, Policy = policy };
    }

    private static IEnumerable<Life> Lives()
    {
        var everything = Additions.To(Source) with { LogRetentionInDays = 0, DesiredState = "RUNNING" };
        yield return new("apply", CallerPurpose.Apply, Source, _ => Task.CompletedTask, async (p, _, w) =>
        {
            await p.CreateAsync(Source, new CreateOptions(), default);
            await SpoilAsync(w, Source);
            await p.UpdateAsync(Source.WithKey("snapshot.mode", "never") with { LogRetentionInDays = 14, CustomPluginArn = Source.CustomPluginArn }, new UpdateOptions(), default);
            await p.UpdateAsync(Source.WithKey("snapshot.mode", "never") with { CommonTag = new Dictionary<string, string> { ["owner"] = "them" } }, new UpdateOptions(), default);
        });
        yield return new("apply another plugin", CallerPurpose.Apply, Source with { CustomPluginArn = ReferenceExamples.S3Sink.CustomPluginArn },
            w => w.Provisioner.CreateAsync(Source, new CreateOptions(), default),
            (p, _, _) => p.UpdateAsync(Source with { CustomPluginArn = ReferenceExamples.S3Sink.CustomPluginArn }, new UpdateOptions(), default));
        yield return new("apply fewer tags", CallerPurpose.Apply, Source, w => w.Provisioner.CreateAsync(Source, new CreateOptions(), default),
            (p, _, _) => p.UpdateAsync(Source with { CommonTag = new Dictionary<string, string>() }, new UpdateOptions { PruneTags = true }, default))
        { PrunesTags = true };
        var (kept, gone) = (Source with { Fleet = "orders" }, Source with { ConnectorName = "gone", Fleet = "orders" });
        yield return new("prune", CallerPurpose.Apply, gone, async w =>
        {
            await w.Provisioner.CreateAsync(kept, new CreateOptions(), default);
            await w.Provisioner.CreateAsync(gone, new CreateOptions(), default);
            await AddInlineAsync(w, gone);
        }, async (p, aws, w) =>
        {
            var members = await new FleetSearch(aws, w.Events, w.Clock).FindAsync("orders", null, default);
            var review = FleetReview.Of("orders", members, [new FleetMember(kept.ConnectorName, kept.Region)]);
            Assert.Equal([gone.ConnectorName], review.WithoutSpec.Select(m => m.ConnectorName));
            await p.PlanRemovalAsync(gone.ConnectorName, new RemoveOptions(), default);
            await p.RemoveAsync(gone.ConnectorName, new RemoveOptions(), default);
        })
        { Fleet = [kept], Prunes = true };
        yield return new("apply what a spec adds", CallerPurpose.Apply, everything,
            w => w.Provisioner.CreateAsync(Source, new CreateOptions(), default), async (p, _, w) =>
            {
                await p.UpdateAsync(everything, new UpdateOptions(), default);
                await p.UpdateAsync(everything with { DesiredState = "PAUSED" }, new UpdateOptions(), default);
                await p.UpdateAsync(everything, new UpdateOptions(), default);
                await RedescribeAsync(w, everything, isEgress: false);
                await p.UpdateAsync(everything with { AdditionalManagedPolicyArn = [] }, new UpdateOptions(), default);
            });
        yield return new("apply many topics", CallerPurpose.Apply, Large, _ => Task.CompletedTask, async (p, _, _) =>
        {
            await p.CreateAsync(Large, new CreateOptions(), default);
            for (var i = 0; i < 6; i++)
                await p.UpdateAsync(Large with { KafkaTopicWrite = [.. Large.KafkaTopicWrite.Skip(i), "cdc.fills"] }, new UpdateOptions(), default);
            await p.UpdateAsync(Source, new UpdateOptions(), default);
        });
        yield return new("replace", CallerPurpose.Apply, Source, w => w.Provisioner.CreateAsync(Source, new CreateOptions(), default), async (p, _, w) =>
        {
            var options = new UpdateOptions { AllowReplacement = true, KeepOffsets = true };
            await p.UpdateAsync(Source with { KafkaConnectVersion = "3.7.x" }, options, default);
        })
        { Replaces = true, KeepsOffsets = true };
        var moved = Source with { RolePath = "/connect/" };
        yield return new("replace the role", CallerPurpose.Apply, moved, w => w.Provisioner.CreateAsync(Source, new CreateOptions(), default),
            (p, _, _) => p.UpdateAsync(moved, new UpdateOptions { AllowReplacement = true }, default)) { Replaces = true };
        yield return new("remove", CallerPurpose.Remove, Source, async w =>
        {
            await w.Provisioner.CreateAsync(Source, new CreateOptions(), default);
            await w.Provisioner.UpdateAsync(
                Source with { KafkaConnectVersion = "3.7.x" }, new UpdateOptions { AllowReplacement = true, KeepOffsets = true }, default);
            await AddInlineAsync(w, Source);
        }, (p, _, _) => p.RemoveAsync(Source.ConnectorName, new RemoveOptions(), default)) { KeepsOffsets = true };
        yield return new("remove many topics", CallerPurpose.Remove, Large, async w =>
        {
            await w.Provisioner.CreateAsync(Large, new CreateOptions(), default);
            for (var i = 0; i < 3; i++)
                await w.Provisioner.UpdateAsync(Large with { KafkaTopicWrite = [.. Large.KafkaTopicWrite.Skip(i), "cdc.fills"] }, new UpdateOptions(), default);
        }, (p, _, _) => p.RemoveAsync(Large.ConnectorName, new RemoveOptions(), default));
        yield return new("apply what fails", CallerPurpose.Apply, Source, w =>
        {
            w.Cloud.Faults.Add(new ConnectorFailure("*", LogLines: ["ERROR the reason"]));
            return Task.CompletedTask;
        }, (p, _, _) => Assert.ThrowsAsync<KrakenException>(() => p.CreateAsync(Source, new CreateOptions(), default)));
        yield return new("read", CallerPurpose.Read, Source, async w =>
        {
            await w.Provisioner.CreateAsync(Source, new CreateOptions(), default);
            await w.Provisioner.UpdateAsync(Source with { AutoscalingMcuCount = 2 }, new UpdateOptions(), default);
            w.Cloud.WriteLog(Source.ConnectorName, ["ERROR the reason"], "stream-1", 1);
        }, async (p, aws, w) =>
        {
            await p.PlanUpdateAsync(Source, new UpdateOptions(), default);
            Assert.NotEmpty(await ReadAsync(new ConnectorInspector(aws, w.Events, w.Clock).FindAsync(Source.ConnectorName, default)));
            Assert.NotEmpty(await ReadAsync(new ConnectorInspector(aws, w.Events, w.Clock).ReadOperationsAsync(Source.ConnectorName, default)));
            await new ConnectorLogReader(aws, w.Events, w.Clock).ReadAsync(Source.ConnectorName, new ConnectorLogQuery(), _ => Task.CompletedTask, default);
        });
    }

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }

    /// <summary>What somebody may have changed by hand, so that an update has all of it to repair.</summary>
    private static async Task SpoilAsync(Rehearsal world, ConnectorSpec spec)
    {
        var aws = world.Aws;
        var role = ResourceNames.RoleName(spec.ConnectorName, spec.Region);
        await aws.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest
        {
            RoleName = role,
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"kafkaconnect.amazonaws.com"},"Action":"sts:AssumeRole"}}""",
        });
        await aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = role, PolicyName = ResourceNames.PolicyName(spec.ConnectorName),
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:orders"}}""",
        });
        await AddInlineAsync(world, spec);
        var group = await RedescribeAsync(world, spec, isEgress: true);
        await aws.Ec2.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest
        {
            GroupId = group.GroupId,
            IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] }],
        });
    }

    private static Task<PutRolePolicyResponse> AddInlineAsync(Rehearsal world, ConnectorSpec spec) => world.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
    {
        RoleName = ResourceNames.RoleName(spec.ConnectorName, spec.Region),
        PolicyName = "by-hand",
        PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:orders"}}""",
    });

    private static async Task<SecurityGroup> RedescribeAsync(Rehearsal world, ConnectorSpec spec, bool isEgress)
    {
        var group = (await world.Aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest())).SecurityGroups
            .Single(g => g.GroupName == ResourceNames.SecurityGroupName(spec.ConnectorName));
        var rule = (isEgress ? group.IpPermissionsEgress : group.IpPermissions)[0];
        rule.Ipv4Ranges[0].Description = "by hand";
        if (isEgress)
        {
            await world.Aws.Ec2.UpdateSecurityGroupRuleDescriptionsEgressAsync(
                new UpdateSecurityGroupRuleDescriptionsEgressRequest { GroupId = group.GroupId, IpPermissions = [rule] });
        }
        else
        {
            await world.Aws.Ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(
                new UpdateSecurityGroupRuleDescriptionsIngressRequest { GroupId = group.GroupId, IpPermissions = [rule] });
        }

        return group;
    }

    private sealed record Life(
        string Name, CallerPurpose Purpose, ConnectorSpec Spec, Func<Rehearsal, Task> Before, Func<ConnectorProvisioner, ServiceClients, Rehearsal, Task> Lead)
    {
        public IReadOnlyList<ConnectorSpec>? Fleet { get; init; }

        public bool Replaces { get; init; }

        public bool KeepsOffsets { get; init; }

        public bool PrunesTags { get; init; }

        public bool Prunes { get; init; }

        public IReadOnlyList<PolicyRequest> Calls { get; init; } = [];

        public IReadOnlyList<string> Denied { get; init; } = [];

        public CallerPolicy Policy { get; init; } = null!;
    }
}
