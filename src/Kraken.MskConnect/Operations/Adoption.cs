using Amazon;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;
using Tags = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Kraken.MskConnect.Operations;

/// <summary>Decides whether a connector that others made, with what it uses, may be taken over.</summary>
internal static class Adoption
{
    /// <summary>What a connector uses by its own description.</summary>
    /// <param name="RoleName">Its role; null where it is not told.</param>
    /// <param name="SecurityGroupIds">Its security groups.</param>
    /// <param name="LogGroupName">Its log group; null where it has none.</param>
    public sealed record Used(string? RoleName, IReadOnlyList<string> SecurityGroupIds, string? LogGroupName);

    /// <summary>What the connector uses.</summary>
    public static Used UsedBy(DescribeConnectorResponse connector)
    {
        var logs = connector.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs;
        return new Used(
            RoleName(connector.ServiceExecutionRoleArn),
            connector.KafkaCluster?.ApacheKafkaCluster?.Vpc?.SecurityGroups ?? [],
            logs?.Enabled == true ? logs.LogGroup : null);
    }

    /// <summary>
    /// Whether there is something of others to take over: a connector with what it uses, or, where there is none, what has
    /// the names that it would have.
    /// </summary>
    public static bool IsNeeded(ConnectorStack stack) => stack.All.Any(r => r.Exists && !r.IsOurs);

    /// <summary>Refuses to take over what belongs to somebody else. Read calls only.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.NotOwned"/>, with all the reasons.</exception>
    public static async Task RefuseAsync(
        ProvisioningContext context, ConnectorStack stack, CancellationToken cancellationToken)
    {
        // Without a connector there is what one of the name would use, and may be in the use of others.
        var connector = stack.Connector.Observed;
        var used = connector is null
            ? new Used(
                stack.Role.Name,
                stack.SecurityGroup.Identifier is { } groupId ? [groupId] : [],
                stack.LogGroup.Exists ? stack.LogGroup.Name : null)
            : UsedBy(connector);
        var roleArn = connector is null ? stack.Role.Identifier : connector.ServiceExecutionRoleArn;
        var reasons = new List<string>();
        foreach (var (resource, tags) in new (IResource, Tags)[]
        {
            (stack.Role, stack.Role.CurrentTags),
            (stack.SecurityGroup, stack.SecurityGroup.CurrentTags),
            (stack.LogGroup, stack.LogGroup.CurrentTags),
            (stack.Connector, stack.Connector.CurrentTags),
        })
        {
            if (tags.GetValueOrDefault(ResourceNames.ConnectorTag) is { } owner && owner != context.ConnectorName)
                reasons.Add($"{resource.Kind} {resource.Name} belongs to connector '{owner}' by its tag {ResourceNames.ConnectorTag}");
        }

        if (used.SecurityGroupIds.Count > 1)
            reasons.Add($"it has several security groups ({string.Join(", ", used.SecurityGroupIds)}), and this module manages one");
        if (stack.SecurityGroup.Name == "default")
            reasons.Add($"its security group {stack.SecurityGroup.Identifier} is the default one of the VPC");
        if (stack.Role.Path?.StartsWith("/aws-service-role/", StringComparison.Ordinal) == true)
            reasons.Add($"its role {stack.Role.Name} is a service's own, which AWS manages");

        var all = context.Estate is { } estate ? await estate.ConnectorsAsync(cancellationToken) : null;
        foreach (var other in all ?? await ConnectorLookup.ListAsync(context, "", cancellationToken))
        {
            if (other.ConnectorArn == connector?.ConnectorArn)
                continue;
            var logs = other.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs;
            if (roleArn is not null && other.ServiceExecutionRoleArn == roleArn)
                reasons.Add($"its role {stack.Role.Name} is used by connector '{other.ConnectorName}' too");
            if ((other.KafkaCluster?.ApacheKafkaCluster?.Vpc?.SecurityGroups ?? []).Intersect(used.SecurityGroupIds).Any())
                reasons.Add($"its security group is used by connector '{other.ConnectorName}' too");
            if (used.LogGroupName is { } group && logs?.Enabled == true && logs.LogGroup == group)
                reasons.Add($"its log group {group} is used by connector '{other.ConnectorName}' too");
        }

        if (reasons.Count == 0)
            return;
        throw new KrakenException(
            KrakenErrorKind.NotOwned,
            $"Connector '{context.ConnectorName}' cannot be taken over; nothing was changed: {string.Join("; ", reasons)}.",
            "Give the connector a role, a security group and a log group of its own, or leave it to who manages it.")
        {
            ConnectorName = context.ConnectorName,
        };
    }

    private static string? RoleName(string? arn) =>
        Arn.TryParse(arn, out var parsed) ? parsed.Resource[(parsed.Resource.LastIndexOf('/') + 1)..] : null;
}
