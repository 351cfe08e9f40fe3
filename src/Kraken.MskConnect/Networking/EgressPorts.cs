using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Addresses;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Networking;

/// <summary>Ports that the connector connects to, and why.</summary>
/// <param name="From">The first port.</param>
/// <param name="To">The last port; the first one for a single port.</param>
/// <param name="Reason">What is there, and the field or key that asks for it.</param>
internal sealed record EgressPort(int From, int To, string Reason);

/// <summary>Finds the ports that a spec's fields and configuration keys ask for.</summary>
internal static class EgressPorts
{
    internal const int Https = 443;

    internal static IEnumerable<EgressPort> Of(ConnectorSpec spec)
    {
        var connector = SpecConnector.Of(spec);
        return
        [
            .. Brokers(spec),
            AwsServices(spec),
            .. connector.Use.Addresses.SelectMany(PortsOf),
        ];
    }

    /// <summary>The ports at which the connector connects to a database.</summary>
    internal static IEnumerable<int> OfDatabase(ConnectorSpec spec) =>
        SpecConnector.Of(spec).Use.Addresses
            .Where(a => a.What == CommonAddresses.Database).SelectMany(PortsOf)
            .SelectMany(p => Enumerable.Range(p.From, p.To - p.From + 1));

    /// <summary>What an address of the configuration asks for.</summary>
    private static IEnumerable<EgressPort> PortsOf(UsedAddress used) =>
        from address in used.Reading.Addresses.Select(PrivateConnectivity.Widen)
        let because = address.IsDefault && used.DefaultPort == address.FromPort ? used.PortReason : used.Key
        select new EgressPort(
            address.FromPort, address.ToPort,
            $"{used.What} ({because.Replace(ConnectorConfig.WorkerKeyStart, "worker configuration, ", StringComparison.Ordinal)})");

    private static IEnumerable<EgressPort> Brokers(ConnectorSpec spec) =>
        from address in AddressReader.Read(spec.MskBootstrapServer).Addresses.Select(PrivateConnectivity.Widen)
        select new EgressPort(address.FromPort, address.ToPort, $"MSK brokers ({nameof(spec.MskBootstrapServer)})");

    /// <summary>Every connector reaches AWS's services; the reason names those that this one calls.</summary>
    private static EgressPort AwsServices(ConnectorSpec spec)
    {
        List<string> services = ["CloudWatch Logs"];
        if (spec.IsSink && !string.IsNullOrEmpty(spec.S3SinkBucketArn))
            services.Add("S3");
        if (!string.IsNullOrEmpty(spec.RdsSecretArn))
            services.Add("Secrets Manager");
        return new EgressPort(Https, Https, $"AWS services over HTTPS ({string.Join(", ", services)})");
    }
}
