using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.LogGroups;

/// <summary>Finds log groups by name, and reads their tags.</summary>
internal static class LogGroupLookup
{
    /// <summary>All log groups whose names begin so.</summary>
    public static Task<List<LogGroup>> ListAsync(
        ProvisioningContext context, string namePrefix, CancellationToken cancellationToken) => Pages.AllAsync(
        token => context.CallAsync("logs:DescribeLogGroups", () => context.Aws.Logs.DescribeLogGroupsAsync(
            new DescribeLogGroupsRequest { LogGroupNamePrefix = namePrefix, NextToken = token }, cancellationToken)),
        page => page.LogGroups,
        page => page.NextToken);

    /// <summary>The log group of exactly this name; null where there is none.</summary>
    // CloudWatch Logs searches by prefix: "orders" finds "orders-2" too.
    public static async Task<LogGroup?> FindAsync(
        ProvisioningContext context, string name, CancellationToken cancellationToken) =>
        (await ListAsync(context, name, cancellationToken)).Find(g => g.LogGroupName == name);

    /// <summary>A log group's tags; null where it was deleted since it was listed.</summary>
    public static async Task<Dictionary<string, string>?> TagsAsync(
        ProvisioningContext context, LogGroup group, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await context.CallAsync("logs:ListTagsForResource", () =>
                context.Aws.Logs.ListTagsForResourceAsync(
                    new ListTagsForResourceRequest { ResourceArn = LogGroupArn.Of(group) }, cancellationToken));
            return Answers.Tags(tags, tags.Tags);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}
