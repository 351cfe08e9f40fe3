using Amazon.EC2;
using Amazon.EC2.Model;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Services;

public sealed class Ec2Tests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("vpc-0", "g", "d", "InvalidVpcID.NotFound")]
    [InlineData(LocalAwsSeed.VpcId, "sg-mine", "d", "InvalidParameterValue")]
    [InlineData(LocalAwsSeed.VpcId, "g", "umlaut ä", "InvalidParameterValue")]
    [InlineData(LocalAwsSeed.VpcId, "kraken-dev-msk", "d", "InvalidGroup.Duplicate")]
    public async Task A_group_that_ec2_would_not_make_is_refused(
        string vpc, string name, string description, string code) =>
        await RefusedAsync(code, () => _test.Aws.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { VpcId = vpc, GroupName = name, Description = description }));

    [Fact]
    public async Task A_rule_that_is_there_is_a_duplicate_and_one_that_is_not_cannot_be_revoked()
    {
        var group = await CreateAsync("g");
        await AuthorizeAsync(group, Tcp(443, "0.0.0.0/0"));
        await RefusedAsync("InvalidPermission.Duplicate", () => AuthorizeAsync(group, Tcp(443, "0.0.0.0/0")));
        await RefusedAsync("InvalidPermission.NotFound", () => _test.Aws.Ec2.RevokeSecurityGroupEgressAsync(
            new RevokeSecurityGroupEgressRequest { GroupId = group, IpPermissions = [Tcp(444, "0.0.0.0/0")] }));
        var rules = await RulesAsync(group);
        Assert.Equal(2, rules.Count);
        var revoked = await _test.Aws.Ec2.RevokeSecurityGroupEgressAsync(
            new RevokeSecurityGroupEgressRequest { GroupId = group,
                SecurityGroupRuleIds = [.. rules.Select(r => r.SecurityGroupRuleId)] });
        Assert.Equal(2, revoked.RevokedSecurityGroupRules.Count);
        Assert.Empty(await RulesAsync(group));
    }

    [Fact]
    public async Task Groups_are_found_by_the_groups_that_their_rules_name()
    {
        var (named, other) = (await CreateAsync("named"), await CreateAsync("other"));
        await AuthorizeAsync(other, new IpPermission
        {
            IpProtocol = "tcp", FromPort = 1, ToPort = 1, UserIdGroupPairs = [new UserIdGroupPair { GroupId = named }],
        });

        Assert.Equal([other], await FindAsync("egress.ip-permission.group-id"));
        Assert.Empty(await FindAsync("ip-permission.group-id"));

        async Task<IEnumerable<string>> FindAsync(string filter) =>
            (await _test.Aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest
            {
                Filters = [new Filter { Name = filter, Values = [named] }],
            })).SecurityGroups?.Select(g => g.GroupId) ?? [];
    }

    [Theory]
    [InlineData(0, 70000, "10.0.0.0/8")]
    [InlineData(5, 4, "10.0.0.0/8")]
    [InlineData(1, 1, "10.0.0.0/40")]
    [InlineData(1, 1, "somewhere")]
    [InlineData(1, 1, "10.0.0.0")]
    [InlineData(1, 1, "fd00::/8")]
    [InlineData(1, 1, "10.0.0.0/-1")]
    public async Task A_rule_with_wrong_ports_or_cidr_is_refused(int from, int to, string cidr)
    {
        var group = await CreateAsync("g");
        await RefusedAsync("InvalidParameterValue", () => AuthorizeAsync(group, new IpPermission
        {
            IpProtocol = "tcp", FromPort = from, ToPort = to, Ipv4Ranges = [new IpRange { CidrIp = cidr }],
        }));
    }

    [Theory]
    [InlineData("100.68.0.18/18", "100.68.0.0/18")]
    [InlineData("10.1.2.3/0", "0.0.0.0/0")]
    [InlineData("10.1.2.3/32", "10.1.2.3/32")]
    public async Task Bits_beyond_a_block_s_prefix_are_cleared(string given, string kept)
    {
        var group = await CreateAsync("g");
        await AuthorizeAsync(group, Tcp(443, given));
        var https = Assert.Single((await DescribeAsync(group)).IpPermissionsEgress, p => p.FromPort == 443);
        Assert.Equal(kept, Assert.Single(https.Ipv4Ranges).CidrIp);
    }

    [Fact]
    public async Task Peers_of_one_port_come_back_as_one_permission()
    {
        var group = await CreateAsync("g");
        await AuthorizeAsync(group, Tcp(443, "10.0.0.0/8"), Tcp(443, "172.16.0.0/12"));
        var egress = (await DescribeAsync(group)).IpPermissionsEgress;
        var https = Assert.Single(egress, p => p.FromPort == 443);
        Assert.Equal(["10.0.0.0/8", "172.16.0.0/12"], https.Ipv4Ranges.Select(r => r.CidrIp));
    }

    [Fact]
    public async Task A_group_that_another_group_names_cannot_be_deleted()
    {
        var (one, other) = (await CreateAsync("one"), await CreateAsync("other"));
        await AuthorizeAsync(other, new IpPermission
        {
            IpProtocol = "tcp", FromPort = 1, ToPort = 2, UserIdGroupPairs = [new UserIdGroupPair { GroupId = one }],
        });
        await RefusedAsync("DependencyViolation", () => DeleteAsync(one));
        await DeleteAsync(other);
        await DeleteAsync(one);
        await RefusedAsync("InvalidGroup.NotFound", () => DeleteAsync(one));

        Task DeleteAsync(string id) =>
            _test.Aws.Ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = id });
    }

    [Fact]
    public async Task Groups_are_found_by_name_tag_and_wildcard_page_by_page()
    {
        for (var i = 0; i < 7; i++)
            await CreateAsync($"kraken-{i}", ("env", i % 2 == 0 ? "dev" : "prod"));
        Assert.Equal(7, await CountAsync("group-name", "kraken-?"));
        Assert.Equal(4, await CountAsync("tag:env", "dev"));
        Assert.Equal(7, await CountAsync("tag-key", "env"));
        Assert.Equal(2, await CountAsync("group-name", "kraken-1", "kraken-2"));
        await RefusedAsync("InvalidParameterValue", () => CountAsync("colour", "red"));

        var request =
            new DescribeSecurityGroupsRequest { MaxResults = 5,
                Filters = [new Filter { Name = "tag-key", Values = ["env"] }] };
        var first = await _test.Aws.Ec2.DescribeSecurityGroupsAsync(request);
        request.NextToken = first.NextToken;
        var second = await _test.Aws.Ec2.DescribeSecurityGroupsAsync(request);
        Assert.Equal((5, 2, null), (first.SecurityGroups.Count, second.SecurityGroups.Count, second.NextToken));

        async Task<int> CountAsync(string name, params string[] values) =>
            (await _test.Aws.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new Filter { Name = name,
                Values = [.. values] }] })).SecurityGroups.Count;
    }

    [Fact]
    public async Task Tags_are_added_and_deleted_by_key_or_by_key_and_value()
    {
        var group = await CreateAsync("g", ("a", "1"), ("b", "2"));
        await _test.Aws.Ec2.CreateTagsAsync(
            new CreateTagsRequest { Resources = [group], Tags = [new Tag { Key = "c", Value = "3" }] });
        await _test.Aws.Ec2.DeleteTagsAsync(new DeleteTagsRequest
        {
            Resources = [group], Tags = [new Tag { Key = "a" }, new Tag { Key = "b", Value = "other" }],
        });
        Assert.Equal(["b", "c"], (await DescribeAsync(group)).Tags.Select(t => t.Key));
        await RefusedAsync("InvalidID", () => _test.Aws.Ec2.CreateTagsAsync(
            new CreateTagsRequest { Resources = ["sg-0"], Tags = [new Tag { Key = "c", Value = "3" }] }));
    }

    [Fact]
    public async Task The_vpc_has_its_two_subnets_and_default_group()
    {
        var subnets = (await _test.Aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest
        {
            Filters = [new Filter { Name = "vpc-id", Values = [LocalAwsSeed.VpcId] }],
        })).Subnets;
        Assert.Equal([LocalAwsSeed.SubnetIdA, LocalAwsSeed.SubnetIdB], subnets.Select(s => s.SubnetId));
        Assert.Equal(["us-east-1a", "us-east-1b"], subnets.Select(s => s.AvailabilityZone));
        // The database has an address.
        Assert.Equal([250, 251], subnets.Select(s => s.AvailableIpAddressCount));
        Assert.All(subnets, s => Assert.Equal(
            (false, "ip-name"), (s.Ipv6Native, s.PrivateDnsNameOptionsOnLaunch.HostnameType.Value)));
        var vpc = Assert.Single((await _test.Aws.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest())).Vpcs);
        var block = Assert.Single(vpc.CidrBlockAssociationSet);
        Assert.Equal(("10.20.0.0/16", "associated"), (block.CidrBlock, block.CidrBlockState.State.Value));
        Assert.Equal("default", vpc.DhcpOptionsId);
        await RefusedAsync(
            "InvalidSubnetID.NotFound", () =>
                _test.Aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = ["subnet-0"] }));
        var groups = (await _test.Aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest()))
            .SecurityGroups;
        await RefusedAsync("CannotDelete", () => _test.Aws.Ec2.DeleteSecurityGroupAsync(
            new DeleteSecurityGroupRequest { GroupId = groups.Single(g => g.GroupName == "default").GroupId }));
    }

    private async Task<string> CreateAsync(string name, params (string Key, string Value)[] tags) =>
        (await _test.Aws.Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest
        {
            GroupName = name,
            Description = "about " + name,
            VpcId = LocalAwsSeed.VpcId,
            TagSpecifications = tags.Length == 0 ? null : [new TagSpecification
            {
                ResourceType = "security-group", Tags = [.. tags.Select(t => new Tag { Key = t.Key, Value = t.Value })],
            }],
        })).GroupId;

    private Task<AuthorizeSecurityGroupEgressResponse> AuthorizeAsync(
        string group, params IpPermission[] permissions) => _test.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(
        new AuthorizeSecurityGroupEgressRequest { GroupId = group, IpPermissions = [.. permissions] });

    private async Task<SecurityGroup> DescribeAsync(string group) =>
        Assert.Single((await _test.Aws.Ec2.DescribeSecurityGroupsAsync(
        new DescribeSecurityGroupsRequest { GroupIds = [group] })).SecurityGroups);

    private async Task<List<SecurityGroupRule>> RulesAsync(string group) =>
        (await _test.Aws.Ec2.DescribeSecurityGroupRulesAsync(
        new DescribeSecurityGroupRulesRequest { Filters = [new Filter { Name = "group-id",
            Values = [group] }] })).SecurityGroupRules ?? [];

    private static IpPermission Tcp(int port, string cidr) => new()
    {
        IpProtocol = "tcp", FromPort = port, ToPort = port, Ipv4Ranges = [new IpRange { CidrIp = cidr }],
    };

    private static async Task RefusedAsync(string code, Func<Task> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<AmazonEC2Exception>(call)).ErrorCode);
}
