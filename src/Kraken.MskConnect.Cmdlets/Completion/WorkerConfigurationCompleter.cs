using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the ARN of a worker configuration that exists.</summary>
public sealed class WorkerConfigurationCompleter : AwsCompleter
{
    private protected override async Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        string? next = null;
        do
        {
            var page = await clients.KafkaConnect.ListWorkerConfigurationsAsync(
                new ListWorkerConfigurationsRequest { NextToken = next }, cancellationToken);
            arns.AddRange((page.WorkerConfigurations ?? []).Select(w => w.WorkerConfigurationArn));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return arns;
    }
}
