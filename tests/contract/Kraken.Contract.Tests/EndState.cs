using System.Globalization;
using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using ConnectorTags = Amazon.KafkaConnect.Model.ListTagsForResourceRequest;
using LogTags = Amazon.CloudWatchLogs.Model.ListTagsForResourceRequest;

namespace Kraken.Contract.Tests;

/// <summary>
/// What AWS holds of a connector's resources, property by property: <c>Role.Path</c>,
/// <c>Role.Policy[Logs].Action</c>, <c>SecurityGroup.Egress[tcp 443 0.0.0.0/0]</c>, <c>LogGroup.Tag[env]</c>.
/// Ids that AWS gives are left out.
/// </summary>
internal static class EndState
{
    /// <summary>The role, the security group and the log group.</summary>
    public static async Task<SortedDictionary<string, string>> ReadAsync(ServiceClients aws, ConnectorSpec spec) =>
        Gather(
        [
            .. await RoleAsync(aws, spec), .. await SecurityGroupAsync(aws, spec), .. await LogGroupAsync(aws, spec),
        ]);

    /// <summary>These and the connector.</summary>
    public static async Task<SortedDictionary<string, string>> ReadAllAsync(ServiceClients aws, ConnectorSpec spec) =>
        Gather([.. await ReadAsync(aws, spec), .. await ConnectorAsync(aws, spec)]);

    private static SortedDictionary<string, string> Gather(IEnumerable<KeyValuePair<string, string>> properties) =>
        new(properties.ToDictionary(p => p.Key, p => p.Value), StringComparer.Ordinal);

    private static async Task<IEnumerable<KeyValuePair<string, string>>> RoleAsync(
        ServiceClients aws, ConnectorSpec spec)
    {
        var name = ResourceNames.RoleName(spec.ConnectorName, spec.Region);
        var role = (await aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = name })).Role;
        var inline = (await aws.Iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = name })).PolicyNames;
        var attached = await aws.Iam.ListAttachedRolePoliciesAsync(
            new ListAttachedRolePoliciesRequest { RoleName = name });
        List<KeyValuePair<string, string>> properties =
        [
            new("Role.Name", role.RoleName),
            new("Role.Path", role.Path),
            new("Role.Arn", role.Arn),
            new("Role.Description", role.Description ?? ""),
            new("Role.MaxSessionDuration", Text(role.MaxSessionDuration)),
            new("Role.PermissionsBoundary", role.PermissionsBoundary?.PermissionsBoundaryArn ?? ""),
            new("Role.InlinePolicies", List(inline)),
            new("Role.AttachedPolicies", List(attached.AttachedPolicies?.Select(p => p.PolicyArn))),
            .. Policy("Role.TrustPolicy", role.AssumeRolePolicyDocument),
            .. Tags("Role", (role.Tags ?? []).Select(t => (t.Key, t.Value))),
        ];
        foreach (var policyName in inline ?? [])
        {
            var policy = await aws.Iam.GetRolePolicyAsync(
                new GetRolePolicyRequest { RoleName = name, PolicyName = policyName });
            properties.AddRange(Policy("Role.Policy", policy.PolicyDocument));
        }

        return properties;
    }

    private static async Task<IEnumerable<KeyValuePair<string, string>>> SecurityGroupAsync(
        ServiceClients aws, ConnectorSpec spec)
    {
        var name = ResourceNames.SecurityGroupName(spec.ConnectorName);
        var found = await aws.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new Filter { Name = "group-name", Values = [name] }] });
        var group = Assert.Single(found.SecurityGroups);
        Assert.Equal(spec.VpcId, group.VpcId);
        return
        [
            new("SecurityGroup.Name", group.GroupName),
            new("SecurityGroup.Description", group.Description),
            .. Rules("Egress", group.IpPermissionsEgress),
            .. Rules("Ingress", group.IpPermissions),
            .. Tags("SecurityGroup", (group.Tags ?? []).Select(t => (t.Key, t.Value))),
        ];
    }

    private static async Task<IEnumerable<KeyValuePair<string, string>>> LogGroupAsync(
        ServiceClients aws, ConnectorSpec spec)
    {
        var name = ResourceNames.LogGroupName(spec.ConnectorName);
        var found = await aws.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = name });
        var group = Assert.Single(found.LogGroups);
        var tags = await aws.Logs.ListTagsForResourceAsync(new LogTags
        {
            ResourceArn = group.Arn.EndsWith(":*", StringComparison.Ordinal) ? group.Arn[..^2] : group.Arn,
        });
        return
        [
            new("LogGroup.Name", group.LogGroupName),
            new("LogGroup.RetentionInDays", Text(group.RetentionInDays)),
            new("LogGroup.KmsKeyArn", group.KmsKeyId ?? ""),
            .. Tags("LogGroup", (tags.Tags ?? []).Select(t => (t.Key, t.Value))),
        ];
    }

    private static async Task<IEnumerable<KeyValuePair<string, string>>> ConnectorAsync(
        ServiceClients aws, ConnectorSpec spec)
    {
        var listed = await aws.KafkaConnect.ListConnectorsAsync(
            new ListConnectorsRequest { ConnectorNamePrefix = spec.ConnectorName });
        var arn = Assert.Single(listed.Connectors).ConnectorArn;
        var now = await aws.KafkaConnect.DescribeConnectorAsync(new DescribeConnectorRequest { ConnectorArn = arn });
        var tags = await aws.KafkaConnect.ListTagsForResourceAsync(new ConnectorTags { ResourceArn = arn });
        var cluster = now.KafkaCluster.ApacheKafkaCluster;
        var groups = await aws.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { GroupIds = cluster.Vpc.SecurityGroups });
        var logs = now.LogDelivery?.WorkerLogDelivery;
        var auto = now.Capacity.AutoScaling;
        return
        [
            new("Connector.Name", now.ConnectorName),
            new("Connector.Description", now.ConnectorDescription ?? ""),
            new("Connector.State", now.ConnectorState.Value),
            new("Connector.KafkaConnectVersion", now.KafkaConnectVersion),
            new("Connector.RoleArn", now.ServiceExecutionRoleArn),
            new("Connector.BootstrapServers", cluster.BootstrapServers),
            new("Connector.Subnets", List(cluster.Vpc.Subnets)),
            new("Connector.SecurityGroups", List(groups.SecurityGroups.Select(g => g.GroupName))),
            new("Connector.Authentication", now.KafkaClusterClientAuthentication.AuthenticationType.Value),
            new("Connector.Encryption", now.KafkaClusterEncryptionInTransit.EncryptionType.Value),
            new("Connector.NetworkType", now.NetworkType?.Value ?? ""),
            new("Connector.Plugins", List(now.Plugins.Select(p =>
                $"{p.CustomPlugin.CustomPluginArn} revision {Text(p.CustomPlugin.Revision)}"))),
            new("Connector.WorkerConfiguration", now.WorkerConfiguration?.WorkerConfigurationArn ?? ""),
            new("Connector.LogGroup", logs?.CloudWatchLogs?.Enabled == true ? logs.CloudWatchLogs.LogGroup : ""),
            new("Connector.LogBucket", logs?.S3?.Enabled == true ? logs.S3.Bucket : ""),
            new("Connector.LogStream", logs?.Firehose?.Enabled == true ? logs.Firehose.DeliveryStream : ""),
            new("Connector.ProvisionedWorkers", Text(now.Capacity.ProvisionedCapacity?.WorkerCount)),
            new("Connector.McuCount", Text(auto?.McuCount)),
            new("Connector.MinWorkerCount", Text(auto?.MinWorkerCount)),
            new("Connector.MaxWorkerCount", Text(auto?.MaxWorkerCount)),
            new("Connector.MaxAutoscalingTaskCount", Text(auto?.MaxAutoscalingTaskCount)),
            new("Connector.ScaleInCpu", Text(auto?.ScaleInPolicy?.CpuUtilizationPercentage)),
            new("Connector.ScaleOutCpu", Text(auto?.ScaleOutPolicy?.CpuUtilizationPercentage)),
            .. now.ConnectorConfiguration.Select(c =>
                KeyValuePair.Create($"Connector.Configuration[{c.Key}]", c.Value)),
            .. Tags("Connector", (tags.Tags ?? []).Select(t => (t.Key, t.Value))),
        ];
    }

    // IAM answers documents percent-encoded.
    private static IEnumerable<KeyValuePair<string, string>> Policy(string prefix, string document) =>
        PolicyDocument.Parse(document.StartsWith('%') ? Uri.UnescapeDataString(document) : document)
            .Statements.SelectMany(s => Statement($"{prefix}[{s.Sid}]", s));

    private static IEnumerable<KeyValuePair<string, string>> Statement(string prefix, PolicyStatement statement) =>
    [
        new($"{prefix}.Effect", statement.Effect.ToString()),
        .. Listed($"{prefix}.Action", statement.Actions),
        .. Listed($"{prefix}.NotAction", statement.NotActions),
        .. Listed($"{prefix}.Resource", statement.Resources),
        .. Listed($"{prefix}.NotResource", statement.NotResources),
        .. statement.Principals.Select(p => KeyValuePair.Create($"{prefix}.Principal.{p.Key}", List(p.Value))),
        .. statement.Conditions.Select(c =>
            KeyValuePair.Create($"{prefix}.Condition.{c.Operator}.{c.Key}", List(c.Values))),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Listed(string property, IReadOnlyList<string> items) =>
        items.Count == 0 ? [] : [new(property, List(items))];

    private static IEnumerable<KeyValuePair<string, string>> Rules(
        string direction, IEnumerable<IpPermission>? permissions) =>
        (permissions ?? []).SelectMany(p => Peers(p).Select(peer => KeyValuePair.Create(
            $"SecurityGroup.{direction}[{Ports(p)} {peer.Peer}]", peer.Description ?? "")));

    private static IEnumerable<(string Peer, string? Description)> Peers(IpPermission permission) =>
    [
        .. (permission.Ipv4Ranges ?? []).Select(r => (r.CidrIp, r.Description)),
        .. (permission.Ipv6Ranges ?? []).Select(r => (r.CidrIpv6, r.Description)),
        .. (permission.PrefixListIds ?? []).Select(r => (r.Id, r.Description)),
        .. (permission.UserIdGroupPairs ?? []).Select(r => (r.GroupId, r.Description)),
    ];

    private static string Ports(IpPermission permission)
    {
        if (permission.IpProtocol == "-1")
            return "all";
        return permission.FromPort == permission.ToPort
            ? $"{permission.IpProtocol} {permission.FromPort}"
            : $"{permission.IpProtocol} {permission.FromPort}-{permission.ToPort}";
    }

    private static IEnumerable<KeyValuePair<string, string>> Tags(
        string of, IEnumerable<(string Key, string Value)> tags) =>
        tags.Select(t => KeyValuePair.Create($"{of}.Tag[{t.Key}]", t.Value));

    private static string List(IEnumerable<string>? items) =>
        string.Join(", ", (items ?? []).Order(StringComparer.Ordinal));

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
