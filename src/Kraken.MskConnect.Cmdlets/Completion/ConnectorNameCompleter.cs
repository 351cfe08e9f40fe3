using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the name of a connector that exists.</summary>
public sealed class ConnectorNameCompleter : AwsCompleter
{
    private protected override async Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        string? next = null;
        do
        {
            var page = await clients.KafkaConnect.ListConnectorsAsync(
                new ListConnectorsRequest { NextToken = next }, cancellationToken);
            names.AddRange((page.Connectors ?? []).Select(c => c.ConnectorName));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return names;
    }
}
