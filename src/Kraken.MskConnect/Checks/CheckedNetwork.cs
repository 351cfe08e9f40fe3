using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// What lies around a connector's subnets. As in <see cref="CheckedConnector"/>, each thing is read when the first check
/// asks for it, and once; what cannot be read throws.
/// </summary>
internal sealed class CheckedNetwork
{
    private const string DatabaseHostKey = "database.hostname";

    private readonly CheckedConnector _connector;
    private readonly Lazy<Task<List<RouteTable>>> _routeTables;
    private readonly Lazy<Task<List<VpcEndpoint>>> _endpoints;
    private readonly Lazy<Task<bool>> _dnsSupport;
    private readonly Lazy<Task<bool>> _dnsHostnames;
    private readonly Lazy<Task<List<NetworkInterface>>> _databaseInterfaces;
    private readonly Lazy<Task<List<SecurityGroup>>> _peers;

    /// <summary>Takes note of the connector; reads nothing yet.</summary>
    public CheckedNetwork(CheckedConnector connector)
    {
        _connector = connector;
        Services = NeededService.Of(connector.Spec);
        DatabaseHost = SpecConnector.Of(connector.Spec).Config.Get(DatabaseHostKey);
        _routeTables = new(ReadRouteTablesAsync);
        _endpoints = new(ReadEndpointsAsync);
        _dnsSupport = new(async () => (await ReadAttributeAsync(VpcAttributeName.EnableDnsSupport)).EnableDnsSupport is true);
        _dnsHostnames = new(async () => (await ReadAttributeAsync(VpcAttributeName.EnableDnsHostnames)).EnableDnsHostnames is true);
        _databaseInterfaces = new(ReadDatabaseInterfacesAsync);
        _peers = new(ReadPeersAsync);
    }

    /// <summary>The services that the connector calls.</summary>
    public IReadOnlyList<NeededService> Services { get; }

    /// <summary>The database's host, as the configuration names it; null where it names none.</summary>
    public string? DatabaseHost { get; }

    /// <summary>Whether the configuration names the database by its address, so that its interface is surely its own.</summary>
    public bool IsDatabaseFoundByAddress => IPAddress.TryParse(DatabaseHost, out _);

    /// <summary>The VPC's route tables.</summary>
    public Task<List<RouteTable>> RouteTables => _routeTables.Value;

    /// <summary>The VPC's endpoints; none are read where the connector calls no service.</summary>
    public Task<List<VpcEndpoint>> Endpoints => _endpoints.Value;

    /// <summary>Whether names are resolved in the VPC.</summary>
    public Task<bool> DnsSupport => _dnsSupport.Value;

    /// <summary>Whether the VPC has names of its own, as endpoints with private DNS need it.</summary>
    public Task<bool> DnsHostnames => _dnsHostnames.Value;

    /// <summary>
    /// The interfaces of the VPC that may be the database's: those of its address, or for a name of RDS those of RDS, since
    /// EC2 does not tell which name leads where. None where they cannot be found so.
    /// </summary>
    public Task<List<NetworkInterface>> DatabaseInterfaces => _databaseInterfaces.Value;

    /// <summary>The VPC: the spec's, or where that is not known its subnets'.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.NotFound"/>: neither is known.</exception>
    public async Task<string> VpcIdAsync() => _connector.Spec.VpcId is { Length: > 0 } given ? given
        : (await _connector.Subnets).FirstOrDefault()?.VpcId ?? throw new KrakenException(
            KrakenErrorKind.NotFound, "The connector's VPC cannot be seen: none of its subnets exists.", "Correct SubnetId.");

    /// <summary>The ways from each subnet that is in the VPC and whose route table can be seen.</summary>
    public async Task<IReadOnlyList<SubnetWays>> WaysAsync()
    {
        var ways = new List<SubnetWays>();
        foreach (var subnet in await SubnetsAsync())
        {
            if (await WaysAsync(subnet) is { } way)
                ways.Add(way);
        }

        return ways;
    }

    /// <summary>Those groups that can be seen: of the cluster's, the endpoints' and the database's.</summary>
    public async Task<List<SecurityGroup>> PeersAsync(IReadOnlyList<string> ids) =>
        ids.Count == 0 ? [] : (await _peers.Value).FindAll(g => ids.Contains(g.GroupId));

    /// <summary>The groups that an interface is in.</summary>
    public static IEnumerable<string> GroupIds(NetworkInterface networkInterface) =>
        (networkInterface.Groups ?? []).Select(g => g.GroupId);

    /// <summary>Those of the spec's subnets that are in its VPC.</summary>
    private async Task<List<Subnet>> SubnetsAsync()
    {
        var vpc = await VpcIdAsync();
        return (await _connector.Subnets).FindAll(s => s.VpcId == vpc);
    }

    /// <summary>
    /// The ways from a subnet to the services; null where its route table cannot be seen. A subnet has the table that names it,
    /// or else the VPC's main one. Source: Amazon VPC user guide, Subnet route tables.
    /// </summary>
    private async Task<SubnetWays?> WaysAsync(Subnet subnet)
    {
        var tables = await RouteTables;
        var table = tables.Find(t => (t.Associations ?? []).Exists(a => a.SubnetId == subnet.SubnetId))
            ?? tables.Find(t => (t.Associations ?? []).Exists(a => a.Main is true));
        return table is null ? null : new SubnetWays(subnet, table, await Endpoints);
    }

    private async Task<List<RouteTable>> ReadRouteTablesAsync()
    {
        var filter = await InVpcAsync();
        return await Pages.AllAsync(
            token => Context.CallAsync("ec2:DescribeRouteTables", () => Context.Aws.Ec2.DescribeRouteTablesAsync(
                new DescribeRouteTablesRequest { Filters = [filter], NextToken = token }, _connector.StopToken)),
            page => page.RouteTables,
            page => page.NextToken);
    }

    private async Task<List<VpcEndpoint>> ReadEndpointsAsync()
    {
        if (Services.Count == 0)
            return [];
        var filter = await InVpcAsync();
        return await Pages.AllAsync(
            token => Context.CallAsync("ec2:DescribeVpcEndpoints", () => Context.Aws.Ec2.DescribeVpcEndpointsAsync(
                new DescribeVpcEndpointsRequest { Filters = [filter], NextToken = token }, _connector.StopToken)),
            // EC2 leaves an empty list out, and a VPC without endpoints is a usual one.
            page => page.VpcEndpoints ?? [],
            page => page.NextToken);
    }

    private async Task<DescribeVpcAttributeResponse> ReadAttributeAsync(VpcAttributeName attribute)
    {
        var vpc = await VpcIdAsync();
        return await Context.CallAsync("ec2:DescribeVpcAttribute", () => Context.Aws.Ec2.DescribeVpcAttributeAsync(
            new DescribeVpcAttributeRequest { VpcId = vpc, Attribute = attribute }, _connector.StopToken));
    }

    private async Task<List<NetworkInterface>> ReadDatabaseInterfacesAsync()
    {
        Filter filter;
        if (IsDatabaseFoundByAddress)
            filter = new Filter { Name = "addresses.private-ip-address", Values = [DatabaseHost] };
        else if (DatabaseHost is not null && IsOfRds(DatabaseHost))
            filter = new Filter { Name = "description", Values = ["RDSNetworkInterface"] };
        else
            return [];
        var inVpc = await InVpcAsync();
        return await Pages.AllAsync(
            token => Context.CallAsync("ec2:DescribeNetworkInterfaces", () => Context.Aws.Ec2.DescribeNetworkInterfacesAsync(
                new DescribeNetworkInterfacesRequest { Filters = [inVpc, filter], NextToken = token }, _connector.StopToken)),
            page => page.NetworkInterfaces ?? [],
            page => page.NextToken);
    }

    /// <summary>All of them in one call. What cannot be read has no groups here: its own check tells why.</summary>
    private async Task<List<SecurityGroup>> ReadPeersAsync()
    {
        var ids = await Task.WhenAll(
            TryAsync(async () => await _connector.Cluster is { } cluster ? CheckedConnector.GroupIds(cluster) : []),
            TryAsync(async () => (await WaysAsync()).SelectMany(w => w.Interfaces(Services)).SelectMany(SubnetWays.GroupIds)),
            TryAsync(async () => (await DatabaseInterfaces).SelectMany(GroupIds)));
        var all = ids.SelectMany(i => i).ToHashSet(StringComparer.Ordinal);
        return all.Count == 0 ? [] : await SecurityGroupLookup.FindAsync(Context, "group-id", all, _connector.StopToken);
    }

    private async Task<IEnumerable<string>> TryAsync(Func<Task<IEnumerable<string>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception) when (!_connector.StopToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private static bool IsOfRds(string host) => host.Split('.').Contains("rds", StringComparer.OrdinalIgnoreCase)
        && host.Contains(".amazonaws.com", StringComparison.OrdinalIgnoreCase);

    private async Task<Filter> InVpcAsync() => new() { Name = "vpc-id", Values = [await VpcIdAsync()] };

    private ProvisioningContext Context => _connector.Context;
}
