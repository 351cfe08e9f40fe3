using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the ARN of a custom plugin that exists.</summary>
public sealed class CustomPluginCompleter : AwsCompleter
{
    private protected override async Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        string? next = null;
        do
        {
            var page = await clients.KafkaConnect.ListCustomPluginsAsync(
                new ListCustomPluginsRequest { NextToken = next }, cancellationToken);
            arns.AddRange((page.CustomPlugins ?? []).Select(p => p.CustomPluginArn));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return arns;
    }
}
