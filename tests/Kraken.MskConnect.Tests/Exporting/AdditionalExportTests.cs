using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Exporting;

/// <summary>A connector that is exported and taken over loses no grant and no rule, unless a person deletes a line.</summary>
public sealed class AdditionalExportTests : IDisposable
{
    private const string Statements = """
        {"Version":"2012-10-17","Statement":[
        {"Sid":"Enrich","Effect":"Allow","Action":["lambda:InvokeFunction","lambda:GetFunction"],
         "Resource":"arn:aws:lambda:us-east-1:123456789012:function:enrich","Condition":{"StringEquals":{"aws:ResourceTag/team":"orders"}}},
        {"Effect":"Allow","Action":"cloudwatch:PutMetricData","Resource":"*"},
        {"Sid":"Wild","Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-1:123456789012:orders"},
        {"Sid":"No","Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}]}
        """;

    private static readonly ConnectorSpec _source = ReferenceExamples.DebeziumSource;

    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task What_a_spec_adds_comes_back_and_a_comparison_shows_nothing()
    {
        await Additions.PrepareAsync(_rehearsal);
        await _rehearsal.Provisioner.CreateAsync(Additions.To(_source), new CreateOptions(), default);

        var (spec, _) = await ExportAsync();

        Assert.Equal(["orders-copier"], spec.AdditionalConsumerGroup);
        Assert.Equal(["iceberg-*"], spec.AdditionalTransactionalId);
        Assert.Equal("EnrichOrders", Assert.Single(spec.AdditionalPolicyStatement).Reason);
        Assert.Equal([Additions.Egress], spec.AdditionalEgress);
        Assert.Equal([Additions.Ingress], spec.AdditionalIngress);
        Assert.False((await _rehearsal.Provisioner.PlanAsync(spec, default)).HasChanges);
    }

    [Fact]
    public async Task A_take_over_takes_away_only_what_a_warning_has_named()
    {
        var (_, group) = await HandMade.MakeAsync(_rehearsal.Aws, _source);
        await Additions.PrepareAsync(_rehearsal);
        await _rehearsal.Aws.Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = HandMade.RoleName, PolicyArn = Additions.Policy });
        await _rehearsal.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = HandMade.RoleName, PolicyName = "hand", PolicyDocument = Statements });
        await OpenAsync(group);

        var (exported, warnings) = await ExportAsync();
        var spec = exported with { Env = "dev" };
        Assert.DoesNotContain(SpecValidator.Validate(spec).Findings, f => f.Severity == FindingSeverity.Error);

        Assert.Equal([Additions.Policy], spec.AdditionalManagedPolicyArn);
        Assert.Equal(
            [
                "cloudwatch:PutMetricData on *",
                "lambda:GetFunction, lambda:InvokeFunction on arn:aws:lambda:us-east-1:123456789012:function:enrich",
                "logs:CreateLogStream, logs:PutLogEvents on arn:aws:logs:us-east-1:123456789012:log-group:/aws/msk-connect/debezium-postgres-cdc-dev:*",
            ],
            spec.AdditionalPolicyStatement.Select(s => $"{string.Join(", ", s.Action.Order(StringComparer.Ordinal))} on {s.Resource[0]}").Order(StringComparer.Ordinal));
        Assert.StartsWith("Enrich ", spec.AdditionalPolicyStatement.Single(s => s.Condition.Count > 0).Reason, StringComparison.Ordinal);
        Assert.Contains(warnings, w => w.Contains("sqs:*", StringComparison.Ordinal) && w.Contains("takes it away", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("denies access", StringComparison.Ordinal));
        Assert.Equal(
            ["-1   0.0.0.0/0", "50   10.0.0.0/8", "icmp 8 -1 10.0.0.0/8", "tcp 5439 5439 " + group, "udp 4000 4010 pl-0a1b2c3d"],
            spec.AdditionalEgress.Select(r => $"{r.Protocol} {r.FromPort} {r.ToPort} {r.Destination}").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["tcp 9404 9404 10.1.0.0/16", "tcp 9404 9404 " + group],
            spec.AdditionalIngress.Select(r => $"{r.Protocol} {r.FromPort} {r.ToPort} {r.Source}").Order(StringComparer.Ordinal));

        await _rehearsal.Provisioner.UpdateAsync(spec, new UpdateOptions { Adopt = true }, default);

        var after = Assert.Single((await _rehearsal.Aws.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { GroupIds = [group] })).SecurityGroups);
        Assert.Contains(after.IpPermissionsEgress, p => p.IpProtocol == "-1");
        Assert.Contains(after.IpPermissionsEgress, p => p.IpProtocol == "udp" && p.PrefixListIds.Count == 1);
        Assert.Equal(2, after.IpPermissions.Sum(p => (p.Ipv4Ranges?.Count ?? 0) + (p.UserIdGroupPairs?.Count ?? 0)));
        var attached = await _rehearsal.Aws.Iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = HandMade.RoleName });
        Assert.Equal([Additions.Policy], attached.AttachedPolicies.Select(p => p.PolicyArn));
        Assert.Equal([], await ChangesAsync(spec));

        var (again, _) = await ExportAsync();
        Assert.Equal([], await ChangesAsync(again));
    }

    [Fact]
    public async Task A_plan_of_the_take_over_loses_what_the_warnings_named_and_nothing_else()
    {
        var (_, group) = await HandMade.MakeAsync(_rehearsal.Aws, _source);
        await _rehearsal.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = HandMade.RoleName, PolicyName = "hand", PolicyDocument = Statements });
        await OpenAsync(group);
        var (spec, _) = await ExportAsync();

        var look = new TakeOver(await _rehearsal.Provisioner.PlanUpdateAsync(spec with { Env = "dev" }, new UpdateOptions { Adopt = true }, default));

        Assert.Equal(["AccessLost[Deny s3:DeleteObject]", "AccessLost[sqs:*]"], look.Lost);
    }

    private async Task<IEnumerable<string>> ChangesAsync(ConnectorSpec spec) =>
        (await _rehearsal.Provisioner.PlanUpdateAsync(spec, new UpdateOptions(), default)).Resources
            .SelectMany(r => r.Changes.Select(c => $"{r.Kind} {c.Property}: {c.Current} -> {c.Desired}"));

    private sealed record TakeOver(ConnectorPlan Plan)
    {
        /// <summary>Access and rules that go.</summary>
        public IEnumerable<string> Lost => Plan.Resources.SelectMany(r => r.Changes)
            .Where(c => c.Desired is null && (c.Property.StartsWith("Access", StringComparison.Ordinal)
                || c.Property.StartsWith("Egress", StringComparison.Ordinal) || c.Property.StartsWith("Ingress", StringComparison.Ordinal)))
            .Select(c => c.Property).Order(StringComparer.Ordinal);
    }

    /// <summary>Rules of every kind beside the one for all traffic that a new group has.</summary>
    private async Task OpenAsync(string group)
    {
        await _rehearsal.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest
        {
            GroupId = group,
            IpPermissions =
            [
                new IpPermission { IpProtocol = "tcp", FromPort = 5439, ToPort = 5439, UserIdGroupPairs = [new UserIdGroupPair { GroupId = group, Description = "itself" }] },
                new IpPermission { IpProtocol = "udp", FromPort = 4000, ToPort = 4010, PrefixListIds = [new PrefixListId { Id = "pl-0a1b2c3d" }] },
                new IpPermission { IpProtocol = "icmp", FromPort = 8, ToPort = -1, Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8", Description = "ping" }] },
                new IpPermission { IpProtocol = "50", Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] },
            ],
        });
        await _rehearsal.Aws.Ec2.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest
        {
            GroupId = group,
            IpPermissions =
            [
                new IpPermission
                {
                    IpProtocol = "tcp", FromPort = 9404, ToPort = 9404,
                    Ipv4Ranges = [new IpRange { CidrIp = "10.1.0.0/16", Description = "metrics" }],
                    UserIdGroupPairs = [new UserIdGroupPair { GroupId = group }],
                },
            ],
        });
    }

    private async Task<(ConnectorSpec Spec, IReadOnlyList<string> Warnings)> ExportAsync()
    {
        var specs = new List<ConnectorSpec>();
        await foreach (var spec in new SpecExporter(_rehearsal.Aws, _rehearsal.Events).ExportAsync(_source.ConnectorName, default))
            specs.Add(spec);
        return (
            Assert.Single(specs),
            [.. _rehearsal.Events.All.Where(e => e.Level == ProvisioningEventLevel.Warning).Select(e => e.Message)]);
    }
}
