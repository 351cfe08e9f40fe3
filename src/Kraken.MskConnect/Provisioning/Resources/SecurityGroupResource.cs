using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Provisioning.Resources;

/// <summary>The security group of the connector's network interfaces: derived egress, no ingress.</summary>
internal sealed class SecurityGroupResource(ProvisioningContext context, string name, DesiredState? desired) : IResource
{
    /// <summary>What stands for the group's id while there is no group.</summary>
    public const string UnknownId = "(known after creation)";

    private SecurityGroup? _group;

    public string Kind => "SecurityGroup";

    public string Name => name;

    public string? Identifier => _group?.GroupId;

    public bool Exists => _group is not null;

    public bool IsOurs => AreOurs(_group);

    public IReadOnlyList<IResource> DependsOn => [];

    /// <summary>Whether the VPC is known to have IPv6, so that a new group has a rule for it.</summary>
    public bool SubnetsHaveIpv6 { get; set; }

    public async Task ObserveAsync(CancellationToken cancellationToken)
    {
        var groups = await Pages.AllAsync(
            token => context.CallAsync("ec2:DescribeSecurityGroups", () => context.Aws.Ec2.DescribeSecurityGroupsAsync(
                new DescribeSecurityGroupsRequest
                {
                    Filters = [new Filter { Name = "group-name", Values = [name] }],
                    NextToken = token,
                },
                cancellationToken)),
            page => page.SecurityGroups,
            page => page.NextToken);

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
            new("VpcId", _group.VpcId, InPlace: false),
            new("Description", _group.Description, InPlace: false),
            .. SecurityGroupRules.Read(_group.IpPermissionsEgress).Select(r => r.ToProperty("Egress")),
            .. SecurityGroupRules.Read(_group.IpPermissions).Select(r => r.ToProperty("Ingress")),
            .. Property.Tags(Tags(_group), desired!.Tags),
        ];

    public IEnumerable<Property> Desired() =>
    [
        new("VpcId", desired!.Spec.VpcId, InPlace: false),
        new("Description", Description, InPlace: false),
        .. WantedEgress().Select(r => r.ToProperty("Egress")),
        .. Property.Tags(desired.Tags),
    ];

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
            AuthorizeAsync(WantedEgress(), cancellationToken),
            RevokeAsync(SecurityGroupRules.AllowAll(SubnetsHaveIpv6), isEgress: true, cancellationToken));
    }

    /// <summary>Looks at a group that this run has made once more and mends what EC2 has put into it.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await ObserveAsync(cancellationToken);
        if (_group is null)
            return;
        var changes = PropertyComparison.Compare(Current(), Desired());
        if (changes.Count > 0)
            await UpdateAsync(changes, cancellationToken);
    }

    public async Task UpdateAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken)
    {
        var now = SecurityGroupRules.Read(_group!.IpPermissionsEgress).ToHashSet();
        var wanted = WantedEgress().ToHashSet();
        var ingress = SecurityGroupRules.Read(_group.IpPermissions).ToList();
        var (missing, surplus) = (wanted.Except(now).ToList(), now.Except(wanted).ToList());

        // A rule is identified by all but its description: one whose description differs must go before it comes back.
        var inTheWay = surplus.Where(s => missing.Any(m => m.HasSameTarget(s))).ToList();
        await RevokeAsync(inTheWay, isEgress: true, cancellationToken);
        await Task.WhenAll(
            AuthorizeAsync(missing, cancellationToken),
            RevokeAsync([.. surplus.Except(inTheWay)], isEgress: true, cancellationToken),
            RevokeAsync(ingress, isEgress: false, cancellationToken),
            TagAsync(changes, cancellationToken));
    }

    public async Task WidenAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken)
    {
        // A rule whose description alone differs lets through what is wanted already.
        var now = SecurityGroupRules.Read(_group!.IpPermissionsEgress).ToList();
        var missing = WantedEgress().Where(wanted => !now.Any(wanted.HasSameTarget)).ToList();
        await Task.WhenAll(AuthorizeAsync(missing, cancellationToken), TagAsync(changes, cancellationToken));
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        // The connector's network interfaces linger for some minutes after it is gone.
        var giveUpAt = context.Clock.GetUtcNow() + context.DeletionTimeout;
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), context.Clock);
        while (true)
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
                e.ErrorCode == "DependencyViolation" && context.Clock.GetUtcNow() < giveUpAt)
            {
                context.Progress($"Waiting until nothing uses the security group {_group!.GroupId} any more");
                await backoff.DelayAsync(cancellationToken);
            }
            catch (AmazonEC2Exception e) when (e.ErrorCode == "DependencyViolation")
            {
                throw new KrakenException(
                    KrakenErrorKind.RequestRefused,
                    $"The security group {_group!.GroupId} is still in use: {await UsersAsync(cancellationToken)}.",
                    "Remove what uses the security group, then run the removal again.",
                    e)
                {
                    ConnectorName = context.ConnectorName,
                };
            }
        }

        _group = null;
    }

    public bool IsAlreadyDone(AmazonServiceException error) =>
        error.ErrorCode is "InvalidGroup.Duplicate" or "InvalidPermission.Duplicate" or "InvalidPermission.NotFound";

    private string Description => $"MSK Connect connector {context.ConnectorName}";

    private List<SecurityGroupRules.Rule> WantedEgress() => [.. desired!.EgressRules.Select(SecurityGroupRules.From)];

    private async Task AuthorizeAsync(List<SecurityGroupRules.Rule> rules, CancellationToken cancellationToken)
    {
        if (rules.Count == 0)
            return;
        await Backoff.UntilKnownAsync(
            () => context.CallAsync("ec2:AuthorizeSecurityGroupEgress", () =>
                context.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(
                    new AuthorizeSecurityGroupEgressRequest
                    {
                        GroupId = _group!.GroupId,
                        IpPermissions = SecurityGroupRules.Write(rules),
                    },
                    cancellationToken)),
            IsUnknown,
            context.Clock,
            cancellationToken);
    }

    private async Task RevokeAsync(
        IReadOnlyList<SecurityGroupRules.Rule> rules, bool isEgress, CancellationToken cancellationToken)
    {
        if (rules.Count == 0)
            return;
        var (id, permissions) = (_group!.GroupId, SecurityGroupRules.Write(rules));
        await Backoff.UntilKnownAsync<AmazonWebServiceResponse>(
            async () => isEgress
                ? await context.CallAsync("ec2:RevokeSecurityGroupEgress", () =>
                    context.Aws.Ec2.RevokeSecurityGroupEgressAsync(
                        new RevokeSecurityGroupEgressRequest { GroupId = id, IpPermissions = permissions },
                        cancellationToken))
                : await context.CallAsync("ec2:RevokeSecurityGroupIngress", () =>
                    context.Aws.Ec2.RevokeSecurityGroupIngressAsync(
                        new RevokeSecurityGroupIngressRequest { GroupId = id, IpPermissions = permissions },
                        cancellationToken)),
            IsUnknown,
            context.Clock,
            cancellationToken);
    }

    private async Task TagAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken)
    {
        if (!changes.Any(c => c.Property.StartsWith("Tag[", StringComparison.Ordinal)))
            return;
        await context.CallAsync("ec2:CreateTags", () => context.Aws.Ec2.CreateTagsAsync(
            new CreateTagsRequest { Resources = [_group!.GroupId], Tags = ToTags(desired!.Tags) }, cancellationToken));
    }

    private async Task<string> UsersAsync(CancellationToken cancellationToken)
    {
        var interfaces = await Pages.AllAsync(
            token => context.CallAsync("ec2:DescribeNetworkInterfaces", () =>
                context.Aws.Ec2.DescribeNetworkInterfacesAsync(
                    new DescribeNetworkInterfacesRequest
                    {
                        Filters = [new Filter { Name = "group-id", Values = [_group!.GroupId] }],
                        NextToken = token,
                    },
                    cancellationToken)),
            page => page.NetworkInterfaces,
            page => page.NextToken);
        return interfaces.Count == 0
            ? "a rule of another security group names it"
            : "by the network interfaces " + string.Join(", ", interfaces.Select(i => i.NetworkInterfaceId));
    }

    private bool AreOurs(SecurityGroup? group) =>
        group is not null && Ownership.IsOurs(Tags(group), context.ConnectorName);

    // A group that was just made may not be known everywhere yet.
    private static bool IsUnknown(AmazonServiceException e) => e.ErrorCode == "InvalidGroup.NotFound";

    private static Dictionary<string, string> Tags(SecurityGroup group) =>
        (group.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);

    private static List<Tag> ToTags(IReadOnlyDictionary<string, string> tags) =>
        [.. tags.Select(t => new Tag { Key = t.Key, Value = t.Value })];
}
