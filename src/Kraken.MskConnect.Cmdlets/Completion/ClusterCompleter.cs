using Amazon.Kafka.Model;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the ARN of an MSK cluster that exists.</summary>
public sealed class ClusterCompleter : AwsCompleter
{
    private protected override async Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken) => await Pages.AllAsync(
            token => clients.Kafka.ListClustersV2Async(new ListClustersV2Request { NextToken = token }, cancellationToken),
            page => page.ClusterInfoList?.Select(c => c.ClusterArn),
            page => page.NextToken);
}
