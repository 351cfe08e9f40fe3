using System.Xml.Linq;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Wire;

public sealed class Ec2ProtocolTests : IDisposable
{
    private static readonly XNamespace _ec2 = "http://ec2.amazonaws.com/doc/2016-11-15/";

    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Requests_have_flat_lists_and_answers_have_items()
    {
        var created = await CreateGroupAsync("g");
        Assert.Equal(200, created.Status);
        Assert.Equal(_ec2 + "CreateSecurityGroupResponse", created.Xml.Name);
        Assert.Equal(created.Headers["x-amzn-RequestId"], created.Xml.Element(_ec2 + "requestId")!.Value);

        var id = created.Element("groupId")!;
        var answer = await _test.Raw.QueryAsync("ec2", "DescribeSecurityGroups", ("GroupId.1", id));
        var item = Assert.Single(answer.Xml.Element(_ec2 + "securityGroupInfo")!.Elements(_ec2 + "item"));
        Assert.Equal("g", item.Element(_ec2 + "groupName")!.Value);
        Assert.Equal("about g", item.Element(_ec2 + "groupDescription")!.Value);
        Assert.Equal("Name", item.Element(_ec2 + "tagSet")!.Element(_ec2 + "item")!.Element(_ec2 + "key")!.Value);
        var egress = item.Element(_ec2 + "ipPermissionsEgress")!.Element(_ec2 + "item")!;
        Assert.Equal("-1", egress.Element(_ec2 + "ipProtocol")!.Value);
        Assert.Null(egress.Element(_ec2 + "fromPort"));
        Assert.Equal(
            "0.0.0.0/0", egress.Element(_ec2 + "ipRanges")!.Element(_ec2 + "item")!.Element(_ec2 + "cidrIp")!.Value);
    }

    [Fact]
    public async Task Nested_lists_are_read()
    {
        var id = (await CreateGroupAsync("g")).Element("groupId")!;
        var answer = await _test.Raw.QueryAsync(
            "ec2", "AuthorizeSecurityGroupEgress", ("GroupId", id),
            ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "9098"),
            ("IpPermissions.1.ToPort", "9098"),
            ("IpPermissions.1.IpRanges.1.CidrIp", "10.0.0.0/8"), ("IpPermissions.1.IpRanges.1.Description", "brokers"),
            ("IpPermissions.1.IpRanges.2.CidrIp", "172.16.0.0/12"));
        Assert.Equal("true", answer.Element("return"));
        var rules = answer.Xml.Element(_ec2 + "securityGroupRuleSet")!.Elements(_ec2 + "item").ToList();
        Assert.Equal(["10.0.0.0/8", "172.16.0.0/12"], rules.Select(r => r.Element(_ec2 + "cidrIpv4")!.Value));
        Assert.Equal("brokers", rules[0].Element(_ec2 + "description")!.Value);
    }

    [Theory]
    [InlineData("GroupDescription", "GroupName", "g", 400, "MissingParameter")]
    [InlineData("GroupName", "GroupDescription", "d", 400, "MissingParameter")]
    public async Task A_missing_parameter_is_named_as_on_the_wire(
        string missing, string name, string value, int status, string code)
    {
        var answer = await _test.Raw.QueryAsync("ec2", "CreateSecurityGroup", (name, value));
        Assert.Equal((status, code), (answer.Status, answer.Element("Code")));
        Assert.Equal($"The request must contain the parameter {missing}", answer.Element("Message"));
        Assert.Equal("Response", answer.Xml.Name.LocalName);
        Assert.Equal(answer.Headers["x-amzn-RequestId"], answer.Element("RequestID"));
    }

    [Fact]
    public async Task An_operation_without_a_result_returns_true()
    {
        var id = (await CreateGroupAsync("g")).Element("groupId")!;
        var answer =
            await _test.Raw.QueryAsync(
                "ec2", "CreateTags", ("ResourceId.1", id), ("Tag.1.Key", "a"), ("Tag.1.Value", "1"));
        Assert.Equal("true", answer.Element("return"));
    }

    private Task<Answer> CreateGroupAsync(string name) => _test.Raw.QueryAsync(
        "ec2", "CreateSecurityGroup", ("GroupName", name), ("GroupDescription", "about " + name),
        ("VpcId", LocalAwsSeed.VpcId),
        ("TagSpecification.1.ResourceType", "security-group"),
        ("TagSpecification.1.Tag.1.Key", "Name"), ("TagSpecification.1.Tag.1.Value", name));
}
