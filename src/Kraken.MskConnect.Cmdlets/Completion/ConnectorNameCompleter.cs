using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the name of a connector that exists.</summary>
public sealed class ConnectorNameCompleter : AwsCompleter
{
    private protected override async Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken) => await Pages.AllAsync(
            token => clients.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest { NextToken = token }, cancellationToken),
            page => page.Connectors?.Select(c => c.ConnectorName),
            page => page.NextToken);
}
