using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Ec2;

/// <content>What leads out of a VPC: route tables, NAT gateways, endpoints, and the VPC's names.</content>
internal sealed partial class Ec2Service
{
    // The policy of an endpoint that was given none. Source: AWS PrivateLink guide, Default endpoint policy.
    private const string FullAccess =
        """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    internal static string MainRouteTableId(string vpcId) => "rtb-" + vpcId["vpc-".Length..];

    internal void Add(RouteTable table) => _routeTables.Add(table.Id, table);

    internal void Add(NatGateway gateway) => _natGateways.Add(gateway.Id, gateway);

    internal void Add(VpcEndpoint endpoint) => _endpoints.Add(endpoint.Id, endpoint);

    internal void RemoveNatGateway(string id) => _natGateways.Remove(id);

    internal void ChangeVpc(string id, Func<Vpc, Vpc> change) => _vpcs[id] = change(_vpcs[id]);

    internal void ChangeSubnet(string id, Func<Subnet, Subnet> change) => _subnets[id] = change(_subnets[id]);

    internal void ChangeRouteTable(string id, Func<RouteTable, RouteTable> change) =>
        _routeTables[id] = change(_routeTables[id]);

    internal void ChangeEndpoint(string id, Func<VpcEndpoint, VpcEndpoint> change) =>
        _endpoints[id] = change(_endpoints[id]);

    internal Vpc FindVpcOf(Subnet subnet) => _vpcs[subnet.VpcId];

    internal IEnumerable<VpcEndpoint> EndpointsOf(string vpcId) => _endpoints.Values.Where(e => e.VpcId == vpcId);

    /// <summary>The table that names the subnet, or else the VPC's main one.</summary>
    internal RouteTable RouteTableOf(Subnet subnet) =>
        _routeTables.Values.FirstOrDefault(t => t.SubnetIds.Contains(subnet.Id))
        ?? _routeTables.Values.First(t => t.VpcId == subnet.VpcId && t.IsMain);

    /// <summary>Whether what the route leads to is gone.</summary>
    internal bool IsBlackhole(Route route) =>
        route.Target.StartsWith("nat-", StringComparison.Ordinal) && !_natGateways.ContainsKey(route.Target);

    private Structure DescribeVpcAttribute(Call call)
    {
        RefuseDryRun(call);
        var id = call.Input.Required("VpcId");
        if (!_vpcs.TryGetValue(id, out var vpc))
            throw new AwsError("InvalidVpcID.NotFound", $"The vpc ID '{id}' does not exist");
        // The answer has the one attribute that was asked for.
        var (member, value) = call.Input.Required("Attribute") switch
        {
            "enableDnsHostnames" => ("EnableDnsHostnames", vpc.DnsHostnames),
            "enableDnsSupport" => ("EnableDnsSupport", vpc.DnsSupport),
            _ => ("EnableNetworkAddressUsageMetrics", false),
        };
        return new Structure { ["VpcId"] = id, [member] = new Structure { ["Value"] = value } };
    }

    private Structure DescribeRouteTables(Call call)
    {
        RefuseDryRun(call);
        var found = Named(
            call.Input.Texts("RouteTableIds"), _routeTables, "InvalidRouteTableID.NotFound", "routeTable ID");
        return Listed(
            call, "RouteTables",
            Filters.Apply(call, found, _ => new Dictionary<string, string>(), (t, name) => name switch
            {
                "route-table-id" or "association.route-table-id" => [t.Id],
                "vpc-id" => [t.VpcId],
                "association.main" => t.IsMain ? ["true"] : t.SubnetIds.Count > 0 ? ["false"] : [],
                "association.subnet-id" => t.SubnetIds,
                "route.destination-cidr-block" => [_vpcs[t.VpcId].Cidr, .. t.Routes.Select(r => r.Destination)],
                "owner-id" => [Cloud.AccountId],
                _ => null,
            }),
            t => t.Id,
            t => new Structure
            {
                ["RouteTableId"] = t.Id,
                ["VpcId"] = t.VpcId,
                ["OwnerId"] = Cloud.AccountId,
                ["Associations"] = Associations(t).ToList<object?>(),
                ["Routes"] = Routes(t).ToList<object?>(),
            });
    }

    private static IEnumerable<Structure> Associations(RouteTable table)
    {
        if (table.IsMain)
            yield return Association(table, table.VpcId["vpc-".Length..], ("Main", true));
        foreach (var subnet in table.SubnetIds)
            yield return Association(table, subnet["subnet-".Length..], ("Main", false), ("SubnetId", subnet));
    }

    private static Structure Association(RouteTable table, string id, params (string Name, object Value)[] members)
    {
        var association = new Structure
        {
            ["RouteTableAssociationId"] = "rtbassoc-" + id,
            ["RouteTableId"] = table.Id,
            ["AssociationState"] = new Structure { ["State"] = "associated" },
        };
        foreach (var (name, value) in members)
            association[name] = value;
        return association;
    }

    private IEnumerable<Structure> Routes(RouteTable table)
    {
        yield return new Structure
        {
            ["DestinationCidrBlock"] = _vpcs[table.VpcId].Cidr,
            ["GatewayId"] = "local",
            ["Origin"] = "CreateRouteTable",
            ["State"] = "active",
        };
        foreach (var route in table.Routes)
        {
            yield return new Structure
            {
                ["DestinationCidrBlock"] = route.Destination,
                [TargetMember(route.Target)] = route.Target,
                ["Origin"] = "CreateRoute",
                ["State"] = IsBlackhole(route) ? "blackhole" : "active",
            };
        }

        foreach (var endpoint in _endpoints.Values.Where(e => e.RouteTableIds.Contains(table.Id)))
        {
            yield return new Structure
            {
                ["DestinationPrefixListId"] = endpoint.PrefixList,
                ["GatewayId"] = endpoint.Id,
                ["Origin"] = "CreateRoute",
                ["State"] = "active",
            };
        }
    }

    /// <summary>The member of a route that names its target. Source: EC2 API reference, Route.</summary>
    private static string TargetMember(string target) => target.Split('-')[0] switch
    {
        "nat" => "NatGatewayId",
        "tgw" => "TransitGatewayId",
        "pcx" => "VpcPeeringConnectionId",
        _ => "GatewayId",
    };

    private Structure DescribeVpcEndpoints(Call call)
    {
        RefuseDryRun(call);
        if (call.Input.Number("MaxResults") < 1)
            throw new AwsError("InvalidMaxResults", "The specified value for MaxResults is not valid.");
        var ids = call.Input.Texts("VpcEndpointIds").ToList();
        if (ids.Find(id => !_endpoints.ContainsKey(id)) is { } missing)
            throw new AwsError("InvalidVpcEndpointId.NotFound", $"The Vpc Endpoint Id '{missing}' does not exist");
        return Listed(
            call, "VpcEndpoints",
            Filters.Apply(
                call, _endpoints.Values.Where(e => ids.Count == 0 || ids.Contains(e.Id)),
                _ => new Dictionary<string, string>(), (e, name) => name switch
                {
                    "vpc-endpoint-id" => [e.Id],
                    "vpc-id" => [e.VpcId],
                    "service-name" => [ServiceName(e)],
                    "service-region" => [Cloud.Region],
                    "vpc-endpoint-state" => [e.State],
                    "vpc-endpoint-type" => [EndpointType(e)],
                    "ip-address-type" => ["ipv4"],
                    _ => null,
                }),
            e => e.Id,
            e => new Structure
            {
                ["VpcEndpointId"] = e.Id,
                ["VpcEndpointType"] = EndpointType(e),
                ["VpcId"] = e.VpcId,
                ["OwnerId"] = Cloud.AccountId,
                ["ServiceName"] = ServiceName(e),
                ["State"] = e.State,
                ["CreationTimestamp"] = e.Created,
                ["PolicyDocument"] = FullAccess,
                ["IpAddressType"] = "ipv4",
                ["PrivateDnsEnabled"] = e.PrivateDns,
                ["RequesterManaged"] = false,
                ["RouteTableIds"] = e.RouteTableIds.ToList<object?>(),
                ["SubnetIds"] = e.SubnetIds.ToList<object?>(),
                ["Groups"] = e.GroupIds
                    .Select(g => (object?)new Structure { ["GroupId"] = g, ["GroupName"] = _groups[g].Name }).ToList(),
            });
    }

    private static string EndpointType(VpcEndpoint endpoint) => endpoint.IsGateway ? "Gateway" : "Interface";

    private string ServiceName(VpcEndpoint endpoint) => $"com.amazonaws.{Cloud.Region}.{endpoint.Service}";
}
