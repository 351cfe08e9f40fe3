using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.SecurityGroups;

/// <summary>The security group of the connector's network interfaces: derived egress, no ingress, and what the spec adds to both.</summary>
internal sealed class SecurityGroupResource(
    ProvisioningContext context, string name, DesiredState? desired, ResourceScope? scope = null) : IProtectedWhileUsed
{
    /// <summary>What stands for the group's id while there is no group.</summary>
    public const string UnknownId = "(known after creation)";

    private const string KindName = "SecurityGroup";

    /// <summary>
    /// How often a deletion is tried again, within seconds, before it is asked what is in the way: mostly it is interfaces.
    /// </summary>
    private const int AttemptsWithoutALook = 3;

    /// <summary>How long EC2 may refuse a deletion for no reason that it names.</summary>
    private static readonly TimeSpan _longestForNothing = TimeSpan.FromMinutes(1);

    private SecurityGroup? _group;
    private Dictionary<string, string> _references = [];
    private IReadOnlyList<string> _named = [];

    /// <summary>The kind.</summary>
    public static ResourceKind OfConnector { get; } = new(KindName)
    {
        Make = scope => new SecurityGroupResource(
            scope.Context, ResourceNames.SecurityGroupName(scope.Context.ConnectorName), scope.Desired, scope),
        NamedBy = connector => connector.KafkaCluster?.ApacheKafkaCluster?.Vpc?.SecurityGroups ?? [],
        List = context => new SecurityGroupListing(context),
        Export = SecurityGroupExport.ReadAsync,
    };

    public string Kind => KindName;

    public string Name => _group?.GroupName ?? name;

    public string? Identifier => _group?.GroupId;

    public bool Exists => _group is not null;

    public bool IsOurs => AreOurs(_group);

    public bool HasOwnName => Name == name;

    public bool RemembersOthers => _references.Count > 0;

    public IReadOnlyList<InPlaceUpdate> Updates { get; } = [SecurityGroupRules.Update, InPlaceUpdate.Tags];

    public IReadOnlyDictionary<string, string> CurrentTags => _group is null ? new Dictionary<string, string>() : Tags(_group);

    public async Task FollowAsync(ResourceReference reference, CancellationToken cancellationToken)
    {
        // Of several none is the connector's alone.
        _named = reference.Identifiers;
        if (reference.Identifiers is not [var groupId] || groupId == _group?.GroupId)
            return;
        // Of the fleet's groups those that are ours under other names are known by their tag.
        if (context.Inventory is { } inventory
            && await SecurityGroupInventory.Of(inventory).TaggedAsync(context.ConnectorName, cancellationToken) is { } tagged
            && tagged.FirstOrDefault(g => g.GroupId == groupId && AreOurs(g)) is { } ours)
        {
            _group = ours;
            return;
        }

        var found = await SecurityGroupLookup.FindAsync(context, "group-id", [groupId], cancellationToken);
        if (found.Find(g => AreOurs(g) || reference.Adopt) is { } group)
            _group = group;
    }

    /// <summary>
    /// Where a connector was adopted its group's tags say what else was its own, so that it is found when the connector,
    /// which refers to it, is gone.
    /// </summary>
    public void Link(IReadOnlyList<IResource> all) => _references = all.All(r => r.HasOwnName)
        ? []
        : all.Where(r => r.ReferenceTag is not null).ToDictionary(r => r.ReferenceTag!, r => r.Name, StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, string>> RecallAsync(CancellationToken cancellationToken)
    {
        // A removal finds a log group by it whose name the spec gave; a spec gives that name itself.
        if (IsOurs)
            return desired is null ? Tags(_group!) : new Dictionary<string, string>();
        var found = context.Inventory is { } inventory
            ? await SecurityGroupInventory.Of(inventory).TaggedAsync(context.ConnectorName, cancellationToken)
            : null;
        found ??= await SecurityGroupLookup.FindAsync(
            context, "tag:" + ResourceNames.ConnectorTag, [context.ConnectorName], cancellationToken);
        if (found.FirstOrDefault(AreOurs) is not { } group)
            return new Dictionary<string, string>();
        _group = group;
        return Tags(group);
    }

    public IEnumerable<string> AdoptionObstacles() =>
    [
        .. _named.Count > 1
            ? [$"it has several security groups ({string.Join(", ", _named)}), and this module manages one"]
            : Array.Empty<string>(),
        .. Name == "default"
            ? [$"its security group {Identifier} is the VPC's default security group"]
            : Array.Empty<string>(),
    ];

    public async Task ObserveAsync(CancellationToken cancellationToken)
    {
        // Once another group was taken it stays the connector's.
        if (_group is not null && _group.GroupName != name)
        {
            _group = (await SecurityGroupLookup.FindAsync(context, "group-id", [_group.GroupId], cancellationToken))
                .FirstOrDefault();
            return;
        }

        var groups = context.Inventory is { } inventory
            ? await SecurityGroupInventory.Of(inventory).NamedAsync(name, cancellationToken)
            : null;
        groups ??= await SecurityGroupLookup.FindAsync(context, "group-name", [name], cancellationToken);

        // A group's name is unique within its VPC only. The spec's VPC comes first, since a group of that name there
        // is in the way; a group elsewhere concerns us only where it is ours.
        _group = groups
            .Where(g => AreOurs(g) || desired is null || g.VpcId == desired.Spec.VpcId)
            .OrderByDescending(g => desired is not null && g.VpcId == desired.Spec.VpcId)
            .ThenByDescending(AreOurs)
            .ThenBy(g => g.GroupId, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    public IEnumerable<Property> Current() => _group is null
        ? []
        :
        [
            Property.Fixed("VpcId", _group.VpcId),
            Property.Fixed(PropertyName.Description, _group.Description),
            .. Egress().Select(r => r.ToProperty("Egress")),
            .. Ingress().Select(r => r.ToProperty("Ingress")),
            .. Property.CurrentTags(Tags(_group), WantedTags(), context.PrunesTags),
        ];

    public IEnumerable<Property> Desired() =>
    [
        Property.Fixed("VpcId", desired!.Spec.VpcId),
        // It says what the group is for and does nothing: no reason to make a group again.
        Property.Fixed(PropertyName.Description, _group?.Description ?? Description),
        .. WantedEgress().Select(r => r.ToProperty("Egress") with { Reason = r.Description }),
        .. WantedIngress().Select(r => r.ToProperty("Ingress") with { Reason = r.Description }),
        .. Property.Tags(WantedTags(), desired.TagReasons),
    ];

    /// <summary>Says in a sentence what the group's interfaces can reach no longer, and what no longer reaches them.</summary>
    public ResourcePlan Show(ResourcePlan plan)
    {
        if (_group is null || desired is null || plan.Action != PlanAction.Update)
            return plan;
        var wanted = WantedEgress();
        var wide = Egress()
            .Where(rule => rule.IsOfAllPorts && !wanted.Exists(rule.HasSameTarget)).ToList();
        var allowed = WantedIngress();
        var ingress = Ingress().Where(rule => !allowed.Exists(rule.HasSameTarget)).ToList();
        string?[] notes =
        [
            wide.Count == 0 ? null
                : $"egress is reduced from all traffic at {Texts(wide.Select(r => r.Peer))} to {Texts(wanted.Select(r => r.Target))}",
            ingress.Count == 0 ? null
                : $"{(allowed.Count == 0 ? "all ingress" : "ingress")} rules are revoked: {Texts(ingress.Select(r => r.Target))}",
        ];
        return plan with
        {
            Note = string.Join("; ", notes.Prepend(plan.Note).OfType<string>()) is { Length: > 0 } note ? note : null,
        };

        static string Texts(IEnumerable<string> texts) => string.Join(", ", texts.Distinct());
    }

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var created = await context.CallAsync("ec2:CreateSecurityGroup", () => context.Aws.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest
            {
                GroupName = name,
                Description = Description,
                VpcId = desired!.Spec.VpcId,
                TagSpecifications =
                    [new TagSpecification { ResourceType = ResourceType.SecurityGroup, Tags = ToTags(desired.Tags) }],
            },
            cancellationToken));
        _group = new SecurityGroup
        {
            GroupId = created.GroupId,
            GroupName = name,
            Description = Description,
            VpcId = desired!.Spec.VpcId,
            Tags = ToTags(desired.Tags),
        };

        // EC2 gives every new group a rule that allows all egress, in a VPC with IPv6 one for IPv6 as well. Where our
        // subnets have no IPv6 but the VPC does, the second rule stays until SettleAsync.
        await Task.WhenAll(
            ChangeAsync(isEgress: true, [.. SecurityGroupRules.AllowAll(scope?.SubnetsHaveIpv6 == true)], addOnly: false, cancellationToken),
            ChangeAsync(isEgress: false, [], addOnly: false, cancellationToken));
    }

    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await ObserveAsync(cancellationToken);
        if (_group is null)
            return;
        var changes = PropertyComparison.Compare(Current(), Desired());
        if (changes.Count > 0)
            await UpdateAsync(changes, cancellationToken);
    }

    public Task UpdateAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken) => Task.WhenAll(
        ChangeAsync(isEgress: true, Egress(), addOnly: false, cancellationToken),
        ChangeAsync(isEgress: false, Ingress(), addOnly: false, cancellationToken),
        TagAsync(changes, cancellationToken));

    // A rule whose description alone differs lets through what is wanted already.
    public Task WidenAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken) => Task.WhenAll(
        ChangeAsync(isEgress: true, Egress(), addOnly: true, cancellationToken),
        ChangeAsync(isEgress: false, Ingress(), addOnly: true, cancellationToken),
        TagAsync(changes, cancellationToken));

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        // The connector's network interfaces linger for some minutes after it is gone.
        var backoff = NewBackoff();
        long? freeSince = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await context.CallAsync("ec2:DeleteSecurityGroup", () => context.Aws.Ec2.DeleteSecurityGroupAsync(
                    new DeleteSecurityGroupRequest { GroupId = _group!.GroupId }, cancellationToken));
                break;
            }
            catch (AmazonEC2Exception e) when (e.ErrorCode == "InvalidGroup.NotFound")
            {
                break;
            }
            catch (AmazonEC2Exception e) when (
                e.ErrorCode == "DependencyViolation" && attempt <= AttemptsWithoutALook && !context.Deadline.IsOver)
            {
                await WaitAsync(backoff, cancellationToken);
            }
            catch (AmazonEC2Exception e) when (e.ErrorCode == "DependencyViolation")
            {
                var interfaces = await InterfacesAsync(cancellationToken);
                if (interfaces is null)
                {
                    // Only people take rules away, so nobody waits for that. EC2 may need a moment to see interfaces gone.
                    if (await FindRulesAsync(cancellationToken) is { } rules)
                        throw InUse(rules, e);
                    freeSince ??= context.Clock.GetTimestamp();
                    if (context.Clock.GetElapsedTime(freeSince.Value) > _longestForNothing)
                        throw InUse("EC2 names neither a rule nor a network interface in this account", e);
                }

                if (context.Deadline.IsOver)
                    throw InUse(interfaces ?? "EC2 reports it", e);
                await WaitAsync(backoff, cancellationToken);
            }
        }

        _group = null;
    }

    public async Task UntilUnusedAsync(CancellationToken cancellationToken)
    {
        var backoff = NewBackoff();
        while (await InterfacesAsync(cancellationToken) is { } interfaces)
        {
            if (context.Deadline.IsOver)
                throw InUse(interfaces, null);
            await WaitAsync(backoff, cancellationToken);
        }
    }

    public KrakenException InUse(string by, Exception? inner) => new(
        KrakenErrorKind.RequestRefused,
        $"The security group {_group!.GroupId} is still in use: {by}.",
        "Remove what uses the security group, or revoke the rule that refers to it; then run the removal again.",
        inner)
    {
        ConnectorName = context.ConnectorName,
    };

    public Task<string?> FindObstacleAsync(bool includeUnowned, CancellationToken cancellationToken) =>
        FindRulesAsync(cancellationToken);

    public bool IsAlreadyDone(AmazonServiceException error) =>
        error.ErrorCode is "InvalidGroup.Duplicate" or "InvalidPermission.Duplicate" or "InvalidPermission.NotFound";

    private Dictionary<string, string> WantedTags() =>
        desired!.Tags.Concat(_references).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);

    private string Description => $"MSK Connect connector {context.ConnectorName}";

    private List<SecurityGroupRules.Rule> Egress() => [.. SecurityGroupRules.Read(_group!.IpPermissionsEgress, _group.OwnerId)];

    private List<SecurityGroupRules.Rule> Ingress() => [.. SecurityGroupRules.Read(_group!.IpPermissions, _group.OwnerId)];

    // Of two for the same traffic the derived one stays.
    private List<SecurityGroupRules.Rule> WantedEgress() =>
    [
        .. desired!.EgressRules.Select(SecurityGroupRules.From).Concat(desired.AdditionalEgress.Select(SecurityGroupRules.From))
            .DistinctBy(r => r.Target),
    ];

    private List<SecurityGroupRules.Rule> WantedIngress() => [.. desired!.AdditionalIngress.Select(SecurityGroupRules.From)];

    private Task ChangeAsync(
        bool isEgress, List<SecurityGroupRules.Rule> now, bool addOnly, CancellationToken cancellationToken) =>
        new SecurityGroupRuleCalls(context, _group!.GroupId, isEgress)
            .ChangeAsync(now, isEgress ? WantedEgress() : WantedIngress(), addOnly, cancellationToken);

    private async Task TagAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken)
    {
        if (Property.PrunedTags(changes) is { Count: > 0 } pruned)
        {
            await context.CallAsync("ec2:DeleteTags", () => context.Aws.Ec2.DeleteTagsAsync(
                new DeleteTagsRequest { Resources = [_group!.GroupId], Tags = [.. pruned.Select(key => new Amazon.EC2.Model.Tag { Key = key })] },
                cancellationToken));
        }

        if (Property.SetsTags(changes))
        {
            await context.CallAsync("ec2:CreateTags", () => context.Aws.Ec2.CreateTagsAsync(
                new CreateTagsRequest { Resources = [_group!.GroupId], Tags = ToTags(WantedTags()) }, cancellationToken));
        }
    }

    private async Task<string?> FindRulesAsync(CancellationToken cancellationToken)
    {
        var id = _group!.GroupId;
        var groups = (context.Inventory ?? context.Fleet) is { } inventory
            ? await SecurityGroupInventory.Of(inventory).ReferencingAsync(id, cancellationToken)
            : null;
        groups ??= await SecurityGroupReferences.FindGroupsAsync(context, [id], cancellationToken);
        return SecurityGroupReferences.Describe(id, groups);
    }

    private async Task<string?> InterfacesAsync(CancellationToken cancellationToken)
    {
        var interfaces = await SecurityGroupReferences.FindInterfacesAsync(context, [_group!.GroupId], cancellationToken);
        return interfaces.Count == 0
            ? null
            : "by the network interfaces " + string.Join(", ", interfaces.Select(i => i.NetworkInterfaceId));
    }

    private Backoff NewBackoff() => new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), context.Clock);

    private Task WaitAsync(Backoff backoff, CancellationToken cancellationToken)
    {
        context.Waiting($"Waiting until the security group {_group!.GroupId} is no longer in use");
        return context.WhileAwsWorksAsync(() => context.DelayAsync(backoff.Next(), cancellationToken));
    }

    private bool AreOurs(SecurityGroup? group) =>
        group is not null && Ownership.IsOurs(Tags(group), context.ConnectorName);

    private static Dictionary<string, string> Tags(SecurityGroup group) =>
        (group.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);

    private static List<Tag> ToTags(IReadOnlyDictionary<string, string> tags) =>
        [.. tags.Select(t => new Tag { Key = t.Key, Value = t.Value })];
}
