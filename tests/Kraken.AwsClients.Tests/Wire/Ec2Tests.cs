using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace Kraken.AwsClients.Tests.Wire;

/// <summary>The ec2 protocol.</summary>
public class Ec2Tests
{
    private readonly FakeHttp _http = new();

    private AmazonEC2Client Client => new(new BasicAWSCredentials("AKID", "secret"), _http.Into(new AmazonEC2Config()));

    [Fact]
    public async Task A_text_may_hold_what_xml_has_no_character_for()
    {
        _http.Answer(
            "<DescribeVpcsResponse><vpcSet><item><vpcId>a&#x1;b&#xD;c</vpcId></item></vpcSet></DescribeVpcsResponse>");

        Assert.Equal("a\u0001b\rc", Assert.Single((await Client.DescribeVpcsAsync()).Vpcs).VpcId);
    }

    [Fact]
    public async Task Lists_are_flat_and_names_are_capitalised()
    {
        _http.Answer("<AuthorizeSecurityGroupEgressResponse><return>true</return></AuthorizeSecurityGroupEgressResponse>");

        var response = await Client.AuthorizeSecurityGroupEgressAsync(new()
        {
            GroupId = "sg-1",
            IpPermissions =
            [
                new()
                {
                    IpProtocol = "tcp",
                    FromPort = 9098,
                    ToPort = 9098,
                    Ipv4Ranges = [new() { CidrIp = "10.0.0.0/8", Description = "brokers" }],
                    UserIdGroupPairs = [new() { GroupId = "sg-2" }],
                    PrefixListIds = [new() { Id = "pl-1" }],
                },
            ],
            TagSpecifications = [new() { ResourceType = ResourceType.SecurityGroupRule, Tags = [new("env", "dev")] }],
        });

        Assert.True(response.Return);
        var sent = Assert.Single(_http.Sent);
        Assert.Equal("us-east-1/ec2", sent.SignedFor);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Action"] = "AuthorizeSecurityGroupEgress",
                ["Version"] = "2016-11-15",
                ["GroupId"] = "sg-1",
                ["IpPermissions.1.IpProtocol"] = "tcp",
                ["IpPermissions.1.FromPort"] = "9098",
                ["IpPermissions.1.ToPort"] = "9098",
                ["IpPermissions.1.IpRanges.1.CidrIp"] = "10.0.0.0/8",
                ["IpPermissions.1.IpRanges.1.Description"] = "brokers",
                ["IpPermissions.1.Groups.1.GroupId"] = "sg-2",
                ["IpPermissions.1.PrefixListIds.1.PrefixListId"] = "pl-1",
                ["TagSpecification.1.ResourceType"] = "security-group-rule",
                ["TagSpecification.1.Tag.1.Key"] = "env",
                ["TagSpecification.1.Tag.1.Value"] = "dev",
            },
            sent.Form);
    }

    [Fact]
    public async Task Filters_and_ids_are_numbered()
    {
        _http.Answer("<DescribeSubnetsResponse><subnetSet/></DescribeSubnetsResponse>");

        await Client.DescribeSubnetsAsync(new DescribeSubnetsRequest
        {
            DryRun = false,
            SubnetIds = ["subnet-1", "subnet-2"],
            Filters = [new("vpc-id", ["vpc-1"])],
        });

        var form = Assert.Single(_http.Sent).Form;
        Assert.Equal(
            [("DryRun", "false"), ("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", "vpc-1"), ("SubnetId.1", "subnet-1"), ("SubnetId.2", "subnet-2")],
            form.Where(pair => pair.Key is not ("Action" or "Version")).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task A_response_is_read_with_its_lists_and_its_request_id()
    {
        _http.Answer(
            """
            <DescribeSecurityGroupsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <requestId>req-1</requestId>
              <securityGroupInfo>
                <item>
                  <groupId>sg-1</groupId>
                  <groupName>orders</groupName>
                  <ipPermissions/>
                  <ipPermissionsEgress>
                    <item>
                      <ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort>
                      <groups/>
                      <ipRanges><item><cidrIp>0.0.0.0/0</cidrIp><description>AWS</description></item></ipRanges>
                      <prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds>
                    </item>
                    <item><ipProtocol>-1</ipProtocol></item>
                  </ipPermissionsEgress>
                  <tagSet><item><key>env</key><value>dev</value></item></tagSet>
                  <vpcId>vpc-1</vpcId>
                  <somethingNew><item/></somethingNew>
                </item>
              </securityGroupInfo>
            </DescribeSecurityGroupsResponse>
            """);

        var response = await Client.DescribeSecurityGroupsAsync();

        var group = Assert.Single(response.SecurityGroups);
        Assert.Equal(("sg-1", "orders", "vpc-1"), (group.GroupId, group.GroupName, group.VpcId));
        Assert.Empty(group.IpPermissions);
        Assert.Equal(443, group.IpPermissionsEgress[0].FromPort);
        Assert.Equal("AWS", group.IpPermissionsEgress[0].Ipv4Ranges[0].Description);
        Assert.Equal("pl-1", group.IpPermissionsEgress[0].PrefixListIds[0].Id);
        Assert.Null(group.IpPermissionsEgress[1].FromPort);
        Assert.Null(group.IpPermissionsEgress[1].Ipv4Ranges);
        Assert.Equal("env", group.Tags[0].Key);
        Assert.Equal("req-1", response.ResponseMetadata.RequestId);
        Assert.Null(response.NextToken);
    }

    [Fact]
    public async Task An_error_has_its_code_message_and_request_id()
    {
        _http.Answer(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Response><Errors><Error><Code>InvalidGroup.Duplicate</Code><Message>The security group 'orders' already exists</Message></Error></Errors><RequestID>req-2</RequestID></Response>
            """,
            HttpStatusCode.BadRequest);

        var error = await Assert.ThrowsAsync<AmazonEC2Exception>(() => Client.CreateSecurityGroupAsync(new("orders", "For orders")));

        Assert.Equal(
            ("InvalidGroup.Duplicate", "The security group 'orders' already exists", "req-2", HttpStatusCode.BadRequest),
            (error.ErrorCode, error.Message, error.RequestId, error.StatusCode));
    }
}
