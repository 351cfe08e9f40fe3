using System.Text.RegularExpressions;

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
    };

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
        if (!_brokerPorts.TryGetValue(port, out var use)
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
                    ? "Give port 9098, or another MskAuthenticationType."
                    : "Give port 9094 for TLS, 9092 for PLAINTEXT, or MskAuthenticationType IAM for port 9098.");
        }
        else if (!isBroker.Success && (spec.MskAuthenticationType == "IAM") != (use.Authentication == "IAM"))
        {
            check.Warning(
                nameof(spec.MskBootstrapServer), "BootstrapServerPort", server.Text,
                $"has the port that MSK uses for {use.Use}, but MskAuthenticationType is {spec.MskAuthenticationType}",
                "Make sure that the endpoint forwards to a listener with that authentication type.");
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
