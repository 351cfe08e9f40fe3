using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the ARN of a worker configuration that exists.</summary>
public sealed class WorkerConfigurationCompleter : AwsCompleter
{
    private protected override async Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken) => await Pages.AllAsync(
            token => clients.KafkaConnect.ListWorkerConfigurationsAsync(new ListWorkerConfigurationsRequest { NextToken = token }, cancellationToken),
            page => page.WorkerConfigurations?.Select(w => w.WorkerConfigurationArn),
            page => page.NextToken);
}
