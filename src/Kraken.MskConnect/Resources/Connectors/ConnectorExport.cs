using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Reads a connector and its custom plugin for the connector's spec.</summary>
internal static class ConnectorExport
{
    /// <summary>Reads the connector, with which an export begins.</summary>
    /// <param name="context">Whom to ask and to tell.</param>
    /// <param name="arn">The connector.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="NotFoundException">There is no such connector any more.</exception>
    public static async Task<ExportedConnector> DescribeAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        var describing = ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
        var tagging = context.CallAsync("kafkaconnect:ListTagsForResource", () =>
            context.Aws.KafkaConnect.ListTagsForResourceAsync(
                new ListTagsForResourceRequest { ResourceArn = arn }, cancellationToken));
        await Concurrently.AllAsync(describing, tagging);
        var connector = await describing;
        context.Protect(connector.ConnectorConfiguration);
        return new ExportedConnector(connector, Answers.Tags(await tagging, (await tagging).Tags));
    }

    /// <summary>Reads the plugin.</summary>
    public static async Task<ResourceExport> ReadAsync(
        ProvisioningContext context, ExportedConnector exported, CancellationToken cancellationToken)
    {
        var (connector, tags) = (exported.Description, exported.Tags);
        var cluster = connector.KafkaCluster?.ApacheKafkaCluster;
        var used = connector.Plugins?.FirstOrDefault()?.CustomPlugin;
        var plugin = await PluginAsync(context, used?.CustomPluginArn, exported.OfWhatIsSeen, cancellationToken);
        return new ResourceExport
        {
            Seen = plugin is null ? [] : [plugin],
            Fill = spec => WithCapacity(connector.Capacity, spec with
            {
                ConnectorName = exported.Name,
                Env = ResourceNames.EnvKeyOf(tags.Keys) is { } env ? tags[env] : "",
                Fleet = string.IsNullOrWhiteSpace(tags.GetValueOrDefault(ResourceNames.FleetTag)) ? null : tags[ResourceNames.FleetTag],
                Region = context.Aws.Region,
                AccountId = ConnectorIdentity.AccountOf(connector.ConnectorArn),
                ConnectorType = ConnectorIdentity.TypeOf(connector.ConnectorConfiguration ?? []) ?? "",
                KafkaConnectVersion = connector.KafkaConnectVersion ?? SpecDefaults.KafkaConnectVersion,
                SubnetId = cluster?.Vpc?.Subnets ?? [],
                MskBootstrapServer = cluster?.BootstrapServers ?? "",
                MskAuthenticationType = connector.KafkaClusterClientAuthentication?.AuthenticationType?.Value
                    ?? SpecDefaults.MskAuthenticationType,
                CustomPluginArn = used?.CustomPluginArn ?? "",
                CustomPluginRevision = used?.Revision ?? SpecDefaults.CustomPluginRevision,
                CustomPluginBucketArn = FileOf(plugin, used?.Revision) ?? "",
                ConnectorConfiguration = connector.ConnectorConfiguration ?? [],
                CommonTag = tags
                    .Where(t => !ResourceNames.IsEnvTag(t.Key)
                        && !t.Key.StartsWith(ResourceNames.ReservedTagPrefix, StringComparison.OrdinalIgnoreCase)
                        && !t.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                    .OrderBy(t => t.Key, StringComparer.Ordinal)
                    .ToDictionary(StringComparer.Ordinal),
                // A connector that runs needs no word of it.
                DesiredState = connector.ConnectorState == ConnectorState.PAUSED ? ConnectorState.PAUSED.Value : null,
                Description = string.IsNullOrEmpty(connector.ConnectorDescription) ? null : connector.ConnectorDescription,
                EncryptionInTransit = connector.KafkaClusterEncryptionInTransit?.EncryptionType?.Value
                    ?? SpecDefaults.EncryptionInTransit,

                // IPV4 is what MSK Connect takes where nothing is said.
                NetworkType = connector.NetworkType?.Value is { } type && type != "IPV4" ? type : null,
            }),
            Tags = tags,
            WhyUnknown = new Dictionary<string, string>
            {
                [nameof(ConnectorSpec.Env)] = $"the connector has no tag {ResourceNames.EnvTag}",
                [nameof(ConnectorSpec.CustomPluginBucketArn)] = "the custom plugin is gone, and no grant names its bucket",
                [nameof(ConnectorSpec.ConnectorType)] = $"the configuration has no {ConnectorConfig.ClassKey}",
            },
        };
    }

    private static async Task<DescribeCustomPluginResponse?> PluginAsync(
        ProvisioningContext context, string? arn, bool ofWhatIsSeen, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(arn))
            return null;
        try
        {
            return await CustomPlugins.DescribeAsync(context, arn, cancellationToken);
        }
        catch (Exception e) when (e is NotFoundException || (ofWhatIsSeen && e is AmazonKafkaConnectException))
        {
            return null;
        }
    }

    /// <summary>Where the plugin's file lies; its bucket alone where MSK Connect tells only of another revision.</summary>
    private static string? FileOf(DescribeCustomPluginResponse? plugin, long? revision) =>
        plugin?.LatestRevision?.Location?.S3Location is not { } file ? null
        : revision == plugin.LatestRevision.Revision ? $"{file.BucketArn}/{file.FileKey}"
        : file.BucketArn;

    private static ConnectorSpec WithCapacity(CapacityDescription? capacity, ConnectorSpec spec)
    {
        if (capacity?.ProvisionedCapacity is { } provisioned)
        {
            return spec with
            {
                ProvisionedWorkerCount = provisioned.WorkerCount,
                ProvisionedMcuCount = provisioned.McuCount == ConnectorCapacity.DefaultMcuCount ? null : provisioned.McuCount,
            };
        }

        var auto = capacity?.AutoScaling;
        return spec with
        {
            AutoscalingMcuCount = auto?.McuCount ?? spec.AutoscalingMcuCount,
            AutoscalingMinWorkerCount = auto?.MinWorkerCount ?? spec.AutoscalingMinWorkerCount,
            AutoscalingMaxWorkerCount = auto?.MaxWorkerCount ?? spec.AutoscalingMaxWorkerCount,
            AutoscalingScaleInCpu = auto?.ScaleInPolicy?.CpuUtilizationPercentage ?? spec.AutoscalingScaleInCpu,
            AutoscalingScaleOutCpu = auto?.ScaleOutPolicy?.CpuUtilizationPercentage ?? spec.AutoscalingScaleOutCpu,
            AutoscalingMaxTaskCount = auto?.MaxAutoscalingTaskCount,
        };
    }
}
