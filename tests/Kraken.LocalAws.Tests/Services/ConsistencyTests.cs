using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Services;

/// <summary>What is there but not yet seen, gone but still in the way, or one too many.</summary>
public sealed class ConsistencyTests
{
    private static readonly TimeSpan _delay = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_new_role_is_read_late_and_written_at_once()
    {
        using var test = new TestCloud(o => o with { IamVisibilityDelay = _delay });
        await test.PrepareAsync("r");
        var get = new GetRoleRequest { RoleName = "r" };
        await Assert.ThrowsAsync<NoSuchEntityException>(() => test.Aws.Iam.GetRoleAsync(get));
        Assert.Empty((await test.Aws.Iam.ListRolesAsync(new())).Roles ?? []);
        await Assert.ThrowsAsync<NoSuchEntityException>(
            () => test.Aws.Iam.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = "r", PolicyName = "p" }));
        test.Clock.Advance(_delay);
        Assert.Equal("r", (await test.Aws.Iam.GetRoleAsync(get)).Role.RoleName);
        Assert.Single((await test.Aws.Iam.ListRolesAsync(new())).Roles);
    }

    [Fact]
    public async Task A_new_group_is_found_late()
    {
        using var test = new TestCloud(o => o with { Ec2VisibilityDelay = _delay });
        var made = await test.Raw.QueryAsync(
            "ec2", "CreateSecurityGroup", ("GroupName", "g"), ("GroupDescription", "g"), ("VpcId", LocalAwsSeed.VpcId));
        var id = made.Element("groupId")!;
        Assert.Equal("InvalidGroup.NotFound", (await DescribeAsync()).Element("Code"));
        Assert.Equal(
            "InvalidGroup.NotFound",
            (await test.Raw.QueryAsync("ec2", "DeleteSecurityGroup", ("GroupId", id))).Element("Code"));
        Assert.DoesNotContain(id, (await test.Raw.QueryAsync("ec2", "DescribeSecurityGroups")).Body, StringComparison.Ordinal);
        test.Clock.Advance(_delay);
        Assert.Equal(200, (await DescribeAsync()).Status);

        Task<Answer> DescribeAsync() => test.Raw.QueryAsync("ec2", "DescribeSecurityGroups", ("GroupId.1", id));
    }

    [Fact]
    public async Task A_group_stays_in_use_while_the_gone_connectors_interfaces_linger()
    {
        using var test = new TestCloud(o => o with { InterfaceLinger = _delay });
        var request = await test.PrepareAsync();
        var group = request.KafkaCluster.ApacheKafkaCluster.Vpc.SecurityGroups[0];
        var arn = (await test.StartAsync(request)).ConnectorArn;
        await test.Aws.KafkaConnect.DeleteConnectorAsync(new DeleteConnectorRequest { ConnectorArn = arn });
        test.Clock.Advance(TestCloud.Transition);
        await Assert.ThrowsAsync<NotFoundException>(() => test.DescribeAsync(arn));
        var delete = new DeleteSecurityGroupRequest { GroupId = group };
        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(() => test.Aws.Ec2.DeleteSecurityGroupAsync(delete));
        Assert.Equal("DependencyViolation", refused.ErrorCode);
        test.Clock.Advance(_delay);
        await test.Aws.Ec2.DeleteSecurityGroupAsync(delete);
    }

    [Theory]
    [InlineData("iam", "ListRoles", "RoleName", "Marker", "Marker")]
    [InlineData("ec2", "DescribeSecurityGroups", "groupId", "nextToken", "NextToken")]
    [InlineData("ec2", "DescribeSubnets", "subnetId", "nextToken", "NextToken")]
    public async Task Every_list_can_come_an_item_a_page(
        string service, string action, string id, string next, string token)
    {
        using var test = new TestCloud(o => o with { LargestPage = 1 });
        await test.PrepareAsync("a");
        await test.Aws.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = "b", AssumeRolePolicyDocument = TestCloud.Trust });
        var found = new List<string>();
        string? at = null;
        do
        {
            var page = at is null
                ? await test.Raw.QueryAsync(service, action)
                : await test.Raw.QueryAsync(service, action, (token, at));
            found.Add(page.Element(id)!);
            at = page.Element(next);
        }
        while (!string.IsNullOrEmpty(at));

        Assert.True(found.Count > 1);
        Assert.Equal(found.Distinct(), found);
        var plugins = await test.Aws.KafkaConnect.ListCustomPluginsAsync(new ListCustomPluginsRequest { MaxResults = 9 });
        Assert.Single(plugins.CustomPlugins);
        Assert.NotNull(plugins.NextToken);
    }

    [Fact]
    public void A_page_of_nothing_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new LocalCloud(new LocalAwsOptions { LargestPage = 0 }));

    [Fact]
    public async Task A_group_has_no_more_than_fifty_tags()
    {
        using var test = new TestCloud();
        // It has a name already.
        Assert.Equal(200, (await TagAsync(0, 49)).Status);
        Assert.Equal(200, (await TagAsync(0, 1)).Status);
        Assert.Equal("TagLimitExceeded", (await TagAsync(50, 1)).Element("Code"));

        Task<Answer> TagAsync(int first, int count) => test.Raw.QueryAsync(
            "ec2", "CreateTags",
            [
                ("ResourceId.1", LocalAwsSeed.ClusterSecurityGroupId),
                .. Enumerable.Range(1, count).SelectMany(i => new[] { ($"Tag.{i}.Key", $"k{first + i}"), ($"Tag.{i}.Value", "v") }),
            ]);
    }

    [Theory]
    [InlineData("iam", 400)]
    [InlineData("ec2", 503)]
    public async Task A_throttled_answer_says_when_to_retry_where_it_is_told_to(string service, int status)
    {
        using var test = new TestCloud();
        test.Cloud.Faults.Add(FaultRule.Parse($"Service={service},Kind=Throttle,RetryAfter=3"));
        test.Cloud.Faults.Add(FaultRule.Parse($"Service={service},Kind=Throttle,NthCall=2"));
        var action = service == "iam" ? "ListRoles" : "DescribeVpcs";
        var first = await test.Raw.QueryAsync(service, action);
        Assert.Equal((status, "3"), (first.Status, first.Headers["Retry-After"]));
        Assert.DoesNotContain("Retry-After", (await test.Raw.QueryAsync(service, action)).Headers.Keys);
    }
}
