using System.Diagnostics.CodeAnalysis;
using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;
using Tags = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Kraken.MskConnect.Operations;

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
            var candidates = orphans.Where(o => pattern.IsMatch(o.ConnectorName)).ToList();
            var byAge = (await ConfirmAsync(context, candidates, cancellationToken))
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

    /// <summary>
    /// Those whose connector does not exist by a second question for its very name, and whose security group no network
    /// interface has: what is called an orphan gets deleted, so that one list lacked a connector is not enough.
    /// </summary>
    private static async Task<IEnumerable<OrphanResource>> ConfirmAsync(
        ProvisioningContext context, List<OrphanResource> candidates, CancellationToken cancellationToken)
    {
        var alive = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in candidates.Select(o => o.ConnectorName).Distinct(StringComparer.Ordinal).Chunk(OrphanReading.AtOnce))
        {
            var found = await Task.WhenAll(some.Select(name =>
                ConnectorLookup.FindArnAsync(context with { ConnectorName = name }, cancellationToken)));
            foreach (var (name, arn) in some.Zip(found).Where(pair => pair.Second is not null))
            {
                context.Warn($"The list of connectors lacked '{name}', and {arn} exists: what was made for it is no orphan");
                alive.Add(name);
            }
        }

        var groups = candidates.Where(o => o.Kind == "SecurityGroup").ToLookup(o => o.Identifier, o => o.ConnectorName);
        foreach (var ids in groups.Select(g => g.Key).Chunk(Estate.FilterValues))
        {
            foreach (var used in await SecurityGroupReferences.FindInterfacesAsync(context, ids, cancellationToken))
            {
                foreach (var name in (used.Groups ?? []).SelectMany(g => groups[g.GroupId]).Where(alive.Add))
                {
                    context.Warn($"No connector '{name}' is seen, but the network interface {used.NetworkInterfaceId} has its "
                        + "security group: what was made for it is left out");
                }
            }
        }

        return candidates.Where(o => !alive.Contains(o.ConnectorName));
    }

    private static async Task<IEnumerable<OrphanResource>> FindAsync(
        ProvisioningContext context, CancellationToken cancellationToken)
    {
        // The connectors come last: one that is made meanwhile is seen, and what was made for it is no orphan.
        var read = new OrphanReading(context, cancellationToken);
        var (roles, groups, logs, workers) =
            (read.RolesAsync(), read.SecurityGroupsAsync(), read.LogGroupsAsync(), read.WorkerConfigurationsAsync());
        await SideBySide.AllAsync(roles, groups, logs, workers);
        var all = await ConnectorLookup.ListAsync(context, "", cancellationToken);
        var connectors = all.Select(c => c.ConnectorName).ToHashSet(StringComparer.Ordinal);
        var users = new OtherUsers(all);

        // A role and a log group that were adopted have names of their own, which the tags of the security group know.
        var orphanGroups = (await groups)
            .Select(g => (Item: g, Tags: (g.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal)))
            .Where(g => IsGone(ConnectorOf(g.Tags)))
            .ToList();
        var adoptedRoles = Adopted(SecurityGroupResource.RoleTag);
        var adoptedLogGroups = Adopted(SecurityGroupResource.LogGroupTag);

        // No list holds tags; they are asked for only where no connector accounts for the name.
        var region = context.Aws.Region;
        var ownRoles = connectors.Select(c => ResourceNames.RoleName(c, region)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var ownLogGroups = connectors.Select(ResourceNames.LogGroupName).ToHashSet(StringComparer.Ordinal);
        var ownWorkers = connectors.Select(OffsetsConfiguration.NamePrefixOf).ToList();
        var orphanRoles = OrphanReading.TaggedAsync(
            (await roles).Where(r => adoptedRoles.Contains(r.RoleName)
                || (ResourceNames.IsRoleName(r.RoleName, region) && !ownRoles.Contains(r.RoleName))),
            read.TagsAsync);
        var orphanLogGroups = OrphanReading.TaggedAsync(
            (await logs).Where(g => !ownLogGroups.Contains(g.LogGroupName))
                .Concat((await Task.WhenAll(adoptedLogGroups.Select(read.LogGroupAsync))).OfType<LogGroup>()),
            read.TagsAsync);
        var orphanWorkers = OrphanReading.TaggedAsync(
            (await workers).Where(w => !ownWorkers.Exists(own => w.Name.StartsWith(own, StringComparison.Ordinal))),
            read.TagsAsync);
        await SideBySide.AllAsync(orphanRoles, orphanLogGroups, orphanWorkers);
        OrphanResource[] found =
        [
            .. from role in await orphanRoles
               let connector = ConnectorOf(role.Tags)
               // A role's name tells the region of its connector: roles are the whole account's.
               where IsGone(connector) && (role.Item.RoleName == ResourceNames.RoleName(connector, region)
                   || adoptedRoles.Contains(role.Item.RoleName))
               select Orphan(connector, "Role", role.Item.RoleName, role.Item.Arn, Utc(role.Item.CreateDate)),
            .. from group_ in orphanGroups
               select Orphan(
                   ConnectorOf(group_.Tags), "SecurityGroup", group_.Item.GroupName, group_.Item.GroupId, null),
            .. from log in await orphanLogGroups
               let connector = ConnectorOf(log.Tags)
               where IsGone(connector) && (log.Item.LogGroupName == ResourceNames.LogGroupName(connector)
                   || adoptedLogGroups.Contains(log.Item.LogGroupName))
               select Orphan(
                   connector, "LogGroup", log.Item.LogGroupName, LogGroupArn.Of(log.Item), Utc(log.Item.CreationTime)),
            .. from worker in await orphanWorkers
               let connector = ConnectorOf(worker.Tags)
               where IsGone(connector)
                   && worker.Item.Name.StartsWith(OffsetsConfiguration.NamePrefixOf(connector), StringComparison.Ordinal)
               select Orphan(
                   connector, "WorkerConfiguration", worker.Item.Name, worker.Item.WorkerConfigurationArn,
                   Utc(worker.Item.CreationTime)),
        ];

        // What a connector of another name uses is in use, whatever its tags say.
        return found.Where(o => users.Of(o.Kind, o.Name, o.Identifier) is null);

        bool IsGone([NotNullWhen(true)] string? connector) => connector is not null && !connectors.Contains(connector);

        HashSet<string> Adopted(string tag) =>
            [.. orphanGroups.Select(g => g.Tags.GetValueOrDefault(tag)).OfType<string>()];

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
}
