using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the ARN of a custom plugin that exists.</summary>
public sealed class CustomPluginCompleter : AwsCompleter
{
    private protected override async Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken) => await Pages.AllAsync(
            token => clients.KafkaConnect.ListCustomPluginsAsync(new ListCustomPluginsRequest { NextToken = token }, cancellationToken),
            page => page.CustomPlugins?.Select(p => p.CustomPluginArn),
            page => page.NextToken);
}
