namespace Kraken.MskConnect.Networking;

/// <summary>One egress rule of the connector's security group.</summary>
/// <param name="Port">The TCP port, 1 to 65535; of a range the first one.</param>
/// <param name="Destination">A CIDR block (IPv4 or IPv6), a prefix list id or a security group id.</param>
/// <param name="Reason">Why it is there; becomes the rule's description.</param>
public sealed record EgressRule(int Port, string Destination, string Reason)
{
    /// <summary>The last port of a range; <see cref="Port"/> where the rule is for one.</summary>
    public int ToPort { get; init; } = Port;

    /// <summary>The port, or both ends of the range, for example <c>14001-14100</c>.</summary>
    internal string Ports => ToPort == Port ? $"{Port}" : $"{Port}-{ToPort}";
}
