namespace Kraken.MskConnect.Checks;

/// <summary>
/// The VPC endpoints that the connector's traffic takes work: they are available, and the services' own names lead to
/// them. Source: AWS PrivateLink guide, Access an AWS service using an interface VPC endpoint.
/// </summary>
internal sealed class NetworkEndpointsCheck : IConnectorCheck
{
    public string Name => "Network.Endpoints";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var network = connector.Network;
        var taken = new List<string>();
        foreach (var ways in await network.WaysAsync())
        {
            foreach (var service in network.Services)
            {
                if ((ways.Interface(service) ?? ways.Gateway(service)) is not { } endpoint)
                    continue;
                var id = endpoint.VpcEndpointId;
                if (!SubnetWays.IsAvailable(endpoint))
                {
                    return CheckOutcome.Fail(
                        $"The connector reaches {service.Words} by {id}, which is not available ({endpoint.State?.Value}).",
                        $"Wait until {id} is available; make it anew where it has failed or was rejected.");
                }

                if (ways.Interface(service) is not null && !SubnetWays.HasName(endpoint))
                {
                    return CheckOutcome.Fail(
                        $"The connector reaches {service.Words} by {id} alone, and the service's name does not lead there: it has no private DNS.",
                        $"Turn on private DNS: aws ec2 modify-vpc-endpoint --vpc-endpoint-id {id} --private-dns-enabled.");
                }

                taken.Add($"{service.Name} by {id}");
            }
        }

        return CheckOutcome.Pass(taken.Count == 0
            ? "The connector's traffic takes no endpoint."
            : $"The connector reaches {string.Join(", ", taken.Distinct())}.");
    }
}
