using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors.Addresses;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// The bootstrap servers are hosts with ports, and a broker's port agrees with authentication and encryption.
/// A host that is not a broker, such as a load balancer, may listen on any port and forward it to another.
/// </summary>
internal sealed partial class BootstrapServerRule : ISpecRule
{
    /// <summary>What a broker's port is for. Source: Amazon MSK developer guide, Port information.</summary>
    private static readonly Dictionary<int, (string Authentication, string Encryption, string Use)> _brokerPorts = new()
    {
        [9092] = ("NONE", "PLAINTEXT", "plaintext without authentication"),
        [9094] = ("NONE", "TLS", "TLS"),
        [9194] = ("NONE", "TLS", "TLS from the internet"),
        [9096] = ("SCRAM", "TLS", "SASL/SCRAM"),
        [9196] = ("SCRAM", "TLS", "SASL/SCRAM from the internet"),
        [9098] = ("IAM", "TLS", "IAM"),
        [9198] = ("IAM", "TLS", "IAM from the internet"),
        [20092] = ("NONE", "PLAINTEXT", "plaintext without authentication over IPv6"),
        [20094] = ("NONE", "TLS", "TLS over IPv6"),
        [20096] = ("SCRAM", "TLS", "SASL/SCRAM over IPv6"),
        [20098] = ("IAM", "TLS", "IAM over IPv6"),
    };

    /// <summary>What the name of a broker behind MSK's private connectivity says of its authentication.</summary>
    private static readonly Dictionary<string, (string Authentication, string Encryption, string Use)> _privateBrokers = new()
    {
        ["iam"] = ("IAM", "TLS", "IAM over private connectivity"),
        ["scram"] = ("SCRAM", "TLS", "SASL/SCRAM over private connectivity"),
        ["tls"] = ("NONE", "TLS", "TLS over private connectivity"),
    };

    /// <summary>The first of the ports for IPv6.</summary>
    private const int FirstOfIpv6 = 20092;

    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        if (string.IsNullOrWhiteSpace(spec.MskBootstrapServer))
            return;
        foreach (var server in BootstrapServers.Parse(spec.MskBootstrapServer))
        {
            if (server.Port is not { } port || !Host().IsMatch(server.Host))
            {
                check.Error(
                    nameof(spec.MskBootstrapServer), "BootstrapServerFormat", server.Text, "is not host:port",
                    "Give host:port, several separated by commas, with ports from 1 to 65535.");
                continue;
            }

            CheckPort(check, server, port);
        }
    }

    private static void CheckPort(SpecCheck check, BootstrapServer server, int port)
    {
        var spec = check.Spec;
        if (!(_brokerPorts.TryGetValue(port, out var use)
                || (PrivateConnectivity.AuthenticationOf(server.Host) is { } name && _privateBrokers.TryGetValue(name, out use)))
            || !SpecFields.MskAuthenticationType.Choices.Contains(spec.MskAuthenticationType)
            || !SpecFields.EncryptionInTransit.Choices.Contains(spec.EncryptionInTransit))
        {
            return;
        }

        var isBroker = Broker().Match(server.Host);
        var agrees = use.Authentication == spec.MskAuthenticationType
            && (use.Encryption == spec.EncryptionInTransit || spec.MskAuthenticationType == "IAM");
        if (isBroker.Success && !agrees)
        {
            check.Error(
                nameof(spec.MskBootstrapServer), "BootstrapServerPort", server.Text,
                $"is a broker's port for {use.Use}, but MskAuthenticationType is {spec.MskAuthenticationType} "
                + $"and EncryptionInTransit is {spec.EncryptionInTransit}",
                spec.MskAuthenticationType == "IAM"
                    ? "Give port 9098 (20098 over IPv6), or another MskAuthenticationType."
                    : "Give port 9094 for TLS, 9092 for PLAINTEXT (20094 and 20092 over IPv6), or MskAuthenticationType IAM for port 9098 or 20098.");
        }
        else if (!isBroker.Success && (spec.MskAuthenticationType == "IAM") != (use.Authentication == "IAM"))
        {
            check.Warning(
                nameof(spec.MskBootstrapServer), "BootstrapServerPort", server.Text,
                $"has the port that MSK uses for {use.Use}, but MskAuthenticationType is {spec.MskAuthenticationType}",
                "Make sure that the endpoint forwards to a listener with that authentication type.");
        }

        if (isBroker.Success && port >= FirstOfIpv6 && !spec.IsDualStack)
        {
            check.Error(
                nameof(spec.MskBootstrapServer), "BootstrapServerNetwork", server.Text,
                $"is a broker's port for {use.Use}, but NetworkType is {spec.NetworkType ?? "not given, so the connector has IPv4 alone"}",
                "Give NetworkType DUAL, or the brokers' ports for IPv4.");
        }

        if (isBroker.Success && PlaceRule.IsRegion(spec.Region) && isBroker.Groups["region"].Value != spec.Region)
        {
            check.Warning(
                nameof(spec.MskBootstrapServer), "BootstrapServerRegion", server.Text,
                $"is a broker in another region than the spec's, {spec.Region}",
                "Give the brokers of the cluster in MskClusterArn.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Host();

    [GeneratedRegex(
        @"^b-[0-9]+(-public)?\..+\.kafka\.(?<region>[a-z0-9\-]+)\.amazonaws\.com(\.cn)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Broker();
}
