using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Provisioning;
using Kraken.MskConnect.Specs;

namespace Kraken.Contract.Tests;

/// <summary>What AWS holds of a connector's role, security group and log group, as lines that can be compared.</summary>
internal static class EndState
{
    public static async Task<IReadOnlyList<string>> ReadAsync(ServiceClients aws, ConnectorSpec spec) =>
    [
        .. await RoleAsync(aws, spec),
        .. await SecurityGroupAsync(aws, spec),
        .. await LogGroupAsync(aws, spec),
    ];

    private static async Task<IEnumerable<string>> RoleAsync(ServiceClients aws, ConnectorSpec spec)
    {
        var name = ResourceNames.RoleName(spec.ConnectorName, spec.Region);
        var policies = await aws.Iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = name });
        var role = (await aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = name })).Role;
        var lines = new List<string>
        {
            $"role {role.RoleName} path {role.Path} arn {role.Arn}",
            $"trust {Json(role.AssumeRolePolicyDocument)}",
        };
        foreach (var policyName in (policies.PolicyNames ?? []).Order(StringComparer.Ordinal))
        {
            var policy = await aws.Iam.GetRolePolicyAsync(
                new GetRolePolicyRequest { RoleName = name, PolicyName = policyName });
            lines.Add($"policy {policyName} {Json(policy.PolicyDocument)}");
        }

        return [.. lines, .. Tags("role", (role.Tags ?? []).Select(t => (t.Key, t.Value)))];
    }

    private static async Task<IEnumerable<string>> SecurityGroupAsync(ServiceClients aws, ConnectorSpec spec)
    {
        var name = ResourceNames.SecurityGroupName(spec.ConnectorName);
        var found = await aws.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new Filter { Name = "group-name", Values = [name] }] });
        var group = Assert.Single(found.SecurityGroups);
        Assert.Equal(spec.VpcId, group.VpcId);
        return
        [
            $"group {group.GroupName} {group.Description}",
            .. Rules("egress", group.IpPermissionsEgress),
            .. Rules("ingress", group.IpPermissions),
            .. Tags("group", (group.Tags ?? []).Select(t => (t.Key, t.Value))),
        ];
    }

    private static async Task<IEnumerable<string>> LogGroupAsync(ServiceClients aws, ConnectorSpec spec)
    {
        var name = ResourceNames.LogGroupName(spec.ConnectorName);
        var found = await aws.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = name });
        var group = Assert.Single(found.LogGroups);
        var tags = await aws.Logs.ListTagsForResourceAsync(new ListTagsForResourceRequest
        {
            ResourceArn = group.Arn.EndsWith(":*", StringComparison.Ordinal) ? group.Arn[..^2] : group.Arn,
        });
        return
        [
            $"logs {group.LogGroupName} kept {group.RetentionInDays?.ToString(CultureInfo.InvariantCulture)} days",
            .. Tags("logs", (tags.Tags ?? []).Select(t => (t.Key, t.Value))),
        ];
    }

    private static IEnumerable<string> Rules(string direction, IEnumerable<IpPermission>? permissions) =>
        (permissions ?? [])
            .SelectMany(p => (p.Ipv4Ranges ?? []).Select(r =>
                $"{direction} {p.IpProtocol} {p.FromPort}-{p.ToPort} {r.CidrIp} {r.Description}"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Tags(string of, IEnumerable<(string Key, string Value)> tags) =>
        tags.Select(t => $"{of} tag {t.Key}={t.Value}").Order(StringComparer.Ordinal);

    // IAM answers documents percent-encoded.
    private static string Json(string document) =>
        JsonNode.Parse(document.StartsWith('%') ? Uri.UnescapeDataString(document) : document)!.ToJsonString();
}
