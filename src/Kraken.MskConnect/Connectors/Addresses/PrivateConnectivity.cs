using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Connectors.Addresses;

/// <summary>
/// Brokers that are reached over MSK's multi-VPC private connectivity. Each has a port of its own, and a cluster that gets
/// more brokers gets more ports, so that the whole range is needed.
/// The Amazon MSK developer guide documents neither the range nor the names: the range is the one at which the load
/// balancer of such a connection listens. Source: terraform-aws-modules, msk-kafka-cluster, the complete example; names as
/// GetBootstrapBrokers answers in BootstrapBrokerStringVpcConnectivitySaslIam and its neighbours.
/// </summary>
internal static partial class PrivateConnectivity
{
    internal const int FirstPort = 14001;
    internal const int LastPort = 14100;

    /// <summary>The authentication in such a broker's name, <c>iam</c>, <c>scram</c> or <c>tls</c>; null for other hosts.</summary>
    internal static string? AuthenticationOf(string host) =>
        Broker().Match(host) is { Success: true } match ? match.Groups["authentication"].Value : null;

    /// <summary>The address with the whole range where it is such a broker's.</summary>
    internal static Address Widen(Address address) =>
        address.FromPort is >= FirstPort and <= LastPort && AuthenticationOf(address.Host) is not null
            ? address with { FromPort = FirstPort, ToPort = LastPort }
            : address;

    [GeneratedRegex(
        @"^b-[0-9]+\.(?<authentication>iam|scram|tls)\.[a-z0-9.-]+\.kafka\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Broker();
}
