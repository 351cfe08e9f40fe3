using Amazon.CloudWatchLogs.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Resources.Roles;
using ConnectorTags = Amazon.KafkaConnect.Model.ListTagsForResourceRequest;
using LogTags = Amazon.CloudWatchLogs.Model.ListTagsForResourceRequest;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>
/// Reads a connector and what it names, by the ids that it names, not by names that we would give. Read calls only.
/// </summary>
internal sealed class LiveConnectorReader(ProvisioningContext context)
{
    /// <summary>Reads all of it.</summary>
    /// <param name="arn">The connector.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Amazon.KafkaConnect.Model.NotFoundException">There is no such connector any more.</exception>
    public async Task<LiveConnector> ReadAsync(string arn, CancellationToken cancellationToken)
    {
        var describing = ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
        var tagging = context.CallAsync("kafkaconnect:ListTagsForResource", () =>
            context.Aws.KafkaConnect.ListTagsForResourceAsync(
                new ConnectorTags { ResourceArn = arn }, cancellationToken));
        await Concurrently.AllAsync(describing, tagging);
        var connector = await describing;
        context.Protect(connector.ConnectorConfiguration);

        var role = ReadRoleAsync(connector.ServiceExecutionRoleArn, cancellationToken);
        var plugin = ReadPluginAsync(connector, cancellationToken);
        var groups = ReadGroupsAsync(connector, cancellationToken);
        var logs = ReadLogGroupAsync(connector, cancellationToken);
        await Concurrently.AllAsync(role, plugin, groups, logs);
        return new LiveConnector
        {
            Connector = connector,
            Tags = Answers.Tags(await tagging, (await tagging).Tags),
            Role = (await role).Role,
            Policies = (await role).Policies,
            Plugin = await plugin,
            SecurityGroups = await groups,
            LogGroup = (await logs).Group,
            LogGroupTags = (await logs).Tags,
        };
    }

    private async Task<(Role? Role, IReadOnlyList<PolicyDocument> Policies)> ReadRoleAsync(
        string? arn, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(arn)
            || await new RoleReader(context).ReadAsync(arn, cancellationToken) is not { } live)
        {
            return (null, []);
        }

        return (live.Role, [.. Parse(live.Policies)]);
    }

    private IEnumerable<PolicyDocument> Parse(IEnumerable<LivePolicy> policies)
    {
        foreach (var (name, text) in policies)
        {
            PolicyDocument? document = null;
            try
            {
                document = text is null ? null : PolicyDocument.Parse(text);
            }
            catch (KrakenException e) when (e.Kind == KrakenErrorKind.PolicyInvalid)
            {
                context.Detail($"The policy {name} is not understood: {e.Message}");
            }

            if (document is not null)
                yield return document;
            else
                context.Warn($"The role's policy {name} could not be read; what it grants is not in the spec");
        }
    }

    private async Task<DescribeCustomPluginResponse?> ReadPluginAsync(
        DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        if (connector.Plugins?.FirstOrDefault()?.CustomPlugin?.CustomPluginArn is not { Length: > 0 } arn)
            return null;
        try
        {
            return await context.CallAsync("kafkaconnect:DescribeCustomPlugin", () =>
                context.Aws.KafkaConnect.DescribeCustomPluginAsync(
                    new DescribeCustomPluginRequest { CustomPluginArn = arn }, cancellationToken));
        }
        catch (Amazon.KafkaConnect.Model.NotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<SecurityGroup>> ReadGroupsAsync(
        DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        if (connector.KafkaCluster?.ApacheKafkaCluster?.Vpc?.SecurityGroups is not { Count: > 0 } ids)
            return [];
        try
        {
            // By a filter: asked by id, EC2 refuses all where one is gone.
            var groups = await Pages.AllAsync(
                token => context.CallAsync("ec2:DescribeSecurityGroups", () =>
                    context.Aws.Ec2.DescribeSecurityGroupsAsync(
                        new DescribeSecurityGroupsRequest
                        {
                            Filters = [new Filter { Name = "group-id", Values = ids }],
                            NextToken = token,
                        },
                        cancellationToken)),
                page => page.SecurityGroups,
                page => page.NextToken);
            return [.. groups.OrderBy(g => ids.IndexOf(g.GroupId))];
        }
        catch (AmazonEC2Exception e) when (e.ErrorCode == "InvalidGroup.NotFound")
        {
            return [];
        }
    }

    private async Task<(LogGroup? Group, IReadOnlyDictionary<string, string> Tags)> ReadLogGroupAsync(
        DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> none = new Dictionary<string, string>();
        if (connector.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs is not { Enabled: true, LogGroup: { Length: > 0 } name })
            return (null, none);

        // CloudWatch Logs searches by prefix: "orders" finds "orders-2" too.
        var groups = await Pages.AllAsync(
            token => context.CallAsync("logs:DescribeLogGroups", () => context.Aws.Logs.DescribeLogGroupsAsync(
                new DescribeLogGroupsRequest { LogGroupNamePrefix = name, NextToken = token }, cancellationToken)),
            page => page.LogGroups,
            page => page.NextToken);
        if (groups.Find(g => g.LogGroupName == name) is not { } group)
            return (null, none);
        try
        {
            var tags = await context.CallAsync("logs:ListTagsForResource", () =>
                context.Aws.Logs.ListTagsForResourceAsync(
                    new LogTags { ResourceArn = LogGroupArn.Of(group) }, cancellationToken));
            return (group, Answers.Tags(tags, tags.Tags));
        }
        catch (ResourceNotFoundException)
        {
            return (null, none);
        }
    }
}
