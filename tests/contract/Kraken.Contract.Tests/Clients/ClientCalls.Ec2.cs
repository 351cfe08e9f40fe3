using Amazon.EC2;
using Amazon.EC2.Model;
using static Kraken.Contract.Tests.Clients.ClientCall;

namespace Kraken.Contract.Tests.Clients;

/// <content>Networks, security groups and their tags.</content>
internal static partial class ClientCalls
{
    private static IEnumerable<ClientCall> Ec2() =>
    [
        Do(w => w.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = [w.Id("vpc")] })),
        Refused("InvalidVpcID.NotFound", w => w.Ec2.DescribeVpcsAsync(
            new DescribeVpcsRequest { VpcIds = ["vpc-0000000000000dead"] })),
        Do(w => w.Ec2.DescribeVpcAttributeAsync(
            new DescribeVpcAttributeRequest { VpcId = w.Id("vpc"), Attribute = VpcAttributeName.EnableDnsSupport })),
        Refused("InvalidVpcID.NotFound", w => w.Ec2.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest
        {
            VpcId = "vpc-0000000000000dead",
            Attribute = VpcAttributeName.EnableDnsSupport,
        })),
        Do(w => w.Ec2.DescribeRouteTablesAsync(
            new DescribeRouteTablesRequest { Filters = [new Filter("vpc-id", [w.Id("vpc")])] })),
        Do(w => w.Ec2.DescribeVpcEndpointsAsync(
            new DescribeVpcEndpointsRequest { Filters = [new Filter("vpc-id", [w.Id("vpc")])] })),
        Refused("InvalidVpcEndpointId.NotFound", w => w.Ec2.DescribeVpcEndpointsAsync(
            new DescribeVpcEndpointsRequest { VpcEndpointIds = ["vpce-0000000000000dead"] })),
        Do(w => w.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = [w.Id("subnet")] })),
        Do(w => w.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest
        {
            Filters = [new Filter("vpc-id", [w.Id("vpc")]), new Filter("tag:Name", ["kraken-dev-private-a"])],
        })),
        Refused("InvalidSubnetID.NotFound", w => w.Ec2.DescribeSubnetsAsync(
            new DescribeSubnetsRequest { SubnetIds = ["subnet-0000000000000dead"] })),
        Do(w => w.KeepAsync(
            "group",
            w.Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest
            {
                GroupName = "contract",
                Description = "for a contract",
                VpcId = w.Id("vpc"),
                TagSpecifications =
                [
                    new TagSpecification { ResourceType = "security-group", Tags = [new Tag("a", "1")] },
                ],
            }),
            r => r.GroupId)),
        Refused("InvalidGroup.Duplicate", w => w.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { GroupName = "contract", Description = "d", VpcId = w.Id("vpc") })),
        Do(w => w.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [w.Id("group")] })),
        Do(w => w.Ec2.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest
        {
            GroupId = w.Id("group"),
            IpPermissions =
            [
                Permission(9098, "10.0.0.0/8", "brokers"),
                new IpPermission
                {
                    IpProtocol = "tcp",
                    FromPort = 443,
                    ToPort = 443,
                    Ipv6Ranges = [new Ipv6Range { CidrIpv6 = "::/0", Description = "endpoints" }],
                },
                new IpPermission
                {
                    IpProtocol = "tcp",
                    FromPort = 5432,
                    ToPort = 5433,
                    UserIdGroupPairs = [new UserIdGroupPair { GroupId = w.Id("group"), Description = "database" }],
                },
            ],
        })),
        Refused("InvalidPermission.Duplicate", w => w.Ec2.AuthorizeSecurityGroupEgressAsync(
            new AuthorizeSecurityGroupEgressRequest
            {
                GroupId = w.Id("group"),
                IpPermissions = [Permission(9098, "10.0.0.0/8", "brokers")],
            })),
        Do(w => w.Ec2.UpdateSecurityGroupRuleDescriptionsEgressAsync(
            new UpdateSecurityGroupRuleDescriptionsEgressRequest
            {
                GroupId = w.Id("group"),
                IpPermissions = [Permission(9098, "10.0.0.0/8", "the brokers")],
            })),
        Refused("InvalidGroup.NotFound", w => w.Ec2.UpdateSecurityGroupRuleDescriptionsEgressAsync(
            new UpdateSecurityGroupRuleDescriptionsEgressRequest
            {
                GroupId = "sg-0000000000000dead",
                IpPermissions = [Permission(1, "10.0.0.0/8", "none")],
            })),
        Do(w => w.Ec2.RevokeSecurityGroupEgressAsync(new RevokeSecurityGroupEgressRequest
        {
            GroupId = w.Id("group"),
            IpPermissions =
            [
                new IpPermission { IpProtocol = "-1", Ipv4Ranges = [new IpRange { CidrIp = "0.0.0.0/0" }] },
            ],
        })),
        Refused("InvalidGroup.NotFound", w => w.Ec2.RevokeSecurityGroupEgressAsync(
            new RevokeSecurityGroupEgressRequest
            {
                GroupId = "sg-0000000000000dead",
                IpPermissions = [Permission(1, "10.0.0.0/8", "none")],
            })),
        Do(w => w.Ec2.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest
        {
            GroupId = w.Id("group"),
            IpPermissions = [Permission(8083, "10.0.0.0/8", null)],
        })),
        Refused("InvalidGroup.NotFound", w => w.Ec2.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = "sg-0000000000000dead",
                IpPermissions = [Permission(8083, "10.0.0.0/8", null)],
            })),
        Do(w => w.Ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(
            new UpdateSecurityGroupRuleDescriptionsIngressRequest
            {
                GroupId = w.Id("group"),
                IpPermissions = [Permission(8083, "10.0.0.0/8", "the operators")],
            })),
        Refused("InvalidGroup.NotFound", w => w.Ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(
            new UpdateSecurityGroupRuleDescriptionsIngressRequest
            {
                GroupId = "sg-0000000000000dead",
                IpPermissions = [Permission(8083, "10.0.0.0/8", "none")],
            })),
        Do(w => w.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest
        {
            Filters = [new Filter("group-name", ["contract"]), new Filter("vpc-id", [w.Id("vpc")])],
        })),
        Do(w => w.Ec2.DescribeSecurityGroupRulesAsync(
            new DescribeSecurityGroupRulesRequest { Filters = [new Filter("group-id", [w.Id("group")])] })),
        Do(w => w.Ec2.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest
        {
            GroupId = w.Id("group"),
            IpPermissions =
            [
                new IpPermission
                {
                    IpProtocol = "tcp",
                    FromPort = 8083,
                    ToPort = 8083,
                    Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }],
                },
            ],
        })),
        Refused("InvalidPermission.NotFound", w => w.Ec2.RevokeSecurityGroupIngressAsync(
            new RevokeSecurityGroupIngressRequest
            {
                GroupId = w.Id("group"),
                IpPermissions = [Permission(8083, "10.0.0.0/8", null)],
            })),
        Do(w => w.Ec2.CreateTagsAsync(
            new CreateTagsRequest { Resources = [w.Id("group")], Tags = [new Tag("a", "2"), new Tag("b", "3")] })),
        Do(w => w.Ec2.DeleteTagsAsync(new DeleteTagsRequest { Resources = [w.Id("group")], Tags = [new Tag("b")] })),
        Do(w => w.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new Filter("tag:a", ["2"])] })),
        Refused("InvalidGroup.NotFound", w => w.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { GroupIds = ["sg-0000000000000dead"] })),
        Do(w => w.Ec2.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest { Filters = [new Filter("group-id", [w.Id("group")])] })),
        Refused("InvalidNetworkInterfaceID.NotFound", w => w.Ec2.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = ["eni-0000000000000dead"] })),
        Do(w => w.Ec2.RevokeSecurityGroupEgressAsync(new RevokeSecurityGroupEgressRequest
        {
            GroupId = w.Id("group"),
            IpPermissions = [Permission(9098, "10.0.0.0/8", "brokers")],
        })),
        Do(w => w.Ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = w.Id("group") })),
        Refused("InvalidGroup.NotFound", w => w.Ec2.DeleteSecurityGroupAsync(
            new DeleteSecurityGroupRequest { GroupId = w.Id("group") })),
    ];

    private static IpPermission Permission(int port, string cidr, string? description) => new()
    {
        IpProtocol = "tcp",
        FromPort = port,
        ToPort = port,
        Ipv4Ranges = [new IpRange { CidrIp = cidr, Description = description }],
    };
}
