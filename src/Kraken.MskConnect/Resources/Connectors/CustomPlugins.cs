using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Reads the custom plugins that connectors name; this module does not make them.</summary>
internal static class CustomPlugins
{
    /// <summary>Reads one by its ARN.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<DescribeCustomPluginResponse> DescribeAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        var plugin = await context.CallAsync("kafkaconnect:DescribeCustomPlugin", () =>
            context.Aws.KafkaConnect.DescribeCustomPluginAsync(
                new DescribeCustomPluginRequest { CustomPluginArn = arn }, cancellationToken));
        Answers.Of(plugin, plugin.CustomPluginArn);
        return plugin;
    }
}
