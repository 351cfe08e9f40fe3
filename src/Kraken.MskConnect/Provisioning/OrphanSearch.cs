using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Provisioning.Resources;
using Kraken.MskConnect.Specs;
using LogTags = Amazon.CloudWatchLogs.Model.ListTagsForResourceRequest;
using Tags = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Kraken.MskConnect.Provisioning;

/// <summary>
/// Finds what a region holds with this module's ownership tags and without its connector: what a creation left that was
/// given up, or a removal of the connector by other means. Read calls only.
/// </summary>
/// <param name="aws">The clients of the region.</param>
/// <param name="observer">Is told what happens; null for nobody.</param>
/// <param name="clock">Tells the time; null for the system's.</param>
public sealed class OrphanSearch(
    ServiceClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null)
{
    private const int AtOnce = 8;

    /// <summary>
    /// The age from which what has no connector counts as an orphan, where nothing else is asked for: 10 minutes. A
    /// creation makes the connector last, within minutes of the rest.
    /// </summary>
    public static TimeSpan DefaultMinimumAge { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The orphans, those of a connector together.</summary>
    /// <param name="namePattern">The connectors' names; <c>*</c> and <c>?</c> stand for any characters, any one.</param>
    /// <param name="minimumAge">
    /// Resources of a connector any of which is younger are left out: its creation may be under way. EC2 does not tell
    /// the age of a security group.
    /// </param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="KrakenException">AWS refused a call.</exception>
    public async Task<IReadOnlyList<OrphanResource>> FindAsync(
        string namePattern, TimeSpan minimumAge, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(namePattern);
        var time = clock ?? TimeProvider.System;
        var context = new ProvisioningContext(namePattern, aws, time, observer ?? SilentObserver.Instance);
        try
        {
            var pattern = new NamePattern(namePattern);
            var orphans = await FindAsync(context, cancellationToken);
            var newest = time.GetUtcNow().UtcDateTime - minimumAge;
            var byAge = orphans
                .Where(o => pattern.IsMatch(o.ConnectorName))
                .GroupBy(o => o.ConnectorName, StringComparer.Ordinal)
                .OrderBy(connector => connector.Key, StringComparer.Ordinal)
                .ToLookup(connector => connector.All(o => o.CreationTime is not { } made || made <= newest));
            foreach (var young in byAge[false])
                context.Detail($"Left out what was made for {young.Key} less than {minimumAge} ago");
            return [.. byAge[true].SelectMany(connector => connector)];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw AwsErrors.Translate(e, null, context.Scrub);
        }
    }

    private static async Task<IEnumerable<OrphanResource>> FindAsync(
        ProvisioningContext context, CancellationToken cancellationToken)
    {
        // The connectors come last: one that is made meanwhile is seen, and what was made for it is no orphan.
        var (roles, groups, logs) = (
            RolesAsync(context, cancellationToken),
            SecurityGroupsAsync(context, cancellationToken),
            LogGroupsAsync(context, cancellationToken));
        await SideBySide.AllAsync(roles, groups, logs);
        var connectors = (await ConnectorLookup.ListAsync(context, "", cancellationToken))
            .Select(c => c.ConnectorName)
            .ToHashSet(StringComparer.Ordinal);

        // Neither list holds tags; they are asked for only where no connector accounts for the name.
        var ownRoles = connectors.Select(c => ResourceNames.RoleName(c, context.Aws.Region))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var orphanRoles = TaggedAsync(
            (await roles).Where(r => !ownRoles.Contains(r.RoleName)),
            role => TagsAsync(context, role, cancellationToken));
        var ownLogGroups = connectors.Select(ResourceNames.LogGroupName).ToHashSet(StringComparer.Ordinal);
        var orphanLogGroups = TaggedAsync(
            (await logs).Where(g => !ownLogGroups.Contains(g.LogGroupName)),
            group => TagsAsync(context, group, cancellationToken));
        await SideBySide.AllAsync(orphanRoles, orphanLogGroups);

        var region = context.Aws.Region;
        return
        [
            .. from role in await orphanRoles
               let connector = ConnectorOf(role.Tags)
               // A role's name tells the region of its connector: roles are the whole account's.
               where IsGone(connector) && role.Item.RoleName == ResourceNames.RoleName(connector, region)
               select Orphan(connector, "Role", role.Item.RoleName, role.Item.Arn, Utc(role.Item.CreateDate)),
            .. from group_ in await groups
               let connector = ConnectorOf((group_.Tags ?? []).ToDictionary(t => t.Key, t => t.Value))
               where IsGone(connector)
               select Orphan(connector, "SecurityGroup", group_.GroupName, group_.GroupId, null),
            .. from log in await orphanLogGroups
               let connector = ConnectorOf(log.Tags)
               where IsGone(connector) && log.Item.LogGroupName == ResourceNames.LogGroupName(connector)
               select Orphan(
                   connector, "LogGroup", log.Item.LogGroupName, LogGroupArn.Of(log.Item), Utc(log.Item.CreationTime)),
        ];

        bool IsGone(string? connector) => connector is not null && !connectors.Contains(connector);

        OrphanResource Orphan(string? connector, string kind, string name, string identifier, DateTime? made) => new(
            connector!, kind, name, identifier, region, made,
            $"Made for the connector '{connector}', which does not exist in {region}"
            + (kind == "LogGroup" ? "; a removal with -KeepLogGroup leaves it so." : "."));
    }

    /// <summary>The connector that our tags name; null where they are not ours.</summary>
    private static string? ConnectorOf(Tags tags) =>
        tags.GetValueOrDefault(ResourceNames.ManagedByTag) == ResourceNames.ManagedBy
            ? tags.GetValueOrDefault(ResourceNames.ConnectorTag)
            : null;

    private static DateTime? Utc(DateTime? time) => time?.ToUniversalTime();

    private static async Task<List<Role>> RolesAsync(ProvisioningContext context, CancellationToken cancellationToken)
    {
        var roles = await Pages.AllAsync(
            marker => context.CallAsync("iam:ListRoles", () => context.Aws.Iam.ListRolesAsync(
                new ListRolesRequest { Marker = marker, MaxItems = 1000 }, cancellationToken)),
            page => page.Roles,
            page => page.IsTruncated == true ? page.Marker : null);
        return [.. roles.Where(r => ResourceNames.IsRoleName(r.RoleName, context.Aws.Region))];
    }

    private static Task<List<SecurityGroup>> SecurityGroupsAsync(
        ProvisioningContext context, CancellationToken cancellationToken) => Pages.AllAsync(
        token => context.CallAsync("ec2:DescribeSecurityGroups", () => context.Aws.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest
            {
                Filters = [new Filter { Name = $"tag:{ResourceNames.ManagedByTag}", Values = [ResourceNames.ManagedBy] }],
                NextToken = token,
            },
            cancellationToken)),
        page => page.SecurityGroups,
        page => page.NextToken);

    private static Task<List<LogGroup>> LogGroupsAsync(
        ProvisioningContext context, CancellationToken cancellationToken) => Pages.AllAsync(
        token => context.CallAsync("logs:DescribeLogGroups", () => context.Aws.Logs.DescribeLogGroupsAsync(
            new DescribeLogGroupsRequest { LogGroupNamePrefix = ResourceNames.LogGroupName(""), NextToken = token },
            cancellationToken)),
        page => page.LogGroups,
        page => page.NextToken);

    private static async Task<Tags?> TagsAsync(
        ProvisioningContext context, Role role, CancellationToken cancellationToken)
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
            // Deleted since it was listed.
            return null;
        }
    }

    private static async Task<Tags?> TagsAsync(
        ProvisioningContext context, LogGroup group, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await context.CallAsync("logs:ListTagsForResource", () =>
                context.Aws.Logs.ListTagsForResourceAsync(
                    new LogTags { ResourceArn = LogGroupArn.Of(group) }, cancellationToken));
            return tags.Tags ?? [];
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private static async Task<List<(T Item, Tags Tags)>> TaggedAsync<T>(IEnumerable<T> items, Func<T, Task<Tags?>> tags)
    {
        var tagged = new List<(T, Tags)>();
        foreach (var some in items.Chunk(AtOnce))
        {
            var found = await Task.WhenAll(some.Select(tags));
            tagged.AddRange(some.Zip(found).Where(t => t.Second is not null).Select(t => (t.First, t.Second!)));
        }

        return tagged;
    }
}
