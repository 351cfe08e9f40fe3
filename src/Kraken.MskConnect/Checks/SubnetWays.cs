using Amazon.EC2.Model;

namespace Kraken.MskConnect.Checks;

/// <summary>The ways on which a connector's traffic leaves a subnet for AWS's services.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="Table">Its route table.</param>
/// <param name="Endpoints">The VPC's endpoints.</param>
internal sealed record SubnetWays(Subnet Subnet, RouteTable Table, IReadOnlyList<VpcEndpoint> Endpoints)
{
    private const string Anywhere = "0.0.0.0/0";

    /// <summary>The route for all that no other route is for; null where there is none.</summary>
    public Route? DefaultRoute => (Table.Routes ?? []).Find(r => r.DestinationCidrBlock == Anywhere);

    /// <summary>
    /// Whether that leads to an internet gateway, and so nowhere: MSK Connect's workers have no public addresses. Source:
    /// Amazon VPC user guide, Internet gateways; Amazon MSK developer guide, Enable internet access for MSK Connect.
    /// </summary>
    public bool IsPublic => DefaultRoute?.GatewayId?.StartsWith("igw-", StringComparison.Ordinal) is true;

    /// <summary>Routes to what is gone.</summary>
    public IEnumerable<Route> Blackholes => (Table.Routes ?? []).Where(IsBlackhole);

    /// <summary>Whether what no other route is for gets out: over a NAT gateway, a transit gateway or the like.</summary>
    public bool LeadsOut => DefaultRoute is { } route && !IsPublic && !IsBlackhole(route);

    /// <summary>The subnet and its table, for evidence.</summary>
    public string Words => $"{Subnet.SubnetId} ({Table.RouteTableId})";

    /// <summary>The service's gateway endpoint that the table leads to; null where it leads to none.</summary>
    public VpcEndpoint? Gateway(NeededService service) => Endpoints.FirstOrDefault(
        e => IsGatewayOf(e, service) && (e.RouteTableIds ?? []).Contains(Table.RouteTableId));

    /// <summary>
    /// The service's interface endpoint that the traffic takes: one to which the service's own name leads, or where the
    /// traffic has no other way out, any; null where it takes none.
    /// </summary>
    public VpcEndpoint? Interface(NeededService service)
    {
        var interfaces = Endpoints.Where(e => IsOf(e, service) && IsOfType(e, "Interface")).ToList();
        return interfaces.Find(HasName) ?? (LeadsOut || Gateway(service) is not null ? null : interfaces.FirstOrDefault());
    }

    /// <summary>The interface endpoints that the traffic to these services takes.</summary>
    public IEnumerable<VpcEndpoint> Interfaces(IEnumerable<NeededService> services) =>
        services.Select(Interface).OfType<VpcEndpoint>();

    /// <summary>Whether any way leads to the service, in whatever state its endpoint is.</summary>
    public bool LeadsTo(NeededService service) => LeadsOut || Gateway(service) is not null || Interface(service) is not null;

    /// <summary>Whether it is a gateway endpoint of the service, whatever tables lead to it.</summary>
    public static bool IsGatewayOf(VpcEndpoint endpoint, NeededService service) =>
        IsOf(endpoint, service) && IsOfType(endpoint, "Gateway");

    /// <summary>Whether the route leads to what is gone.</summary>
    public static bool IsBlackhole(Route route) => route.State?.Value == "blackhole";

    /// <summary>What a route leads to.</summary>
    public static string Target(Route route) =>
        new[]
        {
            route.NatGatewayId, route.GatewayId, route.TransitGatewayId, route.VpcPeeringConnectionId,
            route.NetworkInterfaceId, route.CoreNetworkArn, route.EgressOnlyInternetGatewayId, route.LocalGatewayId,
        }.FirstOrDefault(t => !string.IsNullOrEmpty(t)) ?? "what is not told";

    /// <summary>Whether an endpoint works. Source: EC2 API reference, VpcEndpoint, state; its case of letters varies.</summary>
    public static bool IsAvailable(VpcEndpoint endpoint) =>
        string.Equals(endpoint.State?.Value, "available", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the service's own name leads to the endpoint from within the VPC. Source: EC2 API reference, VpcEndpoint,
    /// privateDnsEnabled, and DnsOptions: S3's may be for names from outside alone.
    /// </summary>
    public static bool HasName(VpcEndpoint endpoint) =>
        endpoint.PrivateDnsEnabled is true && endpoint.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint is not true;

    /// <summary>The groups that an endpoint's interfaces are in.</summary>
    public static IEnumerable<string> GroupIds(VpcEndpoint endpoint) => (endpoint.Groups ?? []).Select(g => g.GroupId);

    // com.amazonaws.us-east-1.s3; in China some begin with cn.com.amazonaws.
    private static bool IsOf(VpcEndpoint endpoint, NeededService service) =>
        endpoint.ServiceName?.EndsWith($".{service.Region}.{service.Name}", StringComparison.Ordinal) is true;

    private static bool IsOfType(VpcEndpoint endpoint, string type) =>
        string.Equals(endpoint.VpcEndpointType?.Value, type, StringComparison.OrdinalIgnoreCase);
}
