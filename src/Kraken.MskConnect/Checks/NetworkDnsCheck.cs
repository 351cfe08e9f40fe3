namespace Kraken.MskConnect.Checks;

/// <summary>
/// The VPC resolves names, and where the connector takes an endpoint with private DNS, it has that endpoint's. Source:
/// Amazon VPC user guide, DNS attributes for your VPC; EC2 API reference, CreateVpcEndpoint, PrivateDnsEnabled.
/// </summary>
internal sealed class NetworkDnsCheck : IConnectorCheck
{
    public string Name => "Network.Dns";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var network = connector.Network;
        var vpc = await network.VpcIdAsync();
        if (!await network.DnsSupport)
        {
            return CheckOutcome.Fail(
                $"{vpc} resolves no names (enableDnsSupport), so the connector finds neither brokers nor services.",
                Remedy("--enable-dns-support"));
        }

        var ways = await network.WaysAsync();
        var named = ways.SelectMany(w => w.Interfaces(network.Services)).Where(SubnetWays.HasName)
            .Select(e => e.VpcEndpointId).Distinct().ToList();
        if (named.Count == 0)
            return CheckOutcome.Pass($"{vpc} resolves names.");
        var endpoints = string.Join(", ", named);
        if (await network.DnsHostnames)
            return CheckOutcome.Pass($"{vpc} resolves names, also to {endpoints}.");
        var evidence = $"{vpc} has no names of its own (enableDnsHostnames), so the services' names do not lead to {endpoints}";
        return ways.All(w => w.LeadsOut)
            ? CheckOutcome.Warn(evidence + ": the traffic leaves the VPC.", Remedy("--enable-dns-hostnames"))
            : CheckOutcome.Fail(evidence + ", and there is no other way.", Remedy("--enable-dns-hostnames"));

        string Remedy(string attribute) => $"Turn it on: aws ec2 modify-vpc-attribute --vpc-id {vpc} {attribute} Value=true.";
    }
}
