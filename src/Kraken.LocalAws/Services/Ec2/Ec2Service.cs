using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Ec2;

/// <summary>EC2's part of networking. Source: EC2 API reference.</summary>
internal sealed partial class Ec2Service(LocalCloud cloud) : Service(cloud, "ec2")
{
    private const int DefaultPage = 1000;
    private const int MaxTags = 50;

    private readonly Dictionary<string, Vpc> _vpcs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Subnet> _subnets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SecurityGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkInterface> _interfaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RouteTable> _routeTables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NatGateway> _natGateways = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VpcEndpoint> _endpoints = new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores =>
    [
        new Store<Vpc>("vpcs", _vpcs),
        new Store<Subnet>("subnets", _subnets),
        new Store<SecurityGroup>("groups", _groups),
        new Store<NetworkInterface>("interfaces", _interfaces),
        new Store<RouteTable>("routeTables", _routeTables),
        new Store<NatGateway>("natGateways", _natGateways),
        new Store<VpcEndpoint>("endpoints", _endpoints),
    ];

    internal Subnet? FindSubnet(string id) => _subnets.GetValueOrDefault(id);

    internal SecurityGroup? FindGroup(string id) => _groups.GetValueOrDefault(id);

    /// <summary>Adds a VPC, with its default group and an empty main route table.</summary>
    internal void Add(Vpc vpc)
    {
        _vpcs.Add(vpc.Id, vpc);
        Add(new RouteTable(MainRouteTableId(vpc.Id), vpc.Id) { IsMain = true });
        // Each VPC comes with a group that lets all out, and in from itself.
        var group = NewGroup(Cloud.Ids.Ec2("sg"), "default", "default VPC security group", vpc.Id);
        group.Rules.Add(NewRule(new RuleKey(false, "-1", -1, -1, PeerKind.Group, group.Id), null));
    }

    internal void Add(Subnet subnet) => _subnets.Add(subnet.Id, subnet);

    internal void Add(NetworkInterface networkInterface) => _interfaces.Add(networkInterface.Id, networkInterface);

    /// <summary>Removes the interfaces of an owner, for example of a connector that is gone.</summary>
    internal void RemoveInterfaces(string owner)
    {
        foreach (var gone in _interfaces.Values.Where(i => i.Owner == owner).ToList())
            _interfaces.Remove(gone.Id);
    }

    /// <summary>Makes a group with the default rule that lets all out.</summary>
    internal SecurityGroup NewGroup(
        string id, string name, string description, string vpcId, Dictionary<string, string>? tags = null,
        DateTimeOffset created = default)
    {
        var group = new SecurityGroup
        {
            Id = id,
            Created = created,
            Name = name,
            Description = description,
            VpcId = vpcId,
            Tags = tags ?? new(StringComparer.Ordinal),
        };
        group.Rules.Add(NewRule(new RuleKey(true, "-1", -1, -1, PeerKind.CidrIpv4, "0.0.0.0/0"), null));
        // Source: Amazon VPC user guide, Default rules of security groups.
        if (_vpcs.GetValueOrDefault(vpcId)?.Ipv6Cidr is not null)
            group.Rules.Add(NewRule(new RuleKey(true, "-1", -1, -1, PeerKind.CidrIpv6, "::/0"), null));
        _groups.Add(id, group);
        return group;
    }

    /// <summary>Lets TCP from a block of addresses into a group.</summary>
    internal void AllowIn(SecurityGroup group, long fromPort, long toPort, string cidr, string description) =>
        group.Rules.Add(NewRule(new RuleKey(false, "tcp", fromPort, toPort, PeerKind.CidrIpv4, cidr), description));

    private SecurityGroupRule NewRule(RuleKey key, string? description, Dictionary<string, string>? tags = null) =>
        new(Cloud.Ids.Ec2("sgr"), key, description) { Tags = tags ?? new(StringComparer.Ordinal) };

    /// <summary>
    /// Whether requests find the group. Source: EC2 API reference, eventual consistency: a request to describe or
    /// change what was just made may fail with InvalidGroup.NotFound.
    /// </summary>
    private bool IsVisible(SecurityGroup group) => Now >= group.Created + Cloud.Options.Ec2VisibilityDelay;

    private static void RefuseDryRun(Call call)
    {
        if (call.Input.Flag("DryRun"))
            throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
    }

    /// <summary>The tags that the request wants on a resource of that type.</summary>
    private static Dictionary<string, string> TagsFor(Call call, string resourceType)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var specification in call.Input.Children("TagSpecifications"))
        {
            if (specification.Text("ResourceType") != resourceType)
            {
                throw new AwsError(
                    "InvalidParameterValue",
                    $"'{specification.Text("ResourceType")}' is not a valid taggable resource type for this operation.");
            }

            foreach (var (key, value) in Tags.Read(specification.Children("Tags")))
                tags[key] = value;
        }

        if (tags.Count > MaxTags)
            throw new AwsError("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
        return tags;
    }

    private static Structure Listed<T>(
        Call call, string member, IEnumerable<T> items, Func<T, string> key, Func<T, Structure> write)
    {
        // Resources that are asked for by id are not paged. Source: EC2 API reference, MaxResults.
        var byId = call.Input.Any(m => m.Key.EndsWith("Ids", StringComparison.Ordinal) && m.Value is not null);
        var page = Paging.Cut(
            items, key, call.Input.Text("NextToken"), byId ? int.MaxValue : call.PageSize("MaxResults", DefaultPage),
            () => new AwsError("InvalidParameterValue", "The token is invalid or expired."));
        return new Structure { [member] = page.Items.Select(write).ToList<object?>(), ["NextToken"] = page.NextToken };
    }

    /// <summary>Those items that the ids name, all of them; or all items where no id is given.</summary>
    private static IEnumerable<T> Named<T>(
        IEnumerable<string> ids, IReadOnlyDictionary<string, T> from, string code, string what)
    {
        var wanted = ids.ToList();
        if (wanted.Count == 0)
            return from.Values;
        return wanted.Distinct().Select(id => from.TryGetValue(id, out var found)
            ? found
            : throw new AwsError(code, $"The {what} '{id}' does not exist")).ToList();
    }
}
