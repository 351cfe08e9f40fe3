using Amazon.Kafka.Model;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the ARN of an MSK cluster that exists.</summary>
public sealed class ClusterCompleter : AwsCompleter
{
    private protected override async Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        string? next = null;
        do
        {
            var page = await clients.Kafka.ListClustersV2Async(
                new ListClustersV2Request { NextToken = next }, cancellationToken);
            arns.AddRange((page.ClusterInfoList ?? []).Select(c => c.ClusterArn));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return arns;
    }
}
