using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;
using LogTags = Amazon.CloudWatchLogs.Model.ListTagsForResourceRequest;
using Tags = System.Collections.Generic.IReadOnlyDictionary<string, string>;
using WorkerTags = Amazon.KafkaConnect.Model.ListTagsForResourceRequest;

namespace Kraken.MskConnect.Operations;

/// <summary>Reads what may be orphans: lists by our names and tags, and the tags of suspects.</summary>
internal sealed class OrphanReading(ProvisioningContext context, CancellationToken cancellationToken)
{
    /// <summary>How many single questions are asked at once.</summary>
    public const int AtOnce = 8;

    public Task<List<Role>> RolesAsync() => Pages.AllAsync(
        marker => context.CallAsync("iam:ListRoles", () => context.Aws.Iam.ListRolesAsync(
            new ListRolesRequest { Marker = marker, MaxItems = 1000 }, cancellationToken)),
        page => page.Roles,
        page => page.IsTruncated == true ? page.Marker : null);

    public Task<List<SecurityGroup>> SecurityGroupsAsync() => Pages.AllAsync(
        token => context.CallAsync("ec2:DescribeSecurityGroups", () => context.Aws.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest
            {
                Filters = [new Filter { Name = $"tag:{ResourceNames.ManagedByTag}", Values = [ResourceNames.ManagedBy] }],
                NextToken = token,
            },
            cancellationToken)),
        page => page.SecurityGroups,
        page => page.NextToken);

    public Task<List<LogGroup>> LogGroupsAsync() => LogGroupsAsync(ResourceNames.LogGroupName(""));

    /// <summary>The log group of that name; null where there is none.</summary>
    public async Task<LogGroup?> LogGroupAsync(string name) =>
        (await LogGroupsAsync(name)).Find(g => g.LogGroupName == name);

    /// <summary>Those that keep offsets and are not being deleted.</summary>
    public async Task<List<WorkerConfigurationSummary>> WorkerConfigurationsAsync() => [.. (await OffsetsConfiguration.ListAsync(
        context, OffsetsConfiguration.CommonPrefix, cancellationToken)).Where(w => w.WorkerConfigurationState != WorkerConfigurationState.DELETING)];

    /// <summary>Those that exist still, each with its tags.</summary>
    public static async Task<List<(T Item, Tags Tags)>> TaggedAsync<T>(IEnumerable<T> items, Func<T, Task<Tags?>> tags)
    {
        var tagged = new List<(T, Tags)>();
        foreach (var some in items.Chunk(AtOnce))
        {
            var found = await Task.WhenAll(some.Select(tags));
            tagged.AddRange(some.Zip(found).Where(t => t.Second is not null).Select(t => (t.First, t.Second!)));
        }

        return tagged;
    }

    /// <summary>The role's tags; null where it was deleted since it was listed.</summary>
    public async Task<Tags?> TagsAsync(Role role)
    {
        try
        {
            var tags = await Pages.AllAsync(
                marker => context.CallAsync("iam:ListRoleTags", () => context.Aws.Iam.ListRoleTagsAsync(
                    new ListRoleTagsRequest { RoleName = role.RoleName, Marker = marker }, cancellationToken)),
                page => page.Tags,
                page => page.IsTruncated == true ? page.Marker : null);
            return tags.ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
        }
        catch (NoSuchEntityException)
        {
            return null;
        }
    }

    /// <summary>The log group's tags; null where it was deleted since it was listed.</summary>
    public async Task<Tags?> TagsAsync(LogGroup group)
    {
        try
        {
            var tags = await context.CallAsync("logs:ListTagsForResource", () =>
                context.Aws.Logs.ListTagsForResourceAsync(
                    new LogTags { ResourceArn = LogGroupArn.Of(group) }, cancellationToken));
            return Answers.Tags(tags, tags.Tags);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The worker configuration's tags; null where it was deleted since it was listed.</summary>
    public async Task<Tags?> TagsAsync(WorkerConfigurationSummary worker)
    {
        try
        {
            var tags = await context.CallAsync("kafkaconnect:ListTagsForResource", () =>
                context.Aws.KafkaConnect.ListTagsForResourceAsync(
                    new WorkerTags { ResourceArn = worker.WorkerConfigurationArn }, cancellationToken));
            return Answers.Tags(tags, tags.Tags);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private Task<List<LogGroup>> LogGroupsAsync(string prefix) => Pages.AllAsync(
        token => context.CallAsync("logs:DescribeLogGroups", () => context.Aws.Logs.DescribeLogGroupsAsync(
            new DescribeLogGroupsRequest { LogGroupNamePrefix = prefix, NextToken = token }, cancellationToken)),
        page => page.LogGroups,
        page => page.NextToken);
}
