using System.Diagnostics.CodeAnalysis;
using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Specs;
using Tags = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Finds the resources in a region that have this module's ownership tags and whose connector does not exist. They
/// remain when a creation was interrupted, or when the connector was deleted by other means. Makes read calls only.
/// </summary>
/// <param name="aws">The clients of the region.</param>
/// <param name="observer">Receives the events; null for none.</param>
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
        var context = ProvisioningContext.For(namePattern, aws, observer, clock);
        try
        {
            var pattern = new NamePattern(namePattern);
            var orphans = await FindAsync(context, cancellationToken);
            var newest = context.Clock.GetUtcNow().UtcDateTime - minimumAge;
            var candidates = orphans.Where(o => pattern.IsMatch(o.ConnectorName)).ToList();
            var byAge = (await ConfirmAsync(context, candidates, cancellationToken))
                .GroupBy(o => o.ConnectorName, StringComparer.Ordinal)
                .OrderBy(connector => connector.Key, StringComparer.Ordinal)
                .ToLookup(connector => connector.All(o => o.CreationTime is not { } made || made <= newest));
            foreach (var young in byAge[false])
                context.Detail($"Left out the resources that were created for {young.Key} less than {minimumAge} ago");
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
        foreach (var some in candidates.Select(o => o.ConnectorName).Distinct(StringComparer.Ordinal).Chunk(OwnedListing.AtOnce))
        {
            var found = await Task.WhenAll(some.Select(name =>
                ConnectorLookup.FindArnAsync(context with { ConnectorName = name }, cancellationToken)));
            foreach (var (name, arn) in some.Zip(found).Where(pair => pair.Second is not null))
            {
                context.Warn($"The list of connectors does not contain '{name}', but {arn} exists: its resources are not orphans");
                alive.Add(name);
            }
        }

        foreach (var kind in ResourceKinds.All.Where(k => k.List is not null))
        {
            var owners = candidates.Where(o => o.Kind == kind.Name).ToLookup(o => o.Identifier, o => o.ConnectorName);
            var used = await kind.List!(context).FindUsersAsync([.. owners.Select(o => o.Key)], cancellationToken);
            foreach (var (identifier, user) in used)
            {
                foreach (var name in owners[identifier].Where(alive.Add))
                    context.Warn($"No connector '{name}' is found, but {user}: its resources are left out");
            }
        }

        return candidates.Where(o => !alive.Contains(o.ConnectorName));
    }

    private static async Task<IEnumerable<OrphanResource>> FindAsync(
        ProvisioningContext context, CancellationToken cancellationToken)
    {
        // The connectors come last: one that is made meanwhile is seen, and what was made for it is no orphan.
        var kinds = ResourceKinds.All.Where(k => k.List is not null).ToDictionary(k => k, k => k.List!(context));
        await Concurrently.AllAsync([.. kinds.Values.Select(listing => listing.ReadAsync(cancellationToken))]);
        var all = await ConnectorLookup.ListAsync(context, "", cancellationToken);
        var connectors = all.Select(c => c.ConnectorName).ToHashSet(StringComparer.Ordinal);
        var users = new OtherUsers(all);

        // What was adopted may have a name of its own, which the tags of another resource know. No list holds tags; they
        // are asked for only where no connector accounts for the name.
        var remembered = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var found = new Dictionary<ResourceKind, List<OrphanResource>>();
        foreach (var some in kinds.GroupBy(k => k.Value.RemembersOthers).OrderByDescending(k => k.Key))
            await Task.WhenAll(some.ToList().Select(k => FindAsync(k.Key, k.Value)));
        return found.OrderBy(k => ResourceKinds.All.ToList().IndexOf(k.Key)).SelectMany(k => k.Value)
            // What a connector of another name uses is in use, whatever its tags say.
            .Where(o => users.Of(o.Kind, o.Name, o.Identifier) is null);

        async Task FindAsync(ResourceKind kind, OwnedListing listing)
        {
            var names = listing.ReferenceTag is { } own ? remembered.GetValueOrDefault(own, []) : [];
            var resources = await listing.FindAsync(connectors, names, cancellationToken);
            var orphans = resources
                .Select(r => (Resource: r, Connector: ConnectorOf(r.Tags)))
                .Where(r => r.Connector is { } connector && !connectors.Contains(connector)
                    && (listing.IsNameFor(r.Resource.Name, connector) || names.Contains(r.Resource.Name)))
                .ToList();
            lock (found)
            {
                found[kind] = orphans.ConvertAll(r => Orphan(kind, r.Connector!, r.Resource));
                if (!listing.RemembersOthers)
                    return;
                foreach (var (tag, name) in orphans.SelectMany(o => o.Resource.Tags))
                {
                    if (!remembered.TryGetValue(tag, out var others))
                        remembered[tag] = others = new HashSet<string>(StringComparer.Ordinal);
                    others.Add(name);
                }
            }
        }

        OrphanResource Orphan(ResourceKind kind, string connector, OwnedResource resource) => new(
            connector, kind.Name, resource.Name, resource.Identifier, context.Aws.Region, resource.CreationTime,
            $"Created for the connector '{connector}', which does not exist in {context.Aws.Region}"
            + (kind.Name == LogGroupResource.KindName ? "; a removal with -KeepLogGroup keeps it." : "."));
    }

    /// <summary>The connector that our tags name; null where they are not ours.</summary>
    private static string? ConnectorOf(Tags tags) =>
        tags.GetValueOrDefault(ResourceNames.ManagedByTag) == ResourceNames.ManagedBy
            ? tags.GetValueOrDefault(ResourceNames.ConnectorTag)
            : null;
}
