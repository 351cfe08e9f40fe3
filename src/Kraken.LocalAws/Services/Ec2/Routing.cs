namespace Kraken.LocalAws.Services.Ec2;

/// <summary>
/// A route table. It also has the route within its VPC, and one to each gateway endpoint that names it; those are not in
/// <see cref="Routes"/>. Source: Amazon VPC user guide, Route table concepts; AWS PrivateLink guide, Gateway endpoints.
/// </summary>
internal sealed record RouteTable(string Id, string VpcId)
{
    /// <summary>Whether it is that of the subnets that no table names.</summary>
    internal bool IsMain { get; init; }

    internal IReadOnlyList<string> SubnetIds { get; init; } = [];

    internal IReadOnlyList<Route> Routes { get; init; } = [];
}

/// <summary>A route.</summary>
/// <param name="Destination">An IPv4 block.</param>
/// <param name="Target">The id of what it leads to: <c>nat-…</c>, <c>igw-…</c>, <c>tgw-…</c>, <c>pcx-…</c>.</param>
internal sealed record Route(string Destination, string Target)
{
    internal const string Anywhere = "0.0.0.0/0";
}

/// <summary>A NAT gateway. A route to one that is gone is a black hole. Source: as above.</summary>
internal sealed record NatGateway(string Id, string VpcId);

/// <summary>A VPC endpoint. Source: EC2 API reference, VpcEndpoint.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="Service">The last word of the service's name, for example <c>s3</c>.</param>
internal sealed record VpcEndpoint(string Id, string VpcId, string Service)
{
    internal DateTimeOffset Created { get; init; }

    /// <summary>Of a gateway endpoint: the list of the service's addresses; null of an interface endpoint.</summary>
    internal string? PrefixList { get; init; }

    /// <summary>Of a gateway endpoint: the tables that lead to it.</summary>
    internal IReadOnlyList<string> RouteTableIds { get; init; } = [];

    /// <summary>Of an interface endpoint: where its interfaces are.</summary>
    internal IReadOnlyList<string> SubnetIds { get; init; } = [];

    /// <summary>Of an interface endpoint: whom its interfaces let in.</summary>
    internal IReadOnlyList<string> GroupIds { get; init; } = [];

    /// <summary>Of an interface endpoint: whether the service's own name leads to it.</summary>
    internal bool PrivateDns { get; init; }

    /// <summary><c>available</c>, or another state of the API reference.</summary>
    internal string State { get; init; } = Available;

    internal bool IsGateway => PrefixList is not null;

    internal bool IsAvailable => State == Available;

    internal const string Available = "available";
}
